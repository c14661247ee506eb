import { describe, expect, test } from "vitest";

import { DAY, stage, START, TWO_ITEMS } from "./stage.ts";

describe("updatesubscriptionrenewaltype", () => {
  test("turns the renewal of the whole subscription off and on again", async () => {
    const { simulator, post, read } = stage();
    const id = simulator.buy(TWO_ITEMS);
    const call = async (RenewalType: unknown) =>
      (await post("updatesubscriptionrenewaltype", { SubscriptionId: id, RenewalType })).status;
    expect(await call("Manual")).toBe(200);
    expect(await read(id)).toMatchObject({ Subscriptionstatus: 1, RenewalType: "Manual" });
    const told = simulator.notified().length;
    expect(await call("Manual")).toBe(200);
    expect(simulator.notified()).toHaveLength(told);
    expect(await call("Automatic")).toBe(200);
    expect((await read(id)).RenewalType).toBe("Automatic");
    expect(await call("automatic")).toBe(402);
    expect(await call(2)).toBe(400);
    expect(await call(undefined)).toBe(400);
  });

  test("is refused under 1.0, without the account's feature, and unless Active", async () => {
    const call = { RenewalType: "Manual" };
    const { simulator, post } = stage();
    const old = simulator.buy({ ...TWO_ITEMS, managementModel: "1.0" });
    const refused = await post("updatesubscriptionrenewaltype", { ...call, SubscriptionId: old });
    expect([refused.status, refused.message]).toEqual([402, expect.stringContaining("2.0")]);
    const ended = simulator.buy(TWO_ITEMS);
    simulator.customer.cancelItems(ended);
    const late = await post("updatesubscriptionrenewaltype", { ...call, SubscriptionId: ended });
    expect(late.status).toBe(402);
    const without = stage({ quirks: { renewalTypeSwitch: false } });
    const id = without.simulator.buy(TWO_ITEMS);
    const off = await without.post("updatesubscriptionrenewaltype", {
      ...call,
      SubscriptionId: id,
    });
    expect(off.status).toBe(402);
  });
});

describe("updatenextbillingdate", () => {
  test("moves the billing, as a pause; the subscription stays Active", async () => {
    const { simulator, post, read } = stage();
    const id = simulator.buy(TWO_ITEMS);
    const move = async (NextBillingDate: unknown) =>
      (await post("updatenextbillingdate", { SubscriptionId: id, NextBillingDate })).status;
    expect(await move("2026-06-12T23:20:50.52Z")).toBe(200);
    expect(await read(id)).toMatchObject({
      Subscriptionstatus: 1,
      NextBillingDate: "2026-06-12T23:20:50.52",
      NextBillingDateReminder: "2026-06-05T23:20:50.52",
    });
    await simulator.time.advance(90 * DAY);
    expect((await read(id)).LastIntervalNo).toBe(0);
    expect(await move("2026-06-13T01:20:50+02:00")).toBe(200);
    expect((await read(id)).NextBillingDate).toBe("2026-06-12T23:20:50");
    await simulator.time.set(Date.parse("2026-06-12T23:20:50Z"));
    expect(await read(id)).toMatchObject({
      LastIntervalNo: 1,
      NextBillingDate: "2026-07-12T23:20:50",
    });
  });

  test("refuses less than a minute ahead, what is no date, and a subscription that is not Active", async () => {
    const { simulator, post } = stage();
    const id = simulator.buy(TWO_ITEMS);
    const move = async (NextBillingDate: unknown) =>
      (await post("updatenextbillingdate", { SubscriptionId: id, NextBillingDate })).status;
    const after = (ms: number) => new Date(START + ms).toISOString();
    expect(await move(after(59_999))).toBe(402);
    expect(await move(after(-DAY))).toBe(402);
    expect(await move("tomorrow")).toBe(402);
    expect(await move("2026-02-30T00:00:00Z")).toBe(402);
    expect(await move("9999-12-31T23:59:59Z")).toBe(402);
    expect(await move(undefined)).toBe(400);
    expect(await move(1)).toBe(400);
    expect(await move(after(60_000))).toBe(200);
    simulator.customer.cancelItems(id);
    expect(await move(after(DAY))).toBe(402);
  });
});

describe("renewsubscription", () => {
  test("charges another interval now, and carries the rest of this one over or not", async () => {
    const { simulator, post, read } = stage();
    const id = simulator.buy(TWO_ITEMS);
    await simulator.time.advance(10 * DAY);
    const carried = await post("renewsubscription", { SubscriptionId: id });
    expect(carried.json).toMatchObject({ TransactionStatus: "Success", ResultMessage: "OK" });
    expect(carried.json["NextBillingDate"]).toBe((await read(id)).NextBillingDate);
    expect((await read(id)).NextBillingDate.slice(0, 10)).toBe("2026-05-01");
    await post("renewsubscription", { SubscriptionId: id, ResetBillingInterval: true });
    expect(await read(id)).toMatchObject({
      LastIntervalNo: 2,
      NextBillingDate: "2026-04-11T12:00:00",
    });
  });

  test("is OK also when nobody paid: its transaction says so, and nothing has changed", async () => {
    const { simulator, post, read } = stage();
    const id = simulator.buy(TWO_ITEMS);
    const before = await read(id);
    simulator.control.payments(id, ["declined", "pending"]);
    const renew = async () => {
      const { json } = await post("renewsubscription", { SubscriptionId: id });
      return [json["ResultMessage"], json["TransactionStatus"]];
    };
    expect(await renew()).toEqual(["OK", "Rejected"]);
    expect(await renew()).toEqual(["OK", "Pending"]);
    expect(await read(id)).toEqual(before);
    expect(await renew()).toEqual(["OK", "Success"]);
    expect((await read(id)).LastIntervalNo).toBe(1);
  });

  test("renews a Manual subscription, and none that is not Active", async () => {
    const { simulator, post, read } = stage();
    const id = simulator.buy({ ...TWO_ITEMS, renewalType: "Manual" });
    expect((await post("renewsubscription", { SubscriptionId: id })).status).toBe(200);
    await simulator.time.advance(50 * DAY);
    expect((await read(id)).Subscriptionstatus).toBe(1);
    await simulator.time.advance(50 * DAY);
    expect((await read(id)).Subscriptionstatus).toBe(2);
    expect((await post("renewsubscription", { SubscriptionId: id })).status).toBe(402);
  });
});
