import type { PaymentOutcome, SubscriptionRecord } from "../documents/subscription-record.ts";
import { chance, type World } from "../world.ts";

/** What chance does with charges that nobody has said anything about. */
export interface PaymentChances {
  /** How likely a charge is declined, from 0 to 1. Default 0. */
  readonly declined: number;
  /** How likely the customer of a declined charge pays later on. Default 0.5. */
  readonly paidLater: number;
  /** How many days later that is, at least and at most. Default 1 and 10. */
  readonly paidAfterDays: readonly [number, number];
}

export const DEFAULT_CHANCES: PaymentChances = {
  declined: 0,
  paidLater: 0.5,
  paidAfterDays: [1, 10],
};

/** What comes of the next charge, and what was said about those after it. */
export function nextOutcome(
  world: World,
  record: SubscriptionRecord,
): { readonly outcome: PaymentOutcome; readonly outcomes: readonly PaymentOutcome[] } {
  const [said, ...outcomes] = record.outcomes;
  return said === undefined
    ? { outcome: outcomeByChance(world), outcomes }
    : { outcome: said, outcomes };
}

function outcomeByChance(world: World): PaymentOutcome {
  const { declined, paidLater, paidAfterDays } = world.chances;
  if (declined === 0 || chance(world, "payment") >= declined) return "paid";
  if (chance(world, "payment") >= paidLater) return "declined";
  const [least, most] = paidAfterDays;
  return { paidAfterDays: least + Math.floor(chance(world, "payment") * (most - least + 1)) };
}
