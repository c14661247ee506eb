/** A value to compare with; `null` is the platform's `null()`. */
export type RqlValue = string | number | boolean | null;

const property = /^[A-Za-z][\w.-]*$/u;
const plainValue = /^[A-Za-z0-9_][\w.:-]*$/u;
/** Words of the grammar, which unquoted would not be read as values. */
const reserved = new Set(
  "eq ne gt ge lt le in out like ilike and or not t ordering select search limit offset".split(" "),
);

/** The name of a property, checked. Throws `RangeError` for what the grammar would read otherwise. */
export function propertyOf(text: string): string {
  // The grammar takes a lone `t` for the beginning of a tuple.
  if (!property.test(text) || text === "t")
    throw new RangeError(`RQL: "${text}" is not the name of a property.`);
  return text;
}

/**
 * A text as a value: as it is when it is a plain word, quoted otherwise. Nothing can be escaped inside
 * quotes, so the other kind of quotation mark is taken; both at once cannot be said.
 */
export function quoted(text: string): string {
  if (plainValue.test(text) && !reserved.has(text.toLowerCase())) return text;
  // The platform takes the quotes away before it looks for this word.
  if (text === "empty()")
    throw new RangeError("RQL: the text empty() itself cannot be looked for.");
  const quote = text.includes('"') ? "'" : '"';
  if (text.includes(quote)) {
    throw new RangeError("RQL: a value cannot hold both kinds of quotation marks.");
  }
  const mark = quote === '"' ? "%22" : "%27";
  const encoded = encodeURIComponent(text.toWellFormed()).replaceAll(
    /['()*!~]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${mark}${encoded}${mark}`;
}

/** A value as it is written. Throws `RangeError` for numbers that are none. */
export function valueOf(value: RqlValue): string {
  if (value === null) return "null()";
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new RangeError(`RQL: ${value} is no number to compare with.`);
  }
  return quoted(String(value));
}

/** A text inside a pattern of `like`, where its own `*` and `\` stand for themselves. */
export function literally(text: string): string {
  return text.replaceAll(/[\\*]/gu, String.raw`\$&`);
}

/** A pattern with one `*` where several follow each other, which the platform refuses. */
export function patternOf(text: string): string {
  return text.replaceAll(
    /(\\[\s\S])|\*+/gu,
    (_found, escaped: string | undefined) => escaped ?? "*",
  );
}
