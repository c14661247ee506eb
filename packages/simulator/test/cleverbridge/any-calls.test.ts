import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import type { PaymentOutcome } from "../../src/cleverbridge/index.ts";
import { DAY, stage, TWO_ITEMS, type Reply, type Stage, type Subscription } from "./stage.ts";

/** One thing that happens: a call of the client, a doing of the customer, or time that passes. */
interface Step {
  readonly kind: string;
  readonly pick: number;
  readonly number: number;
  readonly flag: boolean;
}

const KINDS = [
  "buy",
  "buy 1.0",
  "deactivate",
  "reinstate",
  "renewal type",
  "billing date",
  "add",
  "update",
  "price",
  "increase",
  "renew",
  "remove",
  "pay",
  "cancel items",
  "reinstate items",
  "switch",
  "payments",
  "chargeback",
  "time",
  "time",
] as const;

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    pick: fc.nat({ max: 3 }),
    number: fc.integer({ min: 1, max: 4 }),
    flag: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);

const OUTCOMES: readonly PaymentOutcome[] = ["paid", "declined", "pending", { paidAfterDays: 8 }];

/** Does one step, and gives what was answered. What the customer cannot do is not done. */
async function take(world: Stage, ids: string[], step: Step): Promise<Reply | undefined> {
  const { simulator, post } = world;
  const { kind, number, flag } = step;
  const id = ids[step.pick % Math.max(1, ids.length)] ?? "0";
  const SubscriptionId = flag ? `S${id}` : id;
  const AlignmentSettings = { AlignToCurrentInterval: flag };
  const item = { SubscriptionId, RunningNumber: number };
  const calls: Record<string, () => Promise<Reply>> = {
    deactivate: async () =>
      post("deactivatesubscriptionitems", {
        SubscriptionId,
        Items: flag ? [number] : [1, 2],
        GenerateMail: flag,
        AllowReinstate: flag || number < 4,
      }),
    reinstate: async () => post("reinstatesubscriptionitems", { SubscriptionId, Items: [number] }),
    "renewal type": async () =>
      post("updatesubscriptionrenewaltype", {
        SubscriptionId,
        RenewalType: flag ? "Manual" : "Automatic",
      }),
    "billing date": async () =>
      post("updatenextbillingdate", {
        SubscriptionId,
        NextBillingDate: new Date(simulator.time.now() + number * 9 * DAY).toISOString(),
      }),
    add: async () =>
      post("addsubscriptionitem", {
        ...item,
        ProductId: 1001,
        Quantity: number,
        AlignmentSettings,
      }),
    update: async () =>
      post("updatesubscriptionitem", {
        ...item,
        ProductId: 1000 + number,
        Quantity: number,
        AlignmentSettings,
      }),
    price: async () =>
      post("updatesubscriptionitemprice", {
        ...item,
        CustomerPrice: { CurrencyId: "EUR", IsGross: flag, Value: number * 4.99 },
        AlignmentSettings,
      }),
    increase: async () =>
      post("increasesubscriptionitemquantity", { ...item, Quantity: number, AlignmentSettings }),
    renew: async () => post("renewsubscription", { SubscriptionId, ResetBillingInterval: flag }),
    remove: async () => post("removesubscriptionitem", item),
  };
  const doings: Record<string, () => void> = {
    pay: () => simulator.customer.pay(id),
    "cancel items": () => simulator.customer.cancelItems(id, [number]),
    "reinstate items": () => simulator.customer.reinstateItems(id),
    switch: () => simulator.customer.switchRenewal(id, flag ? "Manual" : "Automatic"),
    payments: () => simulator.control.payments(id, OUTCOMES.slice(0, number).toReversed()),
    chargeback: () => simulator.control.chargeback(id),
    buy: () => {
      const renewalType = number === 4 ? ("Manual" as const) : ("Automatic" as const);
      const gracePeriodDays = number;
      ids.push(simulator.buy({ ...TWO_ITEMS, renewalType, gracePeriodDays }));
    },
    "buy 1.0": () => {
      ids.push(
        simulator.buy({ ...TWO_ITEMS, managementModel: "1.0", payment: flag ? "paid" : "pending" }),
      );
    },
  };
  if (kind === "time") await simulator.time.advance(number * number * 3 * DAY);
  else if (Object.hasOwn(calls, kind)) return calls[kind]?.();
  else {
    try {
      doings[kind]?.();
    } catch (error) {
      expect((error as Error).name).toBe("ResultRefusal");
    }
  }
  return undefined;
}

