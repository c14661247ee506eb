import { isObject } from "../../json-reading.ts";

type Filter = (value: unknown, values: readonly unknown[]) => unknown;

const FILTERS: Readonly<Record<string, Filter>> = {
  default: (value, [fallback, alsoEmpty]) =>
    value === undefined || (alsoEmpty === true && asText(value) === "") ? (fallback ?? "") : value,
  upper: (value) => asText(value).toUpperCase(),
  lower: (value) => asText(value).toLowerCase(),
  capitalize: (value) => capitalized(asText(value)),
  title: (value) =>
    asText(value)
      .split(/(?<space>\s+)/u)
      .map(capitalized)
      .join(""),
  trim: (value) => asText(value).trim(),
  replace: (value, [from, to]) => asText(value).replaceAll(asText(from), () => asText(to)),
  length: (value) => lengthOf(value),
  first: (value) => (Array.isArray(value) ? value.at(0) : asText(value).slice(0, 1)),
  last: (value) => (Array.isArray(value) ? value.at(-1) : asText(value).slice(-1)),
  join: (value, [separator]) =>
    Array.isArray(value) ? value.map(asText).join(asText(separator)) : asText(value),
  int: (value) => Math.trunc(Number(asText(value))) || 0,
  string: asText,
  escape: (value) => escaped(asText(value)),
  e: (value) => escaped(asText(value)),
  safe: (value) => value,
  tojson: (value) => JSON.stringify(value ?? null),
  urlencode: (value) => encodeURIComponent(asText(value)),
};

/** Puts a value through a filter. A filter there is none of throws `SyntaxError`. */
export function applyFilter(name: string, value: unknown, values: readonly unknown[]): unknown {
  const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
  if (filter === undefined) throw new SyntaxError(`No filter named "${name}".`);
  return filter(value, values);
}

/** How a template shows a value: nothing for what is missing, JSON for what has parts. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : asText(value).length;
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&#34;")
    .replaceAll("'", "&#39;");
}
