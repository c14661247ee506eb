import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

import type { PaymentOutcome } from "../../src/cleverbridge/index.ts";
import { DAY, stage, START, TWO_ITEMS } from "./stage.ts";

const STATUS = { Active: 1, Deactivated: 2, Finished: 3, Grace: 4, Hold: 5, New: 6 };

/** Days after the purchase at which the subscription has which status and date. */
async function seen(
  order: Partial<Parameters<ReturnType<typeof stage>["simulator"]["buy"]>[0]>,
  outcomes: readonly PaymentOutcome[],
  days: readonly number[],
  quirks = {},
) {
  const { simulator, read } = stage(Object.keys(quirks).length === 0 ? {} : { quirks });
  const id = simulator.buy({ ...TWO_ITEMS, ...order });
  simulator.control.payments(id, outcomes);
  const found = [];
  for (const day of days) {
    await simulator.time.set(START + day * DAY);
    const { Subscriptionstatus, NextBillingDate, LastIntervalNo } = await read(id);
    const [name] = Object.entries(STATUS).find(([, number]) => number === Subscriptionstatus) ?? [];
    found.push([day, name, NextBillingDate.slice(0, 10), LastIntervalNo]);
  }
  return found;
}

describe("the term of a subscription", () => {
  test("is renewed at its end, on the same day of each month that has it", async () => {
    const { simulator, read } = stage({
      virtualTime: { startAt: Date.parse("2026-01-31T08:00:00Z") },
    });
    const id = simulator.buy(TWO_ITEMS);
    const start = (await read(id)).StartDate;
    expect((await read(id)).NextBillingDate).toBe(start.replace("2026-01-31", "2026-02-28"));
    await simulator.time.set(Date.parse("2026-02-28T07:59:59Z"));
    expect((await read(id)).LastIntervalNo).toBe(0);
    await simulator.time.set(Date.parse("2026-02-28T08:00:00Z"));
    expect(await read(id)).toMatchObject({
      LastIntervalNo: 1,
      NextBillingDate: start.replace("2026-01-31", "2026-03-28"),
    });
  });

  test("can be days as well as months", async () => {
    expect(await seen({ intervalDays: 10 }, [], [9, 10, 25])).toEqual([
      [9, "Active", "2026-03-11", 0],
      [10, "Active", "2026-03-21", 1],
      [25, "Active", "2026-03-31", 2],
    ]);
    const { simulator } = stage();
    for (const wrong of [{ intervalMonths: 0 }, { intervalMonths: 1.5 }, { intervalDays: -1 }]) {
      expect(() => simulator.buy({ ...TWO_ITEMS, ...wrong })).toThrow(RangeError);
    }
  });

  test("that nobody pays ends in Grace, then Hold, then Deactivated", async () => {
    expect(await seen({ gracePeriodDays: 5 }, ["declined"], [30, 31, 35, 36, 49, 50])).toEqual([
      [30, "Active", "2026-04-01", 0],
      [31, "Grace", "2026-04-01", 0],
      [35, "Grace", "2026-04-01", 0],
      [36, "Hold", "2026-04-01", 0],
      [49, "Hold", "2026-04-01", 0],
      [50, "Deactivated", "2026-04-01", 0],
    ]);
  });

  test("without Grace is on Hold at once, for as long as told", async () => {
    expect(await seen({}, ["declined"], [31, 33, 34], { holdDays: 3 })).toEqual([
      [31, "Hold", "2026-04-01", 0],
      [33, "Hold", "2026-04-01", 0],
      [34, "Deactivated", "2026-04-01", 0],
    ]);
  });

  test("without Grace tells of Hold alone, with it of both", async () => {
    const told = async (gracePeriodDays: number) => {
      const { simulator } = stage();
      simulator.control.payments(simulator.buy({ ...TWO_ITEMS, gracePeriodDays }), ["declined"]);
      await simulator.time.advance(60 * DAY);
      return simulator
        .notified()
        .flatMap(({ type }) => /^RecurringBilling(.*)Notification$/u.exec(type)?.[1] ?? []);
    };
    expect(await told(0)).toEqual(["OnHold", "Canceled"]);
    expect(await told(5)).toEqual(["GracePeriod", "OnHold", "Canceled"]);
  });

  test("that is paid late in Grace or Hold goes on from the day it was due", async () => {
    const outcomes = [{ paidAfterDays: 3 }, { paidAfterDays: 10 }];
    const days = [31, 33, 34, 61, 66, 70, 71, 92];
    expect(await seen({ gracePeriodDays: 5 }, outcomes, days)).toEqual([
      [31, "Grace", "2026-04-01", 0],
      [33, "Grace", "2026-04-01", 0],
      [34, "Active", "2026-05-01", 1],
      [61, "Grace", "2026-05-01", 1],
      [66, "Hold", "2026-05-01", 1],
      [70, "Hold", "2026-05-01", 1],
      [71, "Active", "2026-06-01", 2],
      [92, "Active", "2026-07-01", 3],
    ]);
  });

  test("that is paid after the next one would have been due begins anew", async () => {
    const outcomes = [{ paidAfterDays: 9 }];
    const order = { intervalDays: 7 };
    expect(await seen(order, outcomes, [7, 15, 16, 22, 23])).toEqual([
      [7, "Hold", "2026-03-08", 0],
      [15, "Hold", "2026-03-08", 0],
      [16, "Active", "2026-03-24", 1],
      [22, "Active", "2026-03-24", 1],
      [23, "Active", "2026-03-31", 2],
    ]);
  });

  test("of a Manual subscription that nobody renews is its last, or a Hold when told so", async () => {
    const order = { renewalType: "Manual" } as const;
    expect(await seen(order, [], [30, 31, 100])).toEqual([
      [30, "Active", "2026-04-01", 0],
      [31, "Deactivated", "2026-04-01", 0],
      [100, "Deactivated", "2026-04-01", 0],
    ]);
    expect(await seen(order, [], [31, 45], { manualEnd: "Hold" })).toEqual([
      [31, "Hold", "2026-04-01", 0],
      [45, "Deactivated", "2026-04-01", 0],
    ]);
  });

  test("is the last one with the last billing of all items, or at its end when told so", async () => {
    const items = [
      { productId: 1, recurrenceCount: 1 },
      { productId: 2, recurrenceCount: 2 },
    ];
    expect(await seen({ items }, [], [31, 61, 92])).toEqual([
      [31, "Active", "2026-05-01", 1],
      [61, "Finished", "2026-06-01", 2],
      [92, "Finished", "2026-06-01", 2],
    ]);
    expect(await seen({ items }, [], [61, 91, 92], { finished: "interval-end" })).toEqual([
      [61, "Active", "2026-06-01", 2],
      [91, "Active", "2026-06-01", 2],
      [92, "Finished", "2026-06-01", 2],
    ]);
    const { simulator, items: shown } = stage();
    const id = simulator.buy({ items });
    await simulator.time.advance(32 * DAY);
    const [first, second] = await shown(id);
    expect([first?.Status, second?.Status]).toEqual([3, 1]);
    expect(first?.EndDate).not.toBeNull();
    await simulator.time.advance(32 * DAY);
    expect((await shown(id)).map(({ LastIntervalNo }) => LastIntervalNo)).toEqual([1, 2]);
  });

  test("passes in the same way when a clock jumps over several of them", async () => {
    let now = START;
    const { simulator, read } = stage({ virtualTime: false, clock: { now: () => now } });
    const id = simulator.buy(TWO_ITEMS);
    now = START + 100 * DAY;
    expect(await read(id)).toMatchObject({ LastIntervalNo: 3 });
    expect((await read(id)).NextBillingDate.slice(0, 10)).toBe("2026-07-01");
  });

  test("of several subscriptions passes in the order they are due when a clock jumps", async () => {
    let now = START;
    const { simulator } = stage({ virtualTime: false, clock: { now: () => now } });
    const monthly = simulator.buy(TWO_ITEMS);
    const often = simulator.buy({ ...TWO_ITEMS, intervalDays: 10 });
    now = START + 35 * DAY;
    simulator.settle();
    const paid = simulator.notified().flatMap(({ body }) => body["subscriptionId"] ?? []);
    expect(paid.slice(2).map(String)).toEqual([often, often, often, monthly]);
  });

  test("is declined as often as chance says, the same for a seed", async () => {
    const held = async (seed: number) => {
      const { simulator } = stage({ seed, payments: { declined: 0.3, paidLater: 0 } });
      const ids = Array.from({ length: 100 }, () => simulator.buy(TWO_ITEMS));
      await simulator.time.advance(32 * DAY);
      return ids.map((id) => (simulator.subscription(id)["Subscriptionstatus"] === 5 ? 1 : 0));
    };
    const [first, again, other] = [await held(1), await held(1), await held(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    const count = first.filter((one) => one === 1).length;
    expect([count > 15, count < 45]).toEqual([true, true]);
  });

  property.prop(
    [
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
      fc.array(
        fc.oneof(
          fc.constantFrom<PaymentOutcome>("paid", "declined", "pending"),
          fc.record({ paidAfterDays: fc.integer({ min: 0, max: 30 }) }),
        ),
        { maxLength: 6 },
      ),
      fc.integer({ min: 0, max: 6 }),
    ],
    { numRuns: 60 },
  )("comes to the same however time is moved", async (steps, outcomes, gracePeriodDays) => {
    const total = steps.reduce((sum, step) => sum + step, 0);
    const after = async (moves: readonly number[]) => {
      const { simulator, read } = stage();
      const id = simulator.buy({ ...TWO_ITEMS, gracePeriodDays });
      simulator.control.payments(id, outcomes);
      for (const move of moves) await simulator.time.advance(move * DAY);
      const told = simulator.notified().map(({ type, body }) => [type, body["meta"]]);
      return [await read(id), told];
    };
    expect(await after(steps)).toEqual(await after([total]));
  });
});
