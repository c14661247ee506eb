import type { Item } from "../documents/item.ts";
import { isObject, listAt, textAt, textOr, type JsonObject } from "../json-reading.ts";
import { UNLIMITED } from "../rules/quantities.ts";

/** The items of a payload in today's shape, with everything else they carry kept. */
export function payloadItems(asset: JsonObject): readonly Item[] {
  return (listAt(asset, "items") ?? []).filter(isObject).map(payloadItem);
}

function payloadItem(item: JsonObject, index: number): Item {
  const id = firstText(item, "id", "local_id", "global_id", "mpn") ?? `item_${String(index + 1)}`;
  const itemType = textOr(item, "item_type", "").toLowerCase();
  const isPpu = itemType === "ppu" || textAt(item, "quantity") === UNLIMITED;
  return {
    ...item,
    id,
    global_id: textOr(item, "global_id", id),
    mpn: textOr(item, "mpn", id),
    old_quantity: quantityText(item, "old_quantity", "0"),
    quantity: quantityText(item, "quantity", isPpu ? UNLIMITED : "1"),
    type: textOr(item, "type", "unit"),
    display_name: firstText(item, "display_name", "name") ?? id,
    period: textAt(item, "period") ?? null,
    item_type: textOr(item, "item_type", isPpu ? "PPU" : "Reservation"),
  };
}

/** `10`, `"10"`, `-1` and `"unlimited"` as the text the platform has today. */
function quantityText(item: JsonObject, field: string, fallback: string): string {
  const text = textAt(item, field)?.trim() ?? "";
  if (text === "-1" || text === UNLIMITED) return UNLIMITED;
  return /^\d{1,15}(?:\.\d{1,8})?$/u.test(text) ? String(Number(text)) : fallback;
}

function firstText(item: JsonObject, ...fields: readonly string[]): string | undefined {
  return fields
    .map((field) => textAt(item, field))
    .find((text) => text !== undefined && text !== "");
}
