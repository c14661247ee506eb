/** A part of a definition that has fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** What serializers write in place of what lies deeper than they go, or repeats. */
const cutMarks: ReadonlySet<unknown> = new Set(["[Object]", "[Array]", "[...]", "[Circular]"]);

/** Whether the sender's serializer left something out here. */
export const isCut = (value: unknown): boolean => cutMarks.has(value);

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The field itself, never one that is inherited. */
export const own = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

/** One or several as several; none as none. */
export function several(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The text, cut short where it is too long to be read in a picture. */
export function shortened(text: string, maximum: number): string {
  return text.length <= maximum ? text : `${text.slice(0, maximum - 1)}…`;
}

/** The text of a field, or none. */
export function textOf(value: unknown, maximum: number): string {
  return typeof value === "string" ? shortened(value, maximum) : "";
}
