import type { Comparison, Expression } from "./expression.ts";

/** The endings of older parameter names, as in `status__in=pending,failed`. */
const ENDINGS: Readonly<Record<string, Comparison | "in" | "null" | "contains" | "icontains">> = {
  exact: "eq",
  eq: "eq",
  ne: "ne",
  gt: "gt",
  ge: "ge",
  gte: "ge",
  lt: "lt",
  le: "le",
  lte: "le",
  like: "like",
  ilike: "ilike",
  contains: "contains",
  icontains: "icontains",
  in: "in",
  null: "null",
  isnull: "null",
};

/** Short names the platform keeps for older clients. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  asset_id: "asset.id",
  product_id: "asset.product.id",
  "asset.tier1_id": "asset.tiers.tier1.id",
  "asset.tier2_id": "asset.tiers.tier2.id",
  "asset.external.id": "asset.external_id",
};

/** A filter from a plain parameter: dotted (`asset.id=…`) or older (`asset__id=…`, `created__gt=…`). */
export function plainFilter(name: string, text: string): Expression {
  const parts = name.split("__");
  const last = parts.at(-1) ?? "";
  const ending = parts.length > 1 && Object.hasOwn(ENDINGS, last) ? ENDINGS[last] : undefined;
  const path = currentPath((ending === undefined ? parts : parts.slice(0, -1)).join("."));
  if (ending === "in") {
    return { kind: "member", path, operands: text.split(",").map((value) => ({ text: value })) };
  }
  if (ending === "null") return nullness(path, text);
  if (ending === "contains")
    return { kind: "compare", by: "like", path, operand: { text: `*${text}*` } };
  if (ending === "icontains")
    return { kind: "compare", by: "ilike", path, operand: { text: `*${text}*` } };
  return { kind: "compare", by: ending ?? "eq", path, operand: { text } };
}

/** The path a field is found under today. */
export function currentPath(path: string): string {
  return Object.hasOwn(OLD_NAMES, path) ? (OLD_NAMES[path] ?? path) : path;
}

function nullness(path: string, text: string): Expression {
  const is: Expression = { kind: "compare", by: "eq", path, operand: { special: "null" } };
  return ["false", "0"].includes(text.toLowerCase()) ? { kind: "not", inner: is } : is;
}
