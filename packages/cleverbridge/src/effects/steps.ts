import type { Item, ItemChange } from "@tenure/machine";

import type { CleverbridgeItem } from "../wire/item.ts";
import { readUtc } from "../wire/moment.ts";
import type { CleverbridgeSubscription } from "../wire/subscription.ts";
import type { Addition, ChangeOrder } from "./order.ts";

/** One call that takes a change a step on. */
export type Step =
  | { readonly type: "reinstate"; readonly items: readonly number[] }
  | {
      readonly type: "add";
      /** Which of the order's additions it is. */
      readonly index: number;
      readonly productId: number;
      readonly quantity: number;
    }
  | {
      readonly type: "update";
      readonly runningNumber: number;
      /** Undefined when neither the platform nor the record tells the product, which the call needs. */
      readonly productId: number | undefined;
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

/** What the platform leaves out is not taken for something else: nothing is added twice. */
const isLike = (item: CleverbridgeItem, { productId, quantity }: Addition): boolean =>
  (item.productId ?? productId) === productId && (item.quantity ?? quantity) === quantity;

/** Items that came up since the change began, each counted for one addition. */
function additionsLeft({ order, subscription, before }: ChangeUnderWay): readonly Step[] {
  const known = new Set(before.map(({ id }) => id));
  const fresh = subscription.items.filter(
    ({ runningNumber, status }) => !known.has(String(runningNumber)) && status === "active",
  );
  return order.additions.flatMap((addition, index) => {
    const found = fresh.findIndex((item) => isLike(item, addition));
    if (found !== -1) fresh.splice(found, 1);
    const { productId, quantity } = addition;
    return found === -1 ? [{ type: "add", index, productId, quantity }] : [];
  });
}

const numberIn = (text: string | undefined): number | undefined =>
  text === undefined || text.trim() === "" ? undefined : Number(text);

/** Quantity and product an item is to have, whoever tells them: the change, the platform, or the record. */
function wantedOf(change: ItemChange, item: CleverbridgeItem, known: Item | undefined) {
  return {
    quantity: numberIn(change.quantity) ?? item.quantity ?? numberIn(known?.quantity),
    productId: numberIn(change.mpn) ?? item.productId ?? numberIn(known?.mpn),
  };
}

function updatesLeft({ order, subscription, before }: ChangeUnderWay): readonly Step[] {
  return order.items.flatMap((change) => {
    const item = itemOf(subscription, change.id);
    if (item === undefined) return [];
    const wanted = wantedOf(
      change,
      item,
      before.find(({ id }) => id === change.id),
    );
    const isDone =
      (change.quantity === undefined || wanted.quantity === item.quantity) &&
      (change.mpn === undefined || wanted.productId === item.productId);
    if (isDone) return [];
    const { runningNumber } = item;
    const { productId, quantity = 1 } = wanted;
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
    ...additionsLeft(change),
    ...updatesLeft(change),
    ...deactivationsLeft(change),
    ...moveLeft(change),
  ];
}
