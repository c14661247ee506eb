import {
  cancelItems,
  cancelSubscription,
  changeItems,
  postponeBilling,
  reinstateItems,
  withdrawCancellation,
  type CommandEngine,
  type CommandResult,
} from "@tenure/cleverbridge";
import type { Order } from "@tenure/simulator/cleverbridge";

import type { Move } from "./history.ts";

/** A wish, of which subscription, and when. */
export interface Wish {
  readonly move: Move;
  readonly subscriptionId: string;
  readonly now: number;
  readonly orders: readonly Order[];
}

const day = 86_400_000;
/** Of days; the billing is to be later than it is. */
const longestMonth = 31;
const quantities = [2, 1, 5, 100, 1_000_000];

function written(time: number): string {
  // oxlint-disable-next-line no-restricted-globals -- writes a time of the virtual clock
  return new Date(time).toISOString();
}

function agreed({ subscriptionId, now }: Wish) {
  const consent = { identity: "the customer", text: "I agree.", givenAt: written(now) };
  return { subscriptionId, consent };
}

/** Another quantity of an item; by some orders, one more item. */
function changeOf({ move: { order, item }, orders }: Wish) {
  const quantity = quantities[order % quantities.length] ?? 1;
  const items = orders[order % orders.length]?.items ?? [];
  const productId = items[item % Math.max(1, items.length)]?.productId;
  return order % 3 === 2 && productId !== undefined
    ? { add: [{ productId, quantity }] }
    : { items: [{ runningNumber: item + 1, quantity }] };
}

/** What customers ask for through Tenure. */
export const customerCommands: {
  readonly [Do in Move["do"]]?: (engine: CommandEngine, wish: Wish) => Promise<CommandResult>;
} = {
  "cancel items": (engine, wish) =>
    cancelItems(engine, { ...agreed(wish), items: [wish.move.item + 1] }),
  "reinstate items": (engine, wish) =>
    reinstateItems(engine, { ...agreed(wish), items: [wish.move.item + 1] }),
  "change items": (engine, wish) => changeItems(engine, { ...agreed(wish), ...changeOf(wish) }),
  cancel: (engine, wish) => cancelSubscription(engine, agreed(wish)),
  withdraw: (engine, wish) => withdrawCancellation(engine, agreed(wish)),
  postpone: (engine, wish) => {
    const nextBillingDate = written(wish.now + (longestMonth + 1 + (wish.move.order % 40)) * day);
    return postponeBilling(engine, { ...agreed(wish), nextBillingDate });
  },
};
