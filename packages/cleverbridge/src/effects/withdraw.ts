import type { EffectCall } from "@tenure/engine";
import type { Item, Snapshot } from "@tenure/machine";

import { cancellationOf } from "../reading/cancellation.ts";
import { isWithdrawn } from "../reading/status-shown.ts";
import type { CleverbridgeItem } from "../wire/item.ts";
import type { CleverbridgeSubscription } from "../wire/subscription.ts";
import type { Bindings } from "./bindings.ts";
import { type Problem, problemOfStatus } from "./problem.ts";
import { type Sent, sendChange } from "./send-change.ts";

const alive: ReadonlySet<string> = new Set(["active", "grace", "hold"]);

/** The cancel the record holds is taken back, by what the platform shows. */
export const isWithdrawnFrom =
  (snapshot: Snapshot) =>
  (subscription: CleverbridgeSubscription): boolean => {
    const cancellation = cancellationOf(snapshot);
    if (cancellation === undefined || !alive.has(subscription.status)) return false;
    return isWithdrawn(cancellation, subscription, snapshot);
  };

const newest = (items: readonly CleverbridgeItem[]): readonly CleverbridgeItem[] => {
  const dates = items.map(({ deactivationDate }) => deactivationDate?.at ?? "");
  const last = dates.toSorted().at(-1);
  return items.filter(({ deactivationDate }) => (deactivationDate?.at ?? "") === last);
};

/**
 * The items that come back with the subscription: those that were in use before it was canceled. Where nobody
 * saw it then, those that were deactivated last.
 */
function itemsToReinstate(
  { items }: CleverbridgeSubscription,
  known: readonly Item[],
): readonly number[] {
  const gone = items.filter(({ status }) => status === "deactivated");
  const inUse = gone.filter(({ runningNumber }) =>
    known.some(({ id, status }) => id === String(runningNumber) && status === "active"),
  );
  return (inUse.length > 0 ? inUse : newest(gone)).map(({ runningNumber }) => runningNumber);
}

/** Why a cancel cannot be withdrawn; undefined when it can. */
export function problemOfWithdrawal(
  subscription: CleverbridgeSubscription,
  { context }: Snapshot,
): Problem | undefined {
  if (subscription.status !== "deactivated") return problemOfStatus(subscription);
  if (itemsToReinstate(subscription, context.items).length > 0) return undefined;
  return {
    code: "item_ended",
    message: `no item of subscription S${subscription.id} can be reinstated`,
  };
}

/** One call: the renewal is turned on again, or the items are reinstated. */
export function sendWithdrawal(
  bindings: Bindings,
  call: EffectCall,
  requestId: string,
  subscription: CleverbridgeSubscription,
): Promise<Sent> {
  const { client } = bindings;
  const { key: subscriptionId, signal, snapshot } = call;
  const about = { requestId, isDone: isWithdrawnFrom(snapshot) };
  if (subscription.status === "deactivated") {
    const items = itemsToReinstate(subscription, snapshot.context.items);
    return sendChange(bindings, call, {
      ...about,
      operation: "reinstateAllItems",
      // The renewal may be off besides; then the next attempt turns it on.
      isDone: ({ status }) => alive.has(status),
      send: () => client.reinstateItems({ subscriptionId, items }, { signal }),
    });
  }
  return sendChange(bindings, call, {
    ...about,
    operation: "turnRenewalOn",
    send: () => client.setRenewalType({ subscriptionId, renewalType: "automatic" }, { signal }),
  });
}
