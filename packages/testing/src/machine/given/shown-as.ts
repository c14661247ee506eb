const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What is seen, cut down to what is expected: keys that nobody expects are left away, so that equal means that
 * every expected part is there, and a difference shows no more than it has to.
 */
export function shownAs(expected: unknown, seen: unknown): unknown {
  if (Array.isArray(expected) && Array.isArray(seen)) {
    return seen.map((element: unknown, index) =>
      index < expected.length ? shownAs(expected[index], element) : element,
    );
  }
  if (!isPlain(expected) || !isPlain(seen)) return seen;
  const named = Object.entries(expected).filter(
    ([name, part]) => part === undefined || Object.hasOwn(seen, name),
  );
  return Object.fromEntries(named.map(([name, part]) => [name, shownAs(part, seen[name])]));
}
