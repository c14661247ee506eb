import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { Receiver, toldStage } from "./receiver.ts";
import { problemsOfNotification } from "./shapes.ts";
import { DAY, TWO_ITEMS, type StageOptions } from "./stage.ts";

let receiver: Receiver;
beforeEach(async () => {
  receiver = await new Receiver().open();
});
afterEach(async () => {
  for (const { type, body } of receiver.told) {
    expect(problemsOfNotification(type, body)).toEqual([]);
  }
  await receiver.close();
});

const told = async (options: StageOptions = {}) => toldStage(receiver, options);

describe("notifications", () => {
  test("tell of everything that happens, in order", async () => {
    const { simulator, post, id } = await told();
    const change = async (operation: string, body: object) => {
      expect((await post(operation, { SubscriptionId: id, ...body })).status).toBe(200);
      await simulator.time.advance(0);
    };
    await change("deactivatesubscriptionitems", { Items: [1] });
    await change("reinstatesubscriptionitems", { Items: [1] });
    await change("updatesubscriptionrenewaltype", { RenewalType: "Manual" });
    await change("updatesubscriptionrenewaltype", { RenewalType: "Automatic" });
    await change("updatenextbillingdate", { NextBillingDate: "2026-04-10T00:00:00Z" });
    await change("removesubscriptionitem", { RunningNumber: 1 });
    simulator.control.payments(id, ["declined"]);
    await simulator.time.set(Date.parse("2026-04-20T00:00:00Z"));
    simulator.customer.pay(id);
    simulator.control.refund(id);
    await simulator.time.advance(0);
    expect(receiver.types()).toEqual([
      "PaidOrder",
      "SubscriptionPaid",
      "RecurringBillingCanceled",
      "RecurringBillingReinstated",
      "SubscriptionRenewalTypeChanged",
      "SubscriptionRenewalTypeChanged",
      "SubscriptionBillingDateExtended",
      "SubscriptionReminderCharge",
      "RecurringBillingGracePeriod",
      "RecurringBillingOnHold",
      "PaidOrder",
      "SubscriptionPaid",
      "Refund",
    ]);
    expect(simulator.notified().every(({ state }) => state === "delivered")).toBe(true);
  });

  test("come seven days ahead of a billing: a charge, or, for Manual, a payment to be made", async () => {
    const { simulator, post, id } = await told();
    await simulator.time.set(Date.parse("2026-03-25T12:00:00Z"));
    expect(receiver.types().at(-1)).toBe("SubscriptionReminderCharge");
    await simulator.time.set(Date.parse("2026-04-02T00:00:00Z"));
    await post("updatesubscriptionrenewaltype", { SubscriptionId: id, RenewalType: "Manual" });
    await simulator.time.set(Date.parse("2026-04-30T00:00:00Z"));
    expect(receiver.types().at(-1)).toBe("SubscriptionReminderOfflinePay");
    await simulator.time.set(Date.parse("2026-05-02T00:00:00Z"));
    expect(receiver.types().at(-1)).toBe("RecurringBillingCanceled");
  });

  test("in the purchase model carry the purchase's status at the top, the subscription's below", async () => {
    const { simulator, id } = await told();
    simulator.control.payments(id, ["declined"]);
    await simulator.time.advance(32 * DAY);
    expect(receiver.told.at(-1)?.body).toMatchObject({
      meta: {
        type: "RecurringBillingGracePeriodNotification",
        schemaUrl:
          "https://www.cleverbridge.com/JsonNotificationSchemas/RecurringBillingGracePeriodNotification",
      },
      status: "Hold",
      statusId: "HLD",
      internalCustomer: "c1",
      items: [
        {
          recurringBilling: {
            subscriptionId: `S${id}`,
            subscriptionItemRunningNo: 1,
            status: "Grace",
            statusId: "GRA",
            itemStatusId: "ACT",
            renewalType: "Automatic",
          },
        },
        { recurringBilling: { subscriptionItemRunningNo: 2 } },
      ],
    });
    simulator.customer.cancelItems(simulator.buy(TWO_ITEMS), [2]);
    await simulator.time.advance(0);
    const canceled = receiver.told.at(-1)?.body;
    expect([canceled?.["statusId"], canceled?.["items"]]).toMatchObject([
      "PAY",
      [{ runningNumber: 2, recurringBilling: { status: "Active", itemStatusId: "DEA" } }],
    ]);
  });

  test("of Grace, Hold and the late payment are about the same purchase", async () => {
    const { simulator, id } = await told();
    const [first] = receiver.told;
    simulator.control.payments(id, ["declined"]);
    await simulator.time.advance(40 * DAY);
    simulator.customer.pay(id);
    await simulator.time.advance(0);
    const about = receiver.told.flatMap(({ type, body }) =>
      /GracePeriod|OnHold|PaidOrder/u.test(type)
        ? [[type, body["purchaseId"], body["statusId"]]]
        : [],
    );
    const owed = about[1]?.[1];
    expect(owed).not.toBe(first?.body["purchaseId"]);
    expect(about.slice(1)).toEqual([
      ["RecurringBillingGracePeriodNotification", owed, "HLD"],
      ["RecurringBillingOnHoldNotification", owed, "HLD"],
      ["PaidOrderNotification", owed, "PAY"],
    ]);
  });

  test("in the subscription model carry a bare id and the subscription's status as a code", async () => {
    const { simulator, id } = await told();
    await simulator.time.advance(32 * DAY);
    const paid = receiver.told.filter(({ type }) => type === "SubscriptionPaidNotification");
    expect(paid.map(({ body }) => body)).toMatchObject([
      {
        subscriptionId: Number(id),
        subscriptionstatus: "ACT",
        managementModel: "Two",
        lastIntervalNumber: 0,
        subscriptionPurchase: { subscriptionRevenueCategoryId: "Initial" },
      },
      {
        lastIntervalNumber: 1,
        customerRenewalPrice: { grossPrice: 25, netPrice: 21, vatPrice: 4 },
        subscriptionPurchase: { subscriptionRevenueCategoryId: "AutomaticRenewal" },
      },
    ]);
  });

  test("date themselves with Z, with +00:00 or without any zone", async () => {
    const { simulator, id } = await told();
    simulator.customer.switchRenewal(id, "Manual");
    await simulator.time.advance(0);
    const zones = receiver.told.map(({ type, body }) => {
      const { date } = body["meta"] as { date: string };
      return [type, date.replace(/^[\d\-T:.]*\d/u, "").replace(/^.*(?=\+00:00)/u, "")];
    });
    expect(zones).toEqual([
      ["PaidOrderNotification", "+00:00"],
      ["SubscriptionPaidNotification", "Z"],
      ["SubscriptionRenewalTypeChangedNotification", ""],
    ]);
  });
});