/** What holds of a subscription at any time. */
function expectSound(subscription: Subscription): void {
  const { Items, Subscriptionstatus, NextBillingDate, StartDate } = subscription;
  const current = Items.filter(({ IsCurrent }) => IsCurrent);
  // Each running number has exactly one current version, the highest.
  const numbers = [...new Set(Items.map(({ RunningNo }) => RunningNo))];
  expect(current.map(({ RunningNo }) => RunningNo)).toEqual(numbers);
  for (const { RunningNo, Version } of current) {
    const versions = Items.filter((item) => item.RunningNo === RunningNo);
    expect(versions.map((item) => item.Version)).toEqual(
      Array.from({ length: Version }, (_one, index) => Version - index),
    );
  }
  // Only what is active is billed, and an Active subscription has something active.
  const active = current.filter(({ Status }) => Status === 1);
  for (const item of Items) {
    const isBilled = item.IsCurrent && item.Status === 1;
    expect(item.NextRenewalCustomerGrossPrice !== undefined).toBe(isBilled);
    if (!item.IsCurrent) expect(item.Status).toBe(2);
  }
  if (Subscriptionstatus === 1) expect(active.length).toBeGreaterThan(0);
  if (Subscriptionstatus === 2) expect(active).toEqual([]);
  expect(NextBillingDate > StartDate).toBe(true);
}

describe("any calls in any order", () => {
  test.prop([steps], { numRuns: 150 })(
    "leave sound subscriptions, and time only moves forward",
    async (all) => {
      const world = stage();
      const ids: string[] = [];
      const intervals = new Map<string, number>();
      for (const step of all) {
        await take(world, ids, step);
        for (const id of ids) {
          const subscription = await world.read(id);
          expectSound(subscription);
          // Intervals that were paid for are never taken back.
          const paid = subscription.LastIntervalNo;
          expect(paid).toBeGreaterThanOrEqual(intervals.get(id) ?? 0);
          intervals.set(id, paid);
        }
      }
      // The minute is over that one reinstated late has to be given another date.
      await world.simulator.time.advance(61_000);
      for (const id of ids) {
        const { Subscriptionstatus, NextBillingDate } = await world.read(id);
        if (Subscriptionstatus !== 1) continue;
        expect(Date.parse(`${NextBillingDate}Z`)).toBeGreaterThan(world.simulator.time.now());
      }
      // Of two notifications the one that came up later is dated later.
      const told = world.simulator.notified().map(({ body }) => {
        const { date } = body["meta"] as { date: string };
        return date.slice(0, 26);
      });
      expect(told).toEqual([...new Set(told)].toSorted());
      const numbers = world.simulator.calls.map(({ number }) => number);
      expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
      const times = world.simulator.calls.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((left, right) => left - right));
    },
    120_000,
  );

  test.prop([steps, fc.nat({ max: 1000 })], { numRuns: 60 })(
    "give the same answers byte for byte for the same seed",
    async (all, seed) => {
      const run = async () => {
        const world = stage({ seed, payments: { declined: 0.2 } });
        const ids: string[] = [];
        const texts: (string | undefined)[] = [];
        for (const step of all) texts.push((await take(world, ids, step))?.text);
        for (const id of ids) {
          texts.push((await world.get("getsubscription", { subscriptionId: id })).text);
        }
        return [ids, texts, JSON.stringify(world.simulator.notified())];
      };
      expect(await run()).toEqual(await run());
    },
    120_000,
  );
});
