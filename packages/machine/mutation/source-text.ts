/** One change to a source file: from `start`, as many characters as `before` has, become `after`. */
export interface Edit {
  readonly start: number;
  readonly before: string;
  readonly after: string;
  /** What kind of change it is, in words. */
  readonly kind: string;
}

/** A file's text, and the same text with comments and the insides of strings blanked out. */
export interface SourceText {
  readonly text: string;
  readonly code: string;
}

const silent = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/gu;

const typeOnly = /^(?:export )?interface [\s\S]*?^\}$|^(?:export )?type [\s\S]*?;$/gmu;

const blanked = (part: string): string =>
  part.startsWith("/")
    ? part.replaceAll(/[^\n]/gu, " ")
    : `${part.charAt(0)}${part.slice(1, -1).replaceAll(/[^\n]/gu, "_")}${part.charAt(0)}`;

/** Blanks what is not code, keeping every position. Imports and types of one line are not code either. */
export function readSource(text: string): SourceText {
  const code = text
    .replaceAll(silent, blanked)
    .replaceAll(/^import [\s\S]*?;$/gmu, (part) => part.replaceAll(/[^\n]/gu, " "))
    .replaceAll(typeOnly, (part) => part.replaceAll(/[^\n]/gu, " "));
  return { text, code };
}

export const apply = (text: string, { start, before, after }: Edit): string =>
  text.slice(0, start) + after + text.slice(start + before.length);

/** The number of the line where an edit begins to change something, and what stands on it. */
export function placeOf(
  text: string,
  { start, before }: Edit,
): { readonly line: number; readonly code: string } {
  const position = start + before.length - before.trimStart().length;
  const line = text.slice(0, position).split("\n").length;
  return { line, code: text.split("\n")[line - 1]?.trim() ?? "" };
}
