import { describe, expect, test } from "vitest";

import { DAY, stage, TWO_ITEMS } from "./stage.ts";

const statuses = (items: readonly { readonly Status: number }[]) =>
  items.map(({ Status }) => Status);

describe("deactivatesubscriptionitems", () => {
  test("stops the billing of some items, and leaves the interval that is paid for alone", async () => {
    const { simulator, post, read, items } = stage();
    const id = simulator.buy(TWO_ITEMS);
    const before = await read(id);
    const { json } = await post("deactivatesubscriptionitems", {
      SubscriptionId: `S${id}`,
      Items: [2],
    });
    expect(json).toEqual({ ResultMessage: "OK" });
    const after = await read(id);
    expect(after.Subscriptionstatus).toBe(1);
    expect(after.NextBillingDate).toBe(before.NextBillingDate);
    const [, second] = await items(id);
    expect(second).toMatchObject({ Status: 2, Version: 1 });
    expect(second?.DeactivationDate?.startsWith("2026-03-01T12:00:00")).toBe(true);
    await simulator.time.advance(32 * DAY);
    const paid = simulator.notified().findLast(({ type }) => type === "PaidOrderNotification");
    expect(paid?.body["items"]).toMatchObject([{ runningNumber: 1 }]);
    expect((await items(id)).map(({ LastIntervalNo }) => LastIntervalNo)).toEqual([1, 0]);
  });

  test("accepts the last item: the subscription is Deactivated, with its date as it was", async () => {
    const { simulator, post, read, items } = stage();
    const id = simulator.buy(TWO_ITEMS);
    const { NextBillingDate } = await read(id);
    expect(
      (await post("deactivatesubscriptionitems", { SubscriptionId: id, Items: [2, 1] })).status,
    ).toBe(200);
    expect(await read(id)).toMatchObject({ Subscriptionstatus: 2, NextBillingDate, EndDate: null });
    expect(statuses(await items(id))).toEqual([2, 2]);
    await simulator.time.advance(365 * DAY);
    expect(await read(id)).toMatchObject({
      Subscriptionstatus: 2,
      NextBillingDate,
      LastIntervalNo: 0,
    });
  });

  test("refuses the last item when told to, also as the second of two calls", async () => {
    const { simulator, post, items } = stage({ quirks: { lastItem: "refused" } });
    const id = simulator.buy(TWO_ITEMS);
    const deactivate = async (Items: readonly number[]) =>
      (await post("deactivatesubscriptionitems", { SubscriptionId: id, Items })).status;
    expect(await deactivate([1, 2])).toBe(402);
    expect(await deactivate([1])).toBe(200);
    expect(await deactivate([2])).toBe(402);
    expect(statuses(await items(id))).toEqual([2, 1]);
  });

  test("deactivates all of the chosen items or none", async () => {
    const { simulator, post, items } = stage();
    const id = simulator.buy({ items: [{ productId: 1 }, { productId: 2 }, { productId: 3 }] });
    const deactivate = async (Items: unknown) =>
      (await post("deactivatesubscriptionitems", { SubscriptionId: id, Items })).status;
    expect(await deactivate([3])).toBe(200);
    expect(await deactivate([1, 3])).toBe(402);
    expect(await deactivate([1, 9])).toBe(404);
    expect(await deactivate([1, 1])).toBe(402);
    for (const Items of [undefined, null, [], 1, "1", ["1"], [1.5], [2 ** 40], {}]) {
      expect([Items, await deactivate(Items)]).toEqual([Items, 400]);
    }
    expect(statuses(await items(id))).toEqual([1, 1, 2]);
  });

  test("finishes items that cannot come back, only together with no mail", async () => {
    const { simulator, post, read, items } = stage();
    const id = simulator.buy(TWO_ITEMS);
    const call = { SubscriptionId: id, Items: [1], AllowReinstate: false };
    expect((await post("deactivatesubscriptionitems", call)).status).toBe(402);
    const quiet = { ...call, GenerateMail: false };
    expect((await post("deactivatesubscriptionitems", quiet)).status).toBe(200);
    expect(statuses(await items(id))).toEqual([3, 1]);
    const back = { SubscriptionId: id, Items: [1] };
    expect((await post("reinstatesubscriptionitems", back)).status).toBe(402);
    await post("deactivatesubscriptionitems", { ...quiet, Items: [2] });
    expect([(await read(id)).Subscriptionstatus, statuses(await items(id))]).toEqual([2, [3, 3]]);
  });

  test.each(["Deactivated", "Grace", "Hold", "New", "Finished"] as const)(
    "refuses a subscription that is %s",
    async (status) => {
      const { simulator, post } = stage();
      const id = simulator.buy(TWO_ITEMS);
      simulator.control.setStatus(id, status);
      const reply = await post("deactivatesubscriptionitems", { SubscriptionId: id, Items: [1] });
      expect([reply.status, reply.message]).toEqual([402, expect.stringContaining(status)]);
    },
  );

  test.each([200, 400, 402] as const)(
    "refuses by rule with %i when told to",
    async (ruleRefusal) => {
      const { simulator, post } = stage({ quirks: { ruleRefusal } });
      const id = simulator.buy(TWO_ITEMS);
      await post("deactivatesubscriptionitems", { SubscriptionId: id, Items: [1] });
      const again = await post("deactivatesubscriptionitems", { SubscriptionId: id, Items: [1] });
      expect([again.status, again.message === "OK"]).toEqual([ruleRefusal, false]);
    },
  );
});

