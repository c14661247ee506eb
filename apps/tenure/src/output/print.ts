/** Writes a line for whoever called. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line beside the output proper. */
export function remark(line: string): void {
  process.stderr.write(`${line}\n`);
}

// oxlint-disable-next-line no-control-regex -- these are what a terminal would act on
const acting = /[\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}

/** A document as JSON that a terminal only shows. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(acting, escaped);
}

/** Writes a document for a program: on one line, so that many of them are JSON lines. */
export function printJson(value: unknown): void {
  print(jsonText(value));
}

/** Writes a document for a person. */
export function printDocument(value: unknown): void {
  print(jsonText(value, 2));
}
