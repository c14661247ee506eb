/** Picks one of several by a seed and a place, the same one every time. */
export type Choose = (values: readonly string[], place: string) => string | undefined;

/** FNV-1a, 32 bits: spreads neighbouring places well enough. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return value;
}

export const chooseBy =
  (seed: number): Choose =>
  (values, place) =>
    values[hash(`${seed}/${place}`) % Math.max(values.length, 1)];

/** The values other than this one, each once, in a fixed order. */
export const alternatives = (values: readonly string[], value: string): readonly string[] =>
  [...new Set(values)].filter((other) => other !== value).toSorted();
