import { fc } from "@fast-check/vitest";
import {
  cancelItems,
  cancelSubscription,
  changeItems,
  type CommandEngine,
  type CommandResult,
  postponeBilling,
  reinstateItems,
  withdrawCancellation,
} from "@tenure/cleverbridge";
import type { Fault } from "@tenure/simulator/cleverbridge";

import { agreed, day, hour, minute } from "./house.ts";

/** What a customer asks us for. */
export type Wish = (
  engine: CommandEngine,
  subscriptionId: string,
  now: number,
) => Promise<CommandResult>;

const consent = agreed("I agree.");
const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });

const named = (name: string, wish: Wish): Wish => Object.assign(wish, { toString: () => name });

export const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 6,
    arbitrary: numbers.map((items) =>
      named(`cancel items ${items.join()}`, (engine, subscriptionId) =>
        cancelItems(engine, { subscriptionId, items, consent }),
      ),
    ),
  },
  {
    weight: 3,
    arbitrary: numbers.map((items) =>
      named(`reinstate items ${items.join()}`, (engine, subscriptionId) =>
        reinstateItems(engine, { subscriptionId, items, consent }),
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constant(
      named("cancel", (engine, subscriptionId) =>
        cancelSubscription(engine, { subscriptionId, consent }),
      ),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constant(
      named("withdraw", (engine, subscriptionId) =>
        withdrawCancellation(engine, { subscriptionId, consent }),
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 60 }).map((days) =>
      named(`postpone to ${days} days from now`, (engine, subscriptionId, now) =>
        postponeBilling(engine, {
          subscriptionId,
          nextBillingDate: new Date(now + days * day).toISOString(),
          consent,
        }),
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        runningNumber: fc.integer({ min: 1, max: 3 }),
        quantity: fc.integer({ min: 1, max: 9 }),
      })
      .map((item) =>
        named(`change item ${item.runningNumber} to ${item.quantity}`, (engine, subscriptionId) =>
          changeItems(engine, { subscriptionId, items: [item], consent }),
        ),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 3 })
      .map((quantity) =>
        named(`add ${quantity}`, (engine, subscriptionId) =>
          changeItems(engine, { subscriptionId, add: [{ productId: 150, quantity }], consent }),
        ),
      ),
  },
);

/** What goes wrong between us and the platform. */
export const fault: fc.Arbitrary<Fault> = fc
  .record({
    kind: fc.constantFrom<Fault["kind"][]>(
      "drop-after",
      "drop-after",
      "drop-before",
      "timeout-after",
      "truncated",
      "html",
      "status",
      "stale",
      "stale",
      "duplicate",
      "lost-event",
      "lost-event",
      "duplicate-event",
      "late-event",
    ),
    after: fc.integer({ min: 0, max: 3 }),
    times: fc.integer({ min: 1, max: 4 }),
    behind: fc.integer({ min: 1, max: 3 }),
    isOfChanges: fc.boolean(),
  })
  .map(({ kind, after, times, behind, isOfChanges }) => {
    if (kind.endsWith("-event")) return { kind, times, delayMs: minute };
    if (kind === "stale") return { kind, method: "GET", times, behind, after };
    const method = isOfChanges ? "POST" : "GET";
    return { kind, method, times, after, delayMs: kind === "timeout-after" ? 1 : 0 };
  });

/** What a customer does on cleverbridge's own pages. */
export const elsewhere = fc.constantFrom(
  "cancels an item",
  "cancels everything",
  "wants everything back",
  "turns the renewal off",
  "turns the renewal on",
  "pays",
);

export const timeSpan = fc.constantFrom(1000, 5000, minute, hour, 6 * hour, day, 9 * day);
