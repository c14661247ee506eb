import {
  cancelItems,
  cancelSubscription,
  reinstateItems,
  withdrawCancellation,
} from "@tenure/cleverbridge";
import { afterEach, describe, expect, test } from "vitest";

import { agreed, day, hour, House, type HouseOptions } from "./cleverbridge/house.ts";

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

describe("what a customer does on cleverbridge's own pages", () => {
  test("the renewal turned off there is no cancel: active, renewed by hand", async () => {
    await opened();
    const id = await house.bought();
    house.simulator.customer.switchRenewal(id, "Manual");
    await expectSettled(id, "active");
    expect((await house.record(id)).context.renewal).toBe("manual");
    await house.pass(40 * day);
    await expectSettled(id, "terminated");
  });

  test("the renewal turned on again revokes our cancel", async () => {
    await opened();
    const id = await house.bought();
    await cancelSubscription(house.engine, about(id));
    await house.settle();
    house.simulator.customer.switchRenewal(id, "Automatic");
    await expectSettled(id, "active");
    await house.pass(40 * day);
    await expectSettled(id, "active");
  });

  test("items canceled and taken back there are approved changes", async () => {
    await opened();
    const id = await house.bought();
    house.simulator.customer.cancelItems(id, [2]);
    await expectSettled(id, "active");
    expect((await house.record(id)).context.items).toMatchObject([
      { status: "active" },
      { status: "deactivated" },
    ]);
    expect(await cancelItems(house.engine, { ...about(id), items: [1] })).toMatchObject({
      code: "last_active_item",
    });
    house.simulator.customer.reinstateItems(id, [2]);
    await expectSettled(id, "active");
    house.simulator.customer.cancelItems(id, [2]);
    await expectSettled(id, "active");
    expect((await house.record(id)).context.items).toMatchObject([{}, { status: "deactivated" }]);
  });

  test("everything canceled there waits for the end of the term, and can be withdrawn with us", async () => {
    await opened();
    const id = await house.bought({
      items: [{ productId: 101 }, { productId: 102 }, { productId: 103 }],
    });
    await cancelItems(house.engine, { ...about(id), items: [3] });
    await house.settle();
    house.simulator.customer.cancelItems(id);
    await expectSettled(id, "terminating");
    expect(await withdrawCancellation(house.engine, about(id))).toMatchObject({ type: "accepted" });
    await expectSettled(id, "active");
    expect(house.activeItems(id)).toEqual([1, 2]);
    house.simulator.customer.cancelItems(id);
    await expectSettled(id, "terminating");
    await house.pass(40 * day);
    await expectSettled(id, "terminated");
  });

  test("the last other item canceled there while ours is ordered: ours is not taken", async () => {
    await opened();
    const id = await house.bought();
    house.simulator.notifications();
    house.simulator.customer.cancelItems(id, [2]);
    const result = await cancelItems(house.engine, { ...about(id), items: [1] });
    expect(result).toMatchObject({ type: "accepted" });
    await house.settle();
    const requestId = result.type === "accepted" ? result.requestId : "";
    expect(await house.outcome(id, requestId)).toMatch(/^failed: last_active_item: /u);
    expect(house.activeItems(id)).toEqual([1]);
    await expectSettled(id, "active");
  });
});

describe("a subscription cleverbridge does not run", () => {
  test.each(["HandledByClient", "AwaitingNewOrder"] as const)(
    "%s keeps its status, is seen, and takes no orders",
    async (status) => {
      await opened();
      const id = await house.bought();
      house.simulator.control.setStatus(id, status);
      await house.adapter.hint(id);
      await expectSettled(id, "active");
      expect(await parametersOf(id)).toMatchObject({ unmanaged: true });
      expect(house.logged.filter(({ level }) => level === "warn")).toMatchObject([
        { fields: { subscription: id } },
      ]);
      expect(await cancelItems(house.engine, { ...about(id), items: [1] })).toMatchObject({
        code: "subscription_not_active",
      });
      expect(house.changes()).toEqual([]);
    },
  );
});

describe("a subscription that lives again after its end", () => {
  test("is a contradiction, told once, and taken up again by force only", async () => {
    await opened();
    const id = await house.bought();
    house.simulator.control.chargeback(id);
    await expectSettled(id, "terminated");
    house.simulator.customer.reinstateItems(id);
    await house.settle();
    await house.pass(5 * hour);
    expect(await statusOf(id)).toBe("terminated");
    const drift = (await house.history(id)).filter((entry) => entry.drift);
    expect(drift).toHaveLength(1);
    expect(await house.reconcile(true)).toMatchObject([{ class: "illegal", applied: true }]);
    await expectSettled(id, "active");
    await reinstateItems(house.engine, { ...about(id), items: [1] });
    await expectSettled(id, "active");
  });
});

describe("what was missed", () => {
  test("is found by the sweep, also after a restart in the middle of it", async () => {
    await opened({ adapter: { sweepEvery: 6 * hour, sweepPerSecond: 1 } });
    const ids = await Promise.all([house.bought(), house.bought(), house.bought()]);
    house.simulator.notifications();
    for (const id of ids) house.simulator.customer.cancelItems(id, [2]);
    await house.crash();
    await house.start();
    await house.pass(7 * hour);
    for (const id of ids) {
      expect((await house.record(id)).context.items).toMatchObject([{}, { status: "deactivated" }]);
    }
  });

  test("of configured customers is found without any notification", async () => {
    await opened({
      adapter: { customers: [{ customerReferenceId: "customer-7" }], sweepEvery: hour },
      simulator: { notifications: { url: "https://nowhere.invalid/" } },
    });
    const id = house.simulator.buy({
      items: [{ productId: 101 }],
      customerReferenceId: "customer-7",
    });
    house.simulator.buy({ items: [{ productId: 101 }], customerReferenceId: "customer-8" });
    await house.pass(2 * hour);
    await expectSettled(id, "active");
  });
});

describe("the management model, which only notifications tell", () => {
  const heardOf = ["for the first time", "before, without it"] as const;
  test.each(heardOf)(
    "outlives a process that ends before it has looked: heard of %s",
    async (when) => {
      let isOut = false;
      await opened({
        between: async (_request, send) => (isOut ? new Response("", { status: 503 }) : send()),
      });
      const target = house.notificationTarget;
      const order = { managementModel: "1.0", items: [{ productId: 101 }] } as const;
      house.simulator.notifications();
      const id = when === "before, without it" ? await house.bought(order) : undefined;
      if (id !== undefined) {
        await house.adapter.hint(id);
        await expectSettled(id, "active");
      }
      isOut = true;
      house.simulator.notifications(target);
      if (id !== undefined) house.simulator.control.endInterval(id);
      const told = id ?? (await house.bought(order));
      await house.settle();
      await house.crash();
      await house.start();
      isOut = false;
      await house.pass(2 * day);
      await expectSettled(told, "active");
      expect(await parametersOf(told)).toMatchObject({ managementModel: "1.0" });
      expect((await house.record(told)).context.capabilities.fullCancel).toBe(false);
      expect(await cancelSubscription(house.engine, about(told))).toMatchObject({
        type: "refused",
        code: "full_cancel_unsupported",
      });
    },
  );
});
