import {
  cancelItems,
  cancelSubscription,
  changeItems,
  type CommandResult,
  postponeBilling,
  reinstateItems,
} from "@tenure/cleverbridge";
import { afterEach, describe, expect, test } from "vitest";

import { agreed, day, House, type HouseOptions } from "./cleverbridge/house.ts";

let house: House;
afterEach(() => house.stop());

const opened = async (options?: HouseOptions): Promise<House> => {
  house = await new House(options).start();
  return house;
};

const consent = agreed("Cancel these items at the next billing date.");
const three = [{ productId: 101 }, { productId: 102, quantity: 3 }, { productId: 103 }];

const statusesOf = async (id: string) =>
  (await house.record(id)).context.items.map((item) => `${item.id} ${item.status}`);

async function requestOf(result: CommandResult): Promise<string> {
  expect(result).toMatchObject({ type: "accepted", repeated: false });
  await house.settle();
  return result.type === "accepted" ? result.requestId : "";
}

describe("the walk-through of the guide", () => {
  test("a customer's subscriptions are listed, some items are canceled, the rest renews", async () => {
    await opened();
    const id = await house.bought({ items: three });
    const found = await house.adapter.client.listForCustomer({ customerReferenceId: "customer-7" });
    expect(found.subscriptions).toMatchObject([
      {
        id,
        status: "active",
        items: [{ runningNumber: 1 }, { runningNumber: 2 }, { runningNumber: 3 }],
      },
    ]);

    const subscriptionId = `S${id}`;
    const result = await cancelItems(house.engine, { subscriptionId, items: [2, 3], consent });
    const requestId = await requestOf(result);
    expect(await house.outcome(id, requestId)).toBe("approved");
    expect(house.activeItems(id)).toEqual([1]);
    expect(await statusesOf(id)).toEqual(["1 active", "2 deactivated", "3 deactivated"]);
    expect(house.changes()).toEqual(["deactivatesubscriptionitems"]);

    await house.pass(70 * day);
    expect(await house.record(id)).toMatchObject({
      status: "active",
      context: { parameters: { lastIntervalNumber: 2 } },
    });
    const billed = house.simulator
      .notified()
      .filter(({ type }) => type === "PaidOrderNotification")
      .map(({ body }) => (body["items"] as readonly unknown[]).length);
    expect(billed).toEqual([3, 1, 1]);
    expect(await house.reconcile()).toMatchObject([{ class: "agrees", plan: [] }]);
  });

  test("the request is named after the entry of the history that holds the consent", async () => {
    await opened();
    const id = await house.bought();
    const result = await cancelItems(house.engine, { subscriptionId: id, items: [1], consent });
    const requestId = await requestOf(result);
    const version = Number(requestId.split("-").at(-1));
    const entry = (await house.history(id)).find((one) => one.version === version);
    expect(entry?.event).toMatchObject({
      type: "command.change",
      items: [{ id: "1", status: "deactivated" }],
      consent: {
        identity: "customer-7, signed in",
        text: consent.text,
        givenAt: "2026-01-01T08:59:00.000Z",
      },
    });
  });

  test("canceled items are taken back before they are over, and the billing is moved", async () => {
    await opened();
    const id = await house.bought();
    await requestOf(await cancelItems(house.engine, { subscriptionId: id, items: ["2"], consent }));
    const moved = "2026-03-15T00:00:00.000Z";
    const back = await reinstateItems(house.engine, {
      subscriptionId: id,
      items: [2],
      nextBillingDate: moved,
      consent,
    });
    expect(await house.outcome(id, await requestOf(back))).toBe("approved");
    expect(house.changes()).toEqual([
      "deactivatesubscriptionitems",
      "reinstatesubscriptionitems",
      "updatenextbillingdate",
    ]);
    expect((await house.record(id)).context.parameters).toMatchObject({ nextBillingDate: moved });
    expect(house.activeItems(id)).toEqual([1, 2]);
  });

  test("the billing is postponed: the subscription stays active and pays later", async () => {
    await opened();
    const id = await house.bought();
    const result = await postponeBilling(house.engine, {
      subscriptionId: id,
      nextBillingDate: "2026-04-01T09:00:00",
      consent,
    });
    expect(await house.outcome(id, await requestOf(result))).toBe("approved");
    await house.pass(80 * day);
    expect(await house.record(id)).toMatchObject({
      status: "active",
      context: { parameters: { lastIntervalNumber: 0 } },
    });
    await house.pass(11 * day);
    expect((await house.record(id)).context.parameters).toMatchObject({ lastIntervalNumber: 1 });
  });

  test("quantities are changed by their totals, and an item is added once", async () => {
    await opened();
    house.simulator.addProduct({ id: 150 });
    const id = await house.bought();
    const result = await changeItems(house.engine, {
      subscriptionId: id,
      items: [{ runningNumber: 2, quantity: 5 }],
      add: [{ productId: 150, quantity: 2 }],
      consent,
    });
    expect(await house.outcome(id, await requestOf(result))).toBe("approved");
    expect((await house.record(id)).context.items).toMatchObject([
      { id: "1", quantity: "1" },
      { id: "2", quantity: "5" },
      { id: "3", mpn: "150", quantity: "2" },
    ]);
    expect(house.changes()).toEqual(["addsubscriptionitem", "updatesubscriptionitem"]);
  });

  test("the whole subscription is canceled by its renewal, and ends with its term", async () => {
    await opened();
    const id = await house.bought();
    const result = await cancelSubscription(house.engine, { subscriptionId: id, consent });
    await requestOf(result);
    expect(await house.record(id)).toMatchObject({
      status: "terminating",
      request: "scheduled",
      context: { renewal: "manual" },
    });
    expect(house.activeItems(id)).toEqual([1, 2]);
    expect(await house.reconcile()).toMatchObject([{ class: "agrees", plan: [] }]);
    await house.pass(29 * day);
    expect((await house.record(id)).status).toBe("terminating");
    await house.pass(3 * day);
    expect((await house.record(id)).status).toBe("terminated");
    expect(house.changes()).toEqual(["updatesubscriptionrenewaltype"]);
    expect(await house.reconcile()).toMatchObject([{ class: "agrees", plan: [] }]);
  });
});
