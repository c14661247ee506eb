import { cancelSubscription, withdrawCancellation } from "@tenure/cleverbridge";
import { afterEach, describe, expect, test } from "vitest";

import { agreed, day, hour, House, type HouseOptions, minute } from "./cleverbridge/house.ts";

let house: House;
afterEach(() => house.stop());

const opened = async (options?: HouseOptions): Promise<House> => {
  house = await new House(options).start();
  return house;
};

const consent = agreed("I agree.");
const about = (id: string) => ({ subscriptionId: id, consent });

const statusOf = async (id: string): Promise<string> => (await house.record(id)).status;
const parametersOf = async (id: string) => (await house.record(id)).context.parameters;

/** A record that has settled agrees with the platform, and the reconciler has nothing to do. */
async function expectSettled(id: string, status: string): Promise<void> {
  await house.settle();
  expect(await statusOf(id)).toBe(status);
  expect(await house.reconcile()).toMatchObject([{ key: id, class: "agrees", plan: [] }]);
  expect(await house.engine.verify(id)).toMatchObject({ type: "intact" });
}

describe("several terms", () => {
  test("are renewed one after the other, each told once", async () => {
    await opened();
    const id = await house.bought();
    await house.pass(125 * day);
    await expectSettled(id, "active");
    const renewals = (await house.history(id)).flatMap(({ event }) =>
      event.type === "request.approved" && event.request.type === "renew" ? [event.request.id] : [],
    );
    expect(renewals).toEqual([1, 2, 3, 4].map((interval) => `observed-renewal-${interval}`));
  });

  test("with the renewal turned off, withdrawn, and turned off again: it ends once, with its term", async () => {
    await opened();
    const id = await house.bought();
    await house.pass(40 * day);
    await cancelSubscription(house.engine, about(id));
    await expectSettled(id, "terminating");
    await house.pass(10 * day);
    expect(await withdrawCancellation(house.engine, about(id))).toMatchObject({ type: "accepted" });
    await expectSettled(id, "active");
    expect((await house.record(id)).context.renewal).toBe("automatic");
    await house.pass(20 * day);
    expect(await parametersOf(id)).toMatchObject({ lastIntervalNumber: 2 });
    await cancelSubscription(house.engine, about(id));
    await house.settle();
    await house.pass(60 * day);
    await expectSettled(id, "terminated");
    expect(await parametersOf(id)).toMatchObject({ lastIntervalNumber: 2 });
  });

  test("the subscription ends on the very date, not before", async () => {
    await opened();
    const id = await house.bought();
    await cancelSubscription(house.engine, about(id));
    await house.settle();
    const { nextBillingDate } = await parametersOf(id);
    const date = typeof nextBillingDate === "string" ? Date.parse(nextBillingDate) : Number.NaN;
    const left = date - house.clock.now();
    await house.pass(left - minute, 2 * hour);
    expect(await statusOf(id)).toBe("terminating");
    await house.pass(2 * minute, minute);
    expect(await statusOf(id)).toBe("terminated");
  });

  test("a customer who pays another term by hand keeps it, and the cancel stands", async () => {
    await opened();
    const id = await house.bought();
    await cancelSubscription(house.engine, about(id));
    await house.settle();
    house.simulator.customer.pay(id);
    await expectSettled(id, "terminating");
    await house.pass(40 * day);
    expect(await statusOf(id)).toBe("terminating");
    await house.pass(25 * day);
    await expectSettled(id, "terminated");
    expect(await parametersOf(id)).toMatchObject({ lastIntervalNumber: 1 });
  });

  test.each(["Deactivated", "Hold"] as const)(
    "a canceled subscription is terminated though the platform calls its end %s",
    async (manualEnd) => {
      await opened({ simulator: { quirks: { manualEnd } } });
      const id = await house.bought();
      await cancelSubscription(house.engine, about(id));
      await house.settle();
      await house.pass(32 * day);
      await expectSettled(id, "terminated");
      await house.pass(30 * day);
      await expectSettled(id, "terminated");
    },
  );

  test("the last of a set number of billings finishes it", async () => {
    await opened();
    const id = await house.bought({ items: [{ productId: 101, recurrenceCount: 2 }] });
    await house.pass(70 * day);
    await expectSettled(id, "terminated");
  });
});

