/** A broken promise as a person reads of it. */
export interface Told {
  readonly code: string;
  /** What of the handlers broke it. */
  readonly about: string;
  readonly message: string;
  readonly whatToDo: string;
  readonly seed: number;
  readonly path: string;
  readonly diagram: string;
}

function sectionOf({ code, about, message, whatToDo, seed, path, diagram }: Told): string {
  return [
    `## ${code} (${about})`,
    message,
    whatToDo,
    `To try it again: { seed: ${seed}, path: ${JSON.stringify(path)}, only: ${JSON.stringify(code)} }`,
    `\`\`\`mermaid\n${diagram}\n\`\`\``,
  ].join("\n\n");
}

/** What was found, in Markdown with diagrams in Mermaid's language. */
export function reportText(
  broken: readonly Told[],
  { histories, seed }: { readonly histories: number; readonly seed: number },
): string {
  if (broken.length > 0) return broken.map(sectionOf).join("\n\n");
  return `No promise was broken in ${histories} histories of the seed ${seed}.`;
}
