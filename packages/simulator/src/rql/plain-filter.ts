import { unreadable } from "../refusal.ts";
import type { Comparison, Expression } from "./expression.ts";

/** The endings of older parameter names, as in `status__in=pending,failed`. */
const COMPARED: Readonly<Record<string, Comparison>> = {
  exact: "like",
  iexact: "ilike",
  gt: "gt",
  gte: "ge",
  lt: "lt",
  lte: "le",
};

/** Endings that look for a part of the text, with where it may stand: at the beginning, at the end. */
const PARTS: Readonly<Record<string, { readonly start: boolean; readonly end: boolean }>> = {
  contains: { start: false, end: false },
  startswith: { start: true, end: false },
  endswith: { start: false, end: true },
};

const OTHERS: ReadonlySet<string> = new Set(["in", "isnull", "regex", "iregex"]);

/** Short names the platform keeps for older clients. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  asset_id: "asset.id",
  product_id: "asset.product.id",
  "asset.tier1_id": "asset.tiers.tier1.id",
  "asset.tier2_id": "asset.tiers.tier2.id",
  "asset.external.id": "asset.external_id",
};

/** Whether a parameter's name ends in one of the older lookups. */
export function isOldLookup(name: string): boolean {
  return lookupOf(name) !== undefined;
}

/** A filter from a plain parameter: dotted (`asset.id=…`) or older (`asset__id=…`, `created__gt=…`). */
export function plainFilter(name: string, text: string): Expression {
  const lookup = lookupOf(name);
  if (lookup === undefined) {
    return { kind: "compare", by: "eq", path: currentPath(name), operand: { text } };
  }
  const path = currentPath(name.slice(0, -lookup.length - 2));
  if (lookup === "in") {
    const operands = text.split(",").filter((value) => value !== "");
    return { kind: "member", by: "in", path, operands: operands.map((value) => ({ text: value })) };
  }
  if (lookup === "isnull") {
    const by = ["false", "0"].includes(text.toLowerCase()) ? "ne" : "eq";
    return { kind: "compare", by, path, operand: { special: "null" } };
  }
  const by = Object.hasOwn(COMPARED, lookup) ? COMPARED[lookup] : undefined;
  if (by !== undefined) return { kind: "compare", by, path, operand: { text } };
  return partFilter(lookup, path, text);
}

function partFilter(lookup: string, path: string, text: string): Expression {
  const { start, end } = PARTS[partOf(lookup)] ?? {};
  if (start === undefined || end === undefined) throw unreadable("Bad filter query.");
  const pattern = `${start || text.startsWith("*") ? "" : "*"}${text}${end || text.endsWith("*") ? "" : "*"}`;
  const by = lookup.startsWith("i") ? "ilike" : "like";
  return { kind: "compare", by, path, operand: { text: pattern } };
}

function partOf(lookup: string): string {
  return lookup.replace(/^i/u, "");
}

function lookupOf(name: string): string | undefined {
  const ending = /.__([a-z]+)$/u.exec(name)?.[1] ?? "";
  const isKnown =
    OTHERS.has(ending) || Object.hasOwn(COMPARED, ending) || Object.hasOwn(PARTS, partOf(ending));
  return isKnown ? ending : undefined;
}

/** The path a field is found under today. The platform knows most fields by their older spelling too. */
export function currentPath(name: string): string {
  const path = name.replaceAll("__", ".");
  return Object.hasOwn(OLD_NAMES, path) ? (OLD_NAMES[path] ?? path) : path;
}