describe("reinstatesubscriptionitems", () => {
  test("takes back what was deactivated, one item or the whole subscription", async () => {
    const { simulator, post, read, items } = stage();
    const id = simulator.buy(TWO_ITEMS);
    await post("deactivatesubscriptionitems", { SubscriptionId: id, Items: [1, 2] });
    const reinstate = async (Items: readonly number[]) =>
      (await post("reinstatesubscriptionitems", { SubscriptionId: id, Items })).status;
    expect(await reinstate([1])).toBe(200);
    expect([(await read(id)).Subscriptionstatus, statuses(await items(id))]).toEqual([1, [1, 2]]);
    expect(await reinstate([1])).toBe(402);
    expect(await reinstate([2])).toBe(200);
    expect(await items(id)).toMatchObject([
      { Status: 1, DeactivationDate: null },
      { Status: 1, DeactivationDate: null },
    ]);
  });

  test("refuses a product that is no longer sold, and an item that was removed", async () => {
    const { simulator, post, items } = stage();
    const id = simulator.buy({ items: [{ productId: 1 }, { productId: 2 }, { productId: 3 }] });
    await post("deactivatesubscriptionitems", { SubscriptionId: id, Items: [1, 2] });
    await post("removesubscriptionitem", { SubscriptionId: id, RunningNumber: 2 });
    simulator.control.retireProduct(1);
    for (const number of [1, 2]) {
      const call = { SubscriptionId: id, Items: [number] };
      expect((await post("reinstatesubscriptionitems", call)).status).toBe(402);
    }
    expect(statuses(await items(id))).toEqual([2, 4, 1]);
  });

  test("after the billing date leaves a minute to move it, then bills one interval", async () => {
    const { simulator, post, read } = stage();
    const ids = [simulator.buy(TWO_ITEMS), simulator.buy(TWO_ITEMS)] as const;
    for (const SubscriptionId of ids) {
      await post("deactivatesubscriptionitems", { SubscriptionId, Items: [1, 2] });
    }
    await simulator.time.advance(100 * DAY);
    for (const SubscriptionId of ids) {
      await post("reinstatesubscriptionitems", { SubscriptionId, Items: [1, 2] });
    }
    const NextBillingDate = "2026-07-01T00:00:00Z";
    const move = { SubscriptionId: ids[0], NextBillingDate };
    expect((await post("updatenextbillingdate", move)).status).toBe(200);
    await simulator.time.advance(59_000);
    expect((await read(ids[1])).LastIntervalNo).toBe(0);
    await simulator.time.advance(2000);
    expect(await read(ids[0])).toMatchObject({
      LastIntervalNo: 0,
      NextBillingDate: "2026-07-01T00:00:00",
    });
    const billed = await read(ids[1]);
    expect([billed.LastIntervalNo, billed.NextBillingDate.slice(0, 10)]).toEqual([1, "2026-07-09"]);
  });
});

describe("removesubscriptionitem", () => {
  test("takes an item away for good, without telling anyone, while another is left", async () => {
    const { simulator, post, read, items } = stage();
    const id = simulator.buy(TWO_ITEMS);
    const told = simulator.notified().length;
    const remove = async (RunningNumber: unknown) =>
      (await post("removesubscriptionitem", { SubscriptionId: id, RunningNumber })).status;
    expect(await remove(3)).toBe(404);
    expect(await remove(undefined)).toBe(400);
    expect(await remove(2)).toBe(200);
    expect(statuses(await items(id))).toEqual([1, 4]);
    expect(await remove(2)).toBe(402);
    expect(await remove(1)).toBe(402);
    expect((await read(id)).Subscriptionstatus).toBe(1);
    expect(simulator.notified()).toHaveLength(told);
  });

  test("of the last item that was active ends the subscription", async () => {
    const { simulator, post, read, items } = stage();
    const id = simulator.buy(TWO_ITEMS);
    await post("deactivatesubscriptionitems", { SubscriptionId: id, Items: [1] });
    await post("removesubscriptionitem", { SubscriptionId: id, RunningNumber: 2 });
    expect([(await read(id)).Subscriptionstatus, statuses(await items(id))]).toEqual([2, [2, 4]]);
  });
});
