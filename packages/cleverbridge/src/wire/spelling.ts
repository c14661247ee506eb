/** One value of a platform's list: its name here, and how the platform spells it. */
export interface Spelled<Name extends string> {
  readonly name: Name;
  /** Three letters, as in `ACT`; undefined when the list has none. */
  readonly code?: string;
  /** As in `Handled by Client`; read in any case, and also without the blanks. */
  readonly words: readonly string[];
}

/** The texts a value may be spelled with, in lower case. */
function textsOf({ code, words }: Spelled<string>): readonly string[] {
  return [...(code === undefined ? [] : [code]), ...words].flatMap((text) => [
    text.toLowerCase(),
    text.replaceAll(" ", "").toLowerCase(),
  ]);
}

/**
 * Reads a value by its word, its code or its number, the number also as text. Undefined for what the list
 * does not have.
 */
export function nameOf<Name extends string>(
  value: unknown,
  list: readonly Spelled<Name>[],
  numbers: Readonly<Record<number, Name>>,
): Name | undefined {
  if (typeof value === "number") return numbers[value];
  if (typeof value !== "string") return undefined;
  const text = value.trim().toLowerCase();
  if (/^[1-9]\d{0,3}$/u.test(text)) return nameOf(Number(text), list, numbers);
  return list.find((spelled) => textsOf(spelled).includes(text))?.name;
}
