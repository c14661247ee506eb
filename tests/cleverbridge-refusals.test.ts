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
