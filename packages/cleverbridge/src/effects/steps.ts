import type { Item, ItemChange } from "@tenure/machine";

import type { CleverbridgeItem } from "../wire/item.ts";
import { readUtc } from "../wire/moment.ts";
import type { CleverbridgeSubscription } from "../wire/subscription.ts";
import type { Addition, ChangeOrder } from "./order.ts";

/** One call that takes a change a step on. */
export type Step =
  | { readonly type: "reinstate"; readonly items: readonly number[] }
  | { readonly type: "add"; readonly productId: number; readonly quantity: number }
  | {
      readonly type: "update";
      readonly runningNumber: number;
      readonly productId: number;
      readonly quantity: number;
    }
  | {
      readonly type: "deactivate";
      readonly items: readonly number[];
      readonly allowReinstate: boolean;
    }
  | { readonly type: "moveBilling"; readonly nextBillingDate: string };

/** A change, the platform as it shows, and the items there were before the change began. */
export interface ChangeUnderWay {
  readonly order: ChangeOrder;
  readonly subscription: CleverbridgeSubscription;
  readonly before: readonly Item[];
}

/** The platform cuts, or rounds, what is finer. */
const sameMinute = 60_000;

const itemOf = ({ items }: CleverbridgeSubscription, id: string): CleverbridgeItem | undefined =>
  items.find(({ runningNumber }) => String(runningNumber) === id);

const wantedQuantity = ({ quantity }: ItemChange, item: CleverbridgeItem): number | undefined =>
  quantity === undefined ? item.quantity : Number(quantity);

const wantedProduct = ({ mpn }: ItemChange, item: CleverbridgeItem): number | undefined =>
  mpn === undefined ? item.productId : Number(mpn);

/** Items that came up since the change began, each counted for one addition. */
function additionsLeft({ order, subscription, before }: ChangeUnderWay): readonly Addition[] {
  const known = new Set(before.map(({ id }) => id));
  const fresh = subscription.items.filter(
    ({ runningNumber, status }) => !known.has(String(runningNumber)) && status === "active",
  );
  return order.additions.filter(({ productId, quantity }) => {
    const index = fresh.findIndex(
      (item) => item.productId === productId && item.quantity === quantity,
    );
    if (index !== -1) fresh.splice(index, 1);
    return index === -1;
  });
}

function updatesLeft({ order, subscription }: ChangeUnderWay): readonly Step[] {
  return order.items.flatMap((change) => {
    const item = itemOf(subscription, change.id);
    if (item === undefined) return [];
    const { runningNumber } = item;
    const quantity = wantedQuantity(change, item);
    const productId = wantedProduct(change, item);
    const isDone = quantity === item.quantity && productId === item.productId;
    if (isDone || quantity === undefined || productId === undefined) return [];
    return [{ type: "update", runningNumber, productId, quantity }];
  });
}

/** The running numbers the order wants in a status they are not in. */
function numbersLeft(
  { order, subscription }: ChangeUnderWay,
  wanted: ItemChange["status"],
  isThere: (item: CleverbridgeItem) => boolean,
): readonly number[] {
  return order.items.flatMap(({ id, status }) => {
    const item = status === wanted ? itemOf(subscription, id) : undefined;
    return item === undefined || isThere(item) ? [] : [item.runningNumber];
  });
}

function deactivationsLeft(change: ChangeUnderWay): readonly Step[] {
  const kinds = [
    [
      numbersLeft(change, "deactivated", ({ status }) => status !== "active"),
      { allowReinstate: true },
    ],
    [
      numbersLeft(change, "finished", ({ status }) => status === "finished"),
      { allowReinstate: false },
    ],
  ] as const;
  return kinds.flatMap(([items, more]) =>
    items.length === 0 ? [] : [{ type: "deactivate", items, ...more }],
  );
}

function moveLeft({ order, subscription }: ChangeUnderWay): readonly Step[] {
  const { nextBillingDate } = order.settings;
  if (nextBillingDate === undefined) return [];
  const shown = readUtc(subscription.nextBillingDate?.at ?? "") ?? NaN;
  const isThere = Math.abs(shown - (readUtc(nextBillingDate) ?? NaN)) < sameMinute;
  return isThere ? [] : [{ type: "moveBilling", nextBillingDate }];
}

/**
 * The calls that are still to be made, in their order; none when the platform shows what was wanted. What is
 * added comes before what is taken away, so that an item is active at any time; the billing is moved last.
 */
export function stepsLeft(change: ChangeUnderWay): readonly Step[] {
  const reinstated = numbersLeft(change, "active", ({ status }) => status === "active");
  return [
    ...(reinstated.length === 0 ? [] : [{ type: "reinstate", items: reinstated } as const]),
    ...additionsLeft(change).map(
      ({ productId, quantity }) => ({ type: "add", productId, quantity }) as const,
    ),
    ...updatesLeft(change),
    ...deactivationsLeft(change),
    ...moveLeft(change),
  ];
}
