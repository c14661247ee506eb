import type { Item } from "../documents/item.ts";
import type { ProductItem } from "../documents/product.ts";
import { textAt, valueAt } from "../json-reading.ts";
import { invalid } from "../refusal.ts";

export const UNLIMITED = "unlimited";

/** The items of a new subscription. Items ordered with quantity 0 are left out; all of them 0 is refused. */
export function purchasedItems(wanted: unknown, catalog: readonly ProductItem[]): readonly Item[] {
  const items = draftedItems(wanted, catalog);
  checkOrdered(items);
  return items;
}

/** The same of a draft, in which nothing need be ordered yet. */
export function draftedItems(wanted: unknown, catalog: readonly ProductItem[]): readonly Item[] {
  return wantedQuantities(wanted ?? [], [], catalog)
    .filter(({ quantity }) => !isZero(quantity))
    .map(inQuantity);
}

export function checkOrdered(items: readonly Item[]): void {
  if (items.length === 0) throw emptyList();
}

/**
 * The items of a subscription with new quantities. `old_quantity` of every item is what the
 * subscription has today; quantity 0 marks an item for removal. At least one must stay.
 */
export function changedItems(
  current: readonly Item[],
  wanted: unknown,
  catalog: readonly ProductItem[],
): readonly Item[] {
  const quantities = wantedQuantities(wanted, current, catalog);
  const kept = unchangedItems(current).map((item) => {
    const change = quantities.find((entry) => entry.item.global_id === item.global_id);
    return change === undefined ? item : inQuantity({ item, quantity: change.quantity });
  });
  const added = quantities
    .filter(
      ({ item, quantity }) =>
        !isZero(quantity) && !current.some((old) => old.global_id === item.global_id),
    )
    .map(inQuantity);
  const items = [...kept, ...added];
  if (items.every((item) => isZero(item.quantity))) throw emptyList();
  return items;
}

/** The items of a subscription as a request that changes none of them shows them. */
export function unchangedItems(current: readonly Item[]): readonly Item[] {
  return current.map(asHeld);
}

/** An item as one that is held and not changed. */
function asHeld(item: Item): Item {
  return { ...item, old_quantity: item.quantity };
}

function inQuantity({ item, quantity }: Wanted): Item {
  return { ...item, quantity };
}

export function quantitiesDiffer(items: readonly Item[]): boolean {
  return items.some((item) => item.quantity !== item.old_quantity);
}

/** The items a subscription has after approval. */
export function remainingItems(items: readonly Item[]): readonly Item[] {
  return items.filter((item) => !isZero(item.quantity));
}

export function isZero(quantity: string): boolean {
  return Number(quantity) === 0;
}

interface Wanted {
  readonly item: Item;
  readonly quantity: string;
}

function wantedQuantities(
  wanted: unknown,
  current: readonly Item[],
  catalog: readonly ProductItem[],
): readonly Wanted[] {
  if (!Array.isArray(wanted)) throw invalid("asset.items: Expected a list of items.");
  const found = wanted.map((entry) => {
    const id = textAt(entry, "id") ?? textAt(entry, "global_id") ?? "";
    const item = knownItem(id, current, catalog);
    if (item === undefined) throw invalid(`asset.items: Item "${id}" does not exist.`);
    return { item, quantity: readQuantity(valueAt(entry, "quantity"), item) };
  });
  const distinct = new Set(found.map(({ item }) => item.global_id));
  if (distinct.size < found.length) throw invalid("asset.items: Items must be unique.");
  return found;
}

function knownItem(
  id: string,
  current: readonly Item[],
  catalog: readonly ProductItem[],
): Item | undefined {
  const held = current.find((item) => item.id === id || item.global_id === id);
  if (held !== undefined) return held;
  const offered = catalog.find(
    (item) => item.status === "published" && (item.id === id || item.local_id === id),
  );
  return offered === undefined ? undefined : newItem(offered);
}

/** An item of the catalog that nobody has bought yet. */
export function newItem(offered: ProductItem): Item {
  return {
    id: offered.local_id,
    global_id: offered.id,
    mpn: offered.mpn,
    old_quantity: "0",
    quantity: "0",
    type: offered.unit.unit,
    display_name: offered.display_name,
    period: capitalized(offered.period),
    item_type: offered.type === "ppu" ? "PPU" : "Reservation",
  };
}

/** Numbers or text; -1 and `unlimited` for items paid by use, which have no other quantity but 0. */
function readQuantity(value: unknown, item: Item): string {
  const text = typeof value === "number" ? String(value) : value;
  const isUnlimited = text === "-1" || text === UNLIMITED;
  const isNumber = typeof text === "string" && /^\d{1,12}(?:\.\d{1,8})?$/u.test(text);
  if (item.item_type.toLowerCase() === "ppu") {
    if (isUnlimited || isNumber) return isNumber && isZero(text) ? "0" : UNLIMITED;
  } else if (isNumber) {
    return String(Number(text));
  }
  throw invalid(`asset.items: Quantity of item "${item.id}" is not valid.`);
}

function capitalized(period: string): string {
  return period.slice(0, 1).toUpperCase() + period.slice(1);
}

function emptyList(): Error {
  return invalid("asset.items: This list may not be empty.");
}