describe("a payment that is missing", () => {
  test("in grace is past due and in use; paid, it goes on", async () => {
    await opened();
    const id = await house.bought();
    house.simulator.control.payments(id, [{ paidAfterDays: 5 }]);
    await house.pass(33 * day);
    await expectSettled(id, "active");
    expect(await parametersOf(id)).toMatchObject({ platformStatus: "grace", pastDue: true });
    await house.pass(5 * day);
    await expectSettled(id, "active");
    expect(await parametersOf(id)).toMatchObject({
      platformStatus: "active",
      lastIntervalNumber: 1,
    });
    expect(await parametersOf(id)).not.toHaveProperty("pastDue");
  });

  test("after the grace it is on hold; paid then, it is active again", async () => {
    await opened();
    const id = await house.bought();
    house.simulator.control.payments(id, [{ paidAfterDays: 15 }]);
    await house.pass(43 * day);
    await expectSettled(id, "suspended");
    await house.pass(8 * day);
    await expectSettled(id, "active");
  });

  test("and never made ends it", async () => {
    await opened();
    const id = await house.bought();
    house.simulator.control.payments(id, ["declined"]);
    await house.pass(60 * day);
    await expectSettled(id, "terminated");
    const path = (await house.history(id)).flatMap(({ event }) =>
      "request" in event && event.type === "request.approved" ? [event.request.type] : [],
    );
    expect(path).toEqual(["adjustment", "adjustment", "suspend", "adjustment", "cancel"]);
  });

  test("of the first order leaves it processing, until it is paid", async () => {
    await opened();
    const id = await house.bought({ payment: { paidAfterDays: 3 } });
    await expectSettled(id, "processing");
    expect(await cancelSubscription(house.engine, about(id))).toMatchObject({
      code: "subscription_not_active",
    });
    await house.pass(4 * day);
    await expectSettled(id, "active");
  });

  test("of the first order, never made, ends it", async () => {
    await opened();
    const id = await house.bought({ payment: "pending" });
    await house.pass(10 * day);
    await expectSettled(id, "processing");
    house.simulator.control.setStatus(id, "Deactivated");
    await house.pass(day);
    await expectSettled(id, "terminated");
  });
});

describe("money that is given back", () => {
  test.each(["chargeback", "refund"] as const)(
    "by a %s ends the subscription at once, in the middle of its paid term",
    async (kind) => {
      await opened();
      const id = await house.bought();
      await house.pass(5 * day);
      house.simulator.control[kind](id);
      await expectSettled(id, "terminated");
      expect(await parametersOf(id)).toMatchObject({ cause: { type: kind, interval: 0 } });
    },
  );

  test("while a cancel waits ends it at once, too", async () => {
    await opened();
    const id = await house.bought();
    await cancelSubscription(house.engine, about(id));
    await house.settle();
    house.simulator.control.chargeback(id);
    await expectSettled(id, "terminated");
  });

  test("is not forgotten when the process ends before it could look", async () => {
    await opened();
    const id = await house.bought();
    house.simulator.faults.add({ kind: "status", status: 503, method: "GET", times: Infinity });
    house.simulator.control.chargeback(id);
    await house.pass(10 * minute, minute);
    expect(await statusOf(id)).toBe("active");
    await house.crash();
    house.simulator.faults.clear();
    await house.start();
    await house.pass(2 * hour);
    await expectSettled(id, "terminated");
  });

  test("of a subscription nobody had heard of is known at its first sight", async () => {
    await opened({ simulator: { notifications: { url: "https://nowhere.invalid/" } } });
    const id = await house.bought();
    await house.settle();
    expect(await house.engine.get(id)).toBeUndefined();
    house.simulator.notifications({
      url: "https://vendor.invalid/cleverbridge/a-segment-only-cleverbridge-knows",
      username: "cleverbridge",
      password: "of the receiver",
      types: ["ChargebackNotification"],
    });
    house.simulator.control.chargeback(id);
    await expectSettled(id, "terminated");
  });
});
