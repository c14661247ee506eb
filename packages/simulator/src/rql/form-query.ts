import { percentDecoded } from "./percent-decoding.ts";
import { isOldLookup } from "./plain-filter.ts";

/** A name and its value. */
type Pair = readonly [name: string, text: string];

/**
 * The plain parameters of an older client (`status__in=a,b&order_by=-created`, `search=two+words`), read as a form is;
 * undefined when the query is RQL. Told apart as the platform's RQL library does it for clients that are older than
 * RQL: by an older lookup or `order_by`, an empty value, `True` or `False`, or a space in a value that is not quoted.
 * Parameters without a value are passed over.
 */
export function formPairs(query: string): readonly Pair[] | undefined {
  const pairs = query
    .split("&")
    .filter((piece) => piece !== "")
    .map(pairOf);
  return isForm(pairs)
    ? pairs.filter(([name, text]) => isSelection(name) || text !== "")
    : undefined;
}

function pairOf(piece: string): Pair {
  const [name = "", ...rest] = piece.split("=");
  return [fromForm(name), fromForm(rest.join("="))];
}

function fromForm(text: string): string {
  return percentDecoded(text.replaceAll("+", " "));
}

function isForm(pairs: readonly Pair[]): boolean {
  for (const [name, text] of pairs) {
    if (isSelection(name)) continue;
    if (/[(),\s'"]/u.test(name)) return false;
    const isPlain = /^(?:True|False)?$/u.test(text);
    const isQuoted = /".*"|'.*'/su.test(text);
    if (isPlain || (text.includes(" ") && !isQuoted)) return true;
    if (text.includes("=") && !isQuoted) return false;
  }
  return pairs.some(([name]) => name === "order_by" || name === "ordering" || isOldLookup(name));
}

/** `select(…)` stands in older queries too. */
function isSelection(name: string): boolean {
  return name.includes("select(");
}
