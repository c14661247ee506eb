import type { Answer } from "../../http/answer.ts";
import type { ItemVersion } from "../documents/item-version.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import type { Alignment } from "../http/alignment-settings.ts";
import { succeeded } from "../http/operation.ts";
import { intervalLater } from "../instants.ts";
import { notifyOfPayment } from "../notifications/notify.ts";
import { changedItems, findItem, writeSubscription } from "../records.ts";
import { againstRule } from "../result-refusal.ts";
import { previewView } from "../views/preview-view.ts";
import { stamp, type World } from "../world.ts";
import { billingDate } from "./dates.ts";
import { nextOutcome } from "./payment.ts";
import { alignmentPrice } from "./proration.ts";
import { openPurchase } from "./purchases.ts";

/**
 * Makes a change of one item, or only shows what it would cost. It is charged first: when that is negative or
 * declined nothing is changed.
 */
export function changeItem(
  world: World,
  record: SubscriptionRecord,
  item: ItemVersion,
  alignment: Alignment,
): Answer {
  const now = stamp(world);
  const wanted = {
    ...record,
    items: withVersion(record, { ...item, versionActiveDate: now }, now),
  };
  const price = alignmentPrice(record, wanted, alignment, now);
  if (alignment.isPreview) {
    const { currencyId } = record;
    return succeeded(previewView({ alignment: price, nextBilling: item.price, currencyId }));
  }
  if (price.grossCents < 0) {
    throw againstRule("The alignment price would be negative; nothing was changed.");
  }
  if (price.grossCents === 0) {
    writeSubscription(world, record, { items: wanted.items, ...extension(record, alignment, now) });
    return succeeded();
  }
  const { outcome, outcomes } = nextOutcome(world, record);
  if (outcome !== "paid") return declined(world, record, outcomes);
  const runningNos = [item.runningNo];
  const contents = { status: "Paid", category: "Alignment", price, runningNos } as const;
  const purchase = openPurchase(world, record, contents);
  const written = writeSubscription(world, record, {
    outcomes,
    items: changedItems(wanted, ({ runningNo }) => runningNo === item.runningNo, {
      purchaseIds: [...findItem(wanted, item.runningNo).purchaseIds, purchase.id],
    }),
    ...extension(record, alignment, now),
  });
  notifyOfPayment(world, written, purchase);
  return succeeded();
}

/** Not thrown, so that the charge counts as one that was tried. */
function declined(
  world: World,
  record: SubscriptionRecord,
  outcomes: SubscriptionRecord["outcomes"],
): Answer {
  writeSubscription(world, record, { outcomes });
  return {
    status: world.quirks.ruleRefusal,
    json: { ResultMessage: "The payment was declined; nothing was changed." },
  };
}

function extension(
  record: SubscriptionRecord,
  { isExtended }: Alignment,
  now: number,
): Partial<SubscriptionRecord> {
  if (!isExtended) return {};
  return { intervalStart: now, ...billingDate(intervalLater(now, record.interval), now) };
}

/** The items with a new one, or with a new version of one in front of those before it. */
function withVersion(
  record: SubscriptionRecord,
  wanted: ItemVersion,
  now: number,
): readonly ItemVersion[] {
  const current = record.items.find(
    ({ runningNo, isCurrent }) => isCurrent && runningNo === wanted.runningNo,
  );
  if (current === undefined) return [...record.items, wanted];
  const version = { ...wanted, version: current.version + 1 };
  return record.items.flatMap((item) =>
    item === current
      ? [version, { ...item, isCurrent: false, status: "Deactivated", deactivationDate: now }]
      : [item],
  );
}
