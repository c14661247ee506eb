import { TenureError } from "@tenure/engine";

/**
 * A column of values travels as one text, which the server splits. That costs a third of what an array
 * literal or a JSON document costs, because nothing in it is escaped: JSON text and the texts below hold
 * no control characters.
 */
const separator = "\u0001";
const absent = "\u0002";

/** The SQL that makes an array of such a parameter. */
export function unpacked(parameter: number, type: string): string {
  return `string_to_array($${parameter}, E'\\x01', E'\\x02')::${type}[]`;
}

export function packed(values: readonly (string | number | boolean | null)[]): string {
  return values.map((value) => value ?? absent).join(separator);
}

// oxlint-disable-next-line no-control-regex -- these are what PostgreSQL or the packing cannot carry
const unfit = /[\u0000-\u001F\\]|\p{Surrogate}/u;
// oxlint-disable-next-line no-control-regex -- as above
const eachUnfit = /[\u0000-\u001F\\]|\p{Surrogate}/gu;
// oxlint-disable-next-line no-control-regex -- as above
const unfitForKey = /[\u0000-\u001F]|\p{Surrogate}/u;
const escape = /\\u(?<code>[0-9a-f]{4})|\\e/gu;

/** Text of any kind in a form that PostgreSQL can keep: NUL, broken surrogates and the like are escaped. */
export function kept(text: string): string {
  if (text === "") return "\\e";
  if (!unfit.test(text)) return text;
  return text.replaceAll(
    eachUnfit,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** What `kept` was given. */
export function original(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replaceAll(escape, (found, code: string | undefined) =>
    found === "\\e" || code === undefined ? "" : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

export function keptOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : kept(text);
}

/**
 * A key, or an id made of one, which is kept as it is.
 *
 * @throws TenureError `key_invalid` when PostgreSQL cannot keep it
 */
export function plain(text: string): string {
  if (text !== "" && !unfitForKey.test(text)) return text;
  throw new TenureError(
    "key_invalid",
    "A subscription's key is empty or holds control characters or broken text.",
  );
}
