/**
 * One spelling for every JSON value: object keys in code unit order, no white space, and what JSON
 * leaves out (undefined) left out. Two values that JSON cannot tell apart give the same text, so a
 * digest of it survives a round trip through a store.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map((element: unknown) => canonicalJson(element ?? null)).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
    return `{${fields.join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}
