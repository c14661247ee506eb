import {
  cancelItems,
  cancelSubscription,
  changeItems,
  type CommandRefusalCode,
  type CommandResult,
  postponeBilling,
  reinstateItems,
  withdrawCancellation,
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

const refusedAs = (code: CommandRefusalCode) => ({
  type: "refused",
  code,
  message: expect.any(String),
  remedy: expect.any(String),
});

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

describe("a command is refused, with what to do instead,", () => {
  test("when it would take the last active item: cancel the subscription", async () => {
    await opened();
    const id = await house.bought();
    expect(
      await cancelItems(house.engine, { subscriptionId: id, items: [1, 2], consent }),
    ).toMatchObject({ ...refusedAs("last_active_item"), operation: "cancelSubscription" });
    await requestOf(await cancelItems(house.engine, { subscriptionId: id, items: [1], consent }));
    expect(
      await cancelItems(house.engine, { subscriptionId: id, items: [2], consent }),
    ).toMatchObject(refusedAs("last_active_item"));
    expect(house.activeItems(id)).toEqual([2]);
    expect(house.changes()).toHaveLength(1);
  });

  test("when items are not active, not there, or none", async () => {
    await opened();
    const id = await house.bought({ items: three });
    await requestOf(await cancelItems(house.engine, { subscriptionId: id, items: [3], consent }));
    const cancel = (items: readonly number[]) =>
      cancelItems(house.engine, { subscriptionId: id, items, consent });
    expect(await cancel([3])).toMatchObject(refusedAs("item_not_active"));
    expect(await cancel([9])).toMatchObject(refusedAs("item_unknown"));
    for (const items of [[], [1, 1], [0], [-1], [1.5]]) {
      expect(await cancel(items)).toMatchObject(refusedAs("command_invalid"));
    }
  });

  test("when the seed of the guide's own sample is sent: two items inactive, the others the last", async () => {
    await opened();
    const id = await house.bought({ items: [...three, { productId: 104 }] });
    await requestOf(
      await cancelItems(house.engine, { subscriptionId: id, items: [2, 3], consent }),
    );
    expect(
      await cancelItems(house.engine, { subscriptionId: id, items: [1, 2, 3, 4], consent }),
    ).toMatchObject(refusedAs("item_not_active"));
    expect(house.activeItems(id)).toEqual([1, 4]);
  });

  test("when an item is finished for good", async () => {
    await opened();
    const id = await house.bought();
    const gone = { subscriptionId: id, items: [2], allowReinstate: false, consent };
    expect(await cancelItems(house.engine, { ...gone, generateMail: true })).toMatchObject(
      refusedAs("command_invalid"),
    );
    expect(await house.outcome(id, await requestOf(await cancelItems(house.engine, gone)))).toBe(
      "approved",
    );
    expect(await statusesOf(id)).toEqual(["1 active", "2 finished"]);
    expect(
      await reinstateItems(house.engine, { subscriptionId: id, items: [2], consent }),
    ).toMatchObject(refusedAs("item_ended"));
  });

  test("without a customer's consent: who, to which text, when", async () => {
    await opened();
    const id = await house.bought();
    const missing = [
      undefined,
      { ...consent, identity: " " },
      { ...consent, text: "" },
      { ...consent, givenAt: "yesterday" },
    ];
    for (const none of missing) {
      const about = { subscriptionId: id, consent: none as typeof consent };
      for (const refused of [
        await cancelItems(house.engine, { ...about, items: [1] }),
        await reinstateItems(house.engine, { ...about, items: [1] }),
        await cancelSubscription(house.engine, about),
        await postponeBilling(house.engine, { ...about, nextBillingDate: "2026-05-01T00:00:00Z" }),
        await changeItems(house.engine, { ...about, items: [{ runningNumber: 1, quantity: 2 }] }),
      ]) {
        expect(refused).toMatchObject(refusedAs("consent_missing"));
      }
    }
    await requestOf(await cancelSubscription(house.engine, { subscriptionId: id, consent }));
    expect(
      await withdrawCancellation(house.engine, {
        subscriptionId: id,
        consent: undefined as unknown as typeof consent,
      }),
    ).toMatchObject(refusedAs("consent_missing"));
    expect(house.changes()).toHaveLength(1);
  });

  test("by the client, when a customer is named in two ways or in none", async () => {
    await opened();
    const two = { customerReferenceId: "customer-7", customerEmail: "customer@example.com" };
    for (const query of [two, {}]) {
      await expect(
        house.adapter.client.listForCustomer(query as { customerReferenceId: string }),
      ).rejects.toMatchObject({ kind: "invalid", status: undefined });
    }
  });

  test("when everything is to be canceled under Subscription Management 1.0", async () => {
    await opened({ adapter: { managementModel: "1.0" } });
    const id = await house.bought({ managementModel: "1.0" });
    const cancel = { subscriptionId: id, consent };
    expect(await cancelSubscription(house.engine, cancel)).toMatchObject(
      refusedAs("full_cancel_unsupported"),
    );
    expect(house.changes()).toEqual([]);
    await requestOf(await cancelItems(house.engine, { ...cancel, items: [1] }));
    expect(house.activeItems(id)).toEqual([2]);
  });

  test("unless the vendor has said what to do then", async () => {
    await opened({ adapter: { managementModel: "1.0", fullCancelUnder10: "deactivateItems" } });
    const id = await house.bought({ managementModel: "1.0" });
    await requestOf(await cancelSubscription(house.engine, { subscriptionId: id, consent }));
    expect(house.changes()).toEqual(["deactivatesubscriptionitems"]);
    expect(await house.record(id)).toMatchObject({ status: "terminating", request: "scheduled" });
    expect(await house.reconcile()).toMatchObject([{ class: "agrees" }]);

    const back = { subscriptionId: id, consent: agreed("Go on.") };
    await requestOf(await withdrawCancellation(house.engine, back));
    expect(await house.record(id)).toMatchObject({ status: "active", request: "none" });
    expect(house.activeItems(id)).toEqual([1, 2]);
    await requestOf(await cancelSubscription(house.engine, { subscriptionId: id, consent }));
    await house.pass(32 * day);
    expect((await house.record(id)).status).toBe("terminated");
  });

  test("when the management model was learned from a notification, and is 1.0 after all", async () => {
    await opened();
    const id = await house.bought({ managementModel: "1.0" });
    expect(await cancelSubscription(house.engine, { subscriptionId: id, consent })).toMatchObject(
      refusedAs("full_cancel_unsupported"),
    );
  });

  test("when the subscription waits for a payment", async () => {
    await opened();
    const id = await house.bought();
    house.simulator.control.payments(id, ["declined"]);
    await house.pass(33 * day);
    expect(await house.record(id)).toMatchObject({
      status: "active",
      context: { parameters: { pastDue: true } },
    });
    const cancel = { subscriptionId: id, consent };
    expect(await cancelSubscription(house.engine, cancel)).toMatchObject(
      refusedAs("subscription_not_active"),
    );
    await house.pass(10 * day);
    expect((await house.record(id)).status).toBe("suspended");
    expect(await cancelItems(house.engine, { ...cancel, items: [1] })).toMatchObject(
      refusedAs("payment_hold"),
    );
    expect(await cancelSubscription(house.engine, cancel)).toMatchObject(refusedAs("payment_hold"));
    const resume = { type: "command.resume", consent } as const;
    const { verdict } = await house.engine.send(id, {
      ...resume,
      consent: { ...consent, givenAt: "2026-01-01T09:00:00.000Z" },
    });
    expect(verdict).toMatchObject({ refusal: { code: "payment_hold" } });
    expect(house.changes()).toEqual([]);
  });

  test("while another request is in progress", async () => {
    await opened();
    const id = await house.bought({ items: three });
    const cancel = (items: readonly number[]) =>
      cancelItems(house.engine, { subscriptionId: id, items, consent });
    const results = await Promise.all([cancel([1]), cancel([2]), cancel([3])]);
    expect(results).toMatchObject([
      { type: "accepted" },
      refusedAs("request_in_progress"),
      refusedAs("request_in_progress"),
    ]);
    await house.settle();
    expect(house.activeItems(id)).toEqual([2, 3]);
  });

  test("when there is nothing to cancel, or to withdraw, any more", async () => {
    await opened();
    const id = await house.bought();
    const about = { subscriptionId: id, consent };
    expect(await withdrawCancellation(house.engine, about)).toMatchObject(
      refusedAs("nothing_to_withdraw"),
    );
    await requestOf(await cancelSubscription(house.engine, about));
    expect(await cancelSubscription(house.engine, about)).toMatchObject(
      refusedAs("already_canceled"),
    );
    await house.pass(40 * day);
    expect(await cancelSubscription(house.engine, about)).toMatchObject(
      refusedAs("subscription_ended"),
    );
  });

  test("when nobody has heard of the subscription", async () => {
    await opened();
    const cancel = (subscriptionId: string) =>
      cancelSubscription(house.engine, { subscriptionId, consent });
    expect(await cancel("S12345678")).toMatchObject(refusedAs("subscription_unknown"));
    expect(await cancel("AS-1")).toMatchObject(refusedAs("command_invalid"));
  });

  test("when a billing is moved to an earlier date, or to none", async () => {
    await opened();
    const id = await house.bought();
    for (const nextBillingDate of ["2026-01-10T00:00:00Z", "soon"]) {
      expect(
        await postponeBilling(house.engine, { subscriptionId: id, nextBillingDate, consent }),
      ).toMatchObject(refusedAs("command_invalid"));
    }
  });
});

describe("a command that is sent again under its idempotency key", () => {
  test("is answered as before, whatever has become of the subscription", async () => {
    await opened();
    const id = await house.bought();
    const cancel = { subscriptionId: id, items: [2], consent, idempotencyKey: "form 1" };
    const first = await cancelItems(house.engine, cancel);
    const requestId = await requestOf(first);
    expect(await cancelItems(house.engine, cancel)).toEqual({ ...first, repeated: true });
    house.simulator.control.payments(id, ["declined"]);
    await house.pass(33 * day);
    expect(await cancelItems(house.engine, cancel)).toMatchObject({ requestId, repeated: true });
    expect(house.changes()).toHaveLength(1);
    const other = cancelItems(house.engine, { ...cancel, items: [1], idempotencyKey: "form 2" });
    expect(await other).toMatchObject(refusedAs("subscription_not_active"));
  });
});
