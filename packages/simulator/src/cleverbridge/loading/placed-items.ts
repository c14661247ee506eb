import { isObject, type JsonObject } from "../../json-reading.ts";
import { newItem } from "../customers/ordered-item.ts";
import type { ItemVersion } from "../documents/item-version.ts";
import { priceOf, type Price } from "../documents/price.ts";
import { ITEM_STATUS_NUMBERS, type ItemStatus } from "../documents/status.ts";
import { mintNumber, type World } from "../world.ts";
import { PlacedReading } from "./reading.ts";

type Read =
  | { readonly items: readonly ItemVersion[]; readonly notes: readonly string[] }
  | { readonly reason: string };

/** The items of a placed subscription, in the order they are given. */
export function placedItems(
  world: World,
  entries: readonly unknown[],
  times: { readonly startDate: number; readonly now: number },
): Read {
  const bodies = entries.filter(isObject);
  if (bodies.length === 0 || bodies.length < entries.length) {
    return { reason: "It has no items, or some that are none." };
  }
  const notes: string[] = [];
  const items = bodies.map((body) => {
    const reading = new PlacedReading(body, `Item ${String(body["RunningNo"])}: `);
    const item = placedItem(world, body, reading, times);
    notes.push(...reading.notes);
    return item;
  });
  if (items.some(({ runningNo }) => runningNo < 1)) {
    return { reason: "It has an item without a RunningNo." };
  }
  return { items: withVersions(items, bodies), notes };
}

function placedItem(
  world: World,
  body: JsonObject,
  reading: PlacedReading,
  { startDate, now }: { readonly startDate: number; readonly now: number },
): ItemVersion {
  const status = statusIn(body);
  const name = reading.text("ProductName", "Placed Product");
  return {
    ...newItem(reading.count("RunningNo", 0), startDate),
    version: reading.count("Version", 1),
    status,
    quantity: Math.max(1, reading.count("Quantity", 1)),
    productId: reading.count("ProductId", mintNumber(world, "product")),
    productName: name,
    productNameExtension: reading.text("ProductNameExtension", ""),
    couponcode: reading.text("Couponcode", ""),
    promotionId: reading.countOrNull("PromotionId"),
    startDate: reading.date("StartDate", startDate),
    endDate: reading.dateOrNull("EndDate"),
    deactivationDate: reading.dateOrNull("DeactivationDate") ?? (status === "Active" ? null : now),
    lastIntervalNo: reading.count("LastIntervalNo", 0),
    recurrenceCount: reading.countOrNull("RecurrenceCount"),
    price: priceIn(reading),
  };
}

function priceIn(reading: PlacedReading): Price {
  const gross = reading.number("NextRenewalCustomerGrossPrice", 10);
  const { netCents } = priceOf(gross);
  const net = reading.number("NextRenewalCustomerNetPrice", netCents / 100);
  return { grossCents: Math.round(gross * 100), netCents: Math.round(net * 100) };
}

/** Active when it does not say, or says something nobody knows. */
function statusIn(body: JsonObject): ItemStatus {
  const found = Object.entries(ITEM_STATUS_NUMBERS).find(
    ([word, number]) => body["Status"] === number || body["Status"] === word,
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key of a record of all statuses
  return (found?.[0] ?? "Active") as ItemStatus;
}

/**
 * Which version of a running number is current: the one that says so, or else one that is Active, or else the first.
 * Versions nobody numbered are numbered from the last entry on.
 */
function withVersions(
  items: readonly ItemVersion[],
  bodies: readonly JsonObject[],
): readonly ItemVersion[] {
  const entries = items.map((item, index) => ({ item, body: bodies[index] ?? {} }));
  const seen = new Set<number>();
  const grouped = items.flatMap(({ runningNo }) => {
    if (seen.has(runningNo)) return [];
    seen.add(runningNo);
    return [entries.filter(({ item }) => item.runningNo === runningNo)];
  });
  return grouped.flatMap((versions) => {
    const current =
      versions.find(({ body }) => body["IsCurrent"] === true) ??
      versions.find(({ item }) => item.status === "Active") ??
      versions[0];
    return versions.map((entry, index) =>
      Object.assign({}, entry.item, {
        isCurrent: entry === current,
        version:
          typeof entry.body["Version"] === "number" ? entry.item.version : versions.length - index,
      }),
    );
  });
}
