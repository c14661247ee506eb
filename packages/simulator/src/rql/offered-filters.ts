import { CATALOG_LISTS } from "./offered/catalog.ts";
import type { Offered } from "./offered/offered.ts";
import { REPORT_LISTS } from "./offered/reports.ts";
import { SALES_LISTS } from "./offered/sales.ts";
import { TIER_LISTS } from "./offered/tiers.ts";
import { currentPath } from "./plain-filter.ts";

const LISTS = { ...SALES_LISTS, ...TIER_LISTS, ...REPORT_LISTS, ...CATALOG_LISTS };

/** A list whose filters and orders are known. */
export type Collection = keyof typeof LISTS;

function names(text: string): readonly string[] {
  return text.split(/\s+/u).filter((name) => name !== "");
}

function lookupsIn({ filters }: Offered): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    Object.entries(filters).flatMap(([lookups, fields]) =>
      names(fields).map((name) => [currentPath(name), new Set(names(lookups))] as const),
    ),
  );
}

const LOOKUPS = new Map(Object.entries(LISTS).map(([name, list]) => [name, lookupsIn(list)]));
const ORDERS = new Map(Object.entries(LISTS).map(([name, { orders }]) => [name, names(orders)]));

/** The lookups a field takes in a list; undefined when the list has no such filter. */
export function lookupsOf(collection: Collection, path: string): ReadonlySet<string> | undefined {
  return LOOKUPS.get(collection)?.get(path);
}

/** Whether a list can be ordered by a field. */
export function isOrderedBy(collection: Collection, path: string): boolean {
  const orders = ORDERS.get(collection) ?? [];
  return orders.length === 0 || orders.includes(path);
}
