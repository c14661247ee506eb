import type { BrokenPromise } from "./broken-promise.ts";
import type { VerifyHandlersOptions } from "./verify-options.ts";

/** What was found of some handlers. */
export interface HandlerReport {
  /** Whether no promise was seen broken. */
  readonly isSound: boolean;
  /** How many histories were lived, those on the way to a smallest one included. */
  readonly histories: number;
  readonly seed: number;
  /** The smallest history found for each way in which a promise was broken. */
  readonly broken: readonly BrokenPromise[];
  /** All of it for a person to read; Markdown with diagrams in Mermaid's language. */
  readonly text: string;
  /** The options it was made with. */
  readonly options: VerifyHandlersOptions;
}

function textOf({ code, requestType, message, whatToDo, seed, path, diagram }: BrokenPromise) {
  return [
    `## ${code} (${requestType})`,
    message,
    whatToDo,
    `To try it again: { seed: ${seed}, path: ${JSON.stringify(path)}, only: ${JSON.stringify(code)} }`,
    `\`\`\`mermaid\n${diagram}\n\`\`\``,
  ].join("\n\n");
}

/** The report of what was found. */
export function reportOf(
  broken: readonly BrokenPromise[],
  { histories, seed, options }: Pick<HandlerReport, "histories" | "seed" | "options">,
): HandlerReport {
  const isSound = broken.length === 0;
  const text = isSound
    ? `No promise was broken in ${histories} histories of the seed ${seed}.`
    : broken.map(textOf).join("\n\n");
  return { isSound, histories, seed, broken, text, options };
}
