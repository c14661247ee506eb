function ofArray(array: readonly unknown[]): string {
  let text = "[";
  for (const element of array) {
    if (text !== "[") text += ",";
    text += canonicalJson(element ?? null);
  }
  return `${text}]`;
}

function ofObject(object: object): string {
  let text = "{";
  const fields = Object.entries(object);
  // Every object here has few fields, and most come in order.
  fields.sort(([left], [right]) => (left < right ? -1 : 1));
  for (const [name, field] of fields) {
    if (field === undefined) continue;
    if (text !== "{") text += ",";
    text += `${JSON.stringify(name)}:${canonicalJson(field)}`;
  }
  return `${text}}`;
}

/**
 * One spelling for every JSON value: object keys in code unit order, no white space, and what JSON
 * leaves out (undefined) left out. Two values that JSON cannot tell apart give the same text, so a
 * digest of it survives a round trip through a store.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return ofArray(value);
  if (typeof value === "object" && value !== null) return ofObject(value);
  return JSON.stringify(value) ?? "null";
}
