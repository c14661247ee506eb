/** The seeds to try: `1-5000`, `1234` or `7,9,100-120`. */
export function seedsOf(text: string): readonly number[] {
  return text.split(",").flatMap((part) => {
    const [first, last = first] = part.split("-").map(Number);
    if (first === undefined || last === undefined || !(first <= last)) {
      throw new RangeError(`"${part}" is no seed and no range of seeds.`);
    }
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** The seeds in groups, each for one test. */
export function grouped(seeds: readonly number[], size: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(seeds.length / size) }, (_, index) =>
    seeds.slice(index * size, (index + 1) * size),
  );
}
