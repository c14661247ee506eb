/**
 * The order in which the service lists keys: by code point. JavaScript's own order is by code unit, which
 * differs beyond the basic plane.
 */
export function compareKeys(one: string, other: string): number {
  const left = one[Symbol.iterator]();
  const right = other[Symbol.iterator]();
  for (;;) {
    const [a, b] = [left.next(), right.next()];
    if (a.done === true || b.done === true)
      return Number(b.done ?? false) - Number(a.done ?? false);
    if (a.value !== b.value) return (a.value.codePointAt(0) ?? 0) - (b.value.codePointAt(0) ?? 0);
  }
}
