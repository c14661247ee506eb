import { describe, expect, test } from "vitest";

import { DAY, stage, TWO_ITEMS } from "./stage.ts";

describe("an order", () => {
  test.each([
    ["pending", "NewOfflinePaymentPurchaseNotification"],
    ["declined", "OnlinePaymentDeclined"],
  ] as const)("that is %s leaves the subscription New until it is paid", async (payment, type) => {
    const { simulator, post, read } = stage();
    const id = simulator.buy({ ...TWO_ITEMS, payment });
    expect((await read(id)).Subscriptionstatus).toBe(6);
    expect(simulator.notified().map((one) => one.type)).toEqual([type]);
    const items = { SubscriptionId: id, Items: [1] };
    expect((await post("deactivatesubscriptionitems", items)).status).toBe(402);
    simulator.customer.pay(id);
    expect(await read(id)).toMatchObject({ Subscriptionstatus: 1, LastIntervalNo: 0 });
    expect(() => simulator.customer.pay(id)).toThrow("Nothing is owed");
  });

  test("is paid by itself after so many days", async () => {
    const { simulator, read } = stage();
    const id = simulator.buy({ ...TWO_ITEMS, payment: { paidAfterDays: 4 } });
    await simulator.time.advance(4 * DAY - 1);
    expect((await read(id)).Subscriptionstatus).toBe(6);
    await simulator.time.advance(1);
    expect((await read(id)).Subscriptionstatus).toBe(1);
  });

  test("that is paid after its interval begins it with the payment", async () => {
    const { simulator, read } = stage();
    const id = simulator.buy({ ...TWO_ITEMS, payment: { paidAfterDays: 40 } });
    await simulator.time.advance(40 * DAY);
    const paid = await read(id);
    expect(paid).toMatchObject({ Subscriptionstatus: 1, LastIntervalNo: 0 });
    expect(paid.NextBillingDate.slice(0, 10)).toBe("2026-05-10");
  });

  test("that makes no sense is refused, and leaves nothing behind", async () => {
    const { simulator, get } = stage();
    const customerReferenceId = "c1";
    for (const order of [
      { items: [] },
      { items: [{ productId: 1, quantity: 0 }] },
      { items: [{ productId: 1.5 }] },
      { items: [{ productId: 1, price: -1 }] },
      { items: [{ productId: 1, recurrenceCount: 0 }] },
      { ...TWO_ITEMS, gracePeriodDays: -1 },
    ]) {
      expect(() => simulator.buy({ customerReferenceId, ...order })).toThrow(RangeError);
    }
    expect((await get("getsubscriptionsforcustomer", { customerReferenceId })).status).toBe(404);
    expect(simulator.notified()).toEqual([]);
  });
});

describe("a customer", () => {
  test("renews a Manual subscription by paying, and switches the renewal", async () => {
    const { simulator, read } = stage();
    const id = simulator.buy(TWO_ITEMS);
    simulator.customer.switchRenewal(`S${id}`, "Manual");
    expect((await read(id)).RenewalType).toBe("Manual");
    simulator.customer.pay(id);
    expect((await read(id)).NextBillingDate.slice(0, 10)).toBe("2026-05-01");
    simulator.customer.switchRenewal(id, "Automatic");
    expect(() => simulator.customer.pay(id)).toThrow("Nothing is owed");
    const old = simulator.buy({ ...TWO_ITEMS, managementModel: "1.0" });
    expect(() => simulator.customer.switchRenewal(old, "Manual")).toThrow("cannot be switched");
    expect(() => simulator.customer.pay("1")).toThrow("Item not found");
  });

  test("cancels items and takes them back", async () => {
    const { simulator, read, items } = stage();
    const id = simulator.buy(TWO_ITEMS);
    simulator.customer.cancelItems(id, [1]);
    expect((await items(id)).map(({ Status }) => Status)).toEqual([2, 1]);
    simulator.customer.cancelItems(id);
    expect((await read(id)).Subscriptionstatus).toBe(2);
    expect(() => simulator.customer.cancelItems(id)).toThrow("no active item");
    simulator.customer.reinstateItems(id, [2]);
    expect((await items(id)).map(({ Status }) => Status)).toEqual([2, 1]);
    simulator.customer.reinstateItems(id);
    expect(() => simulator.customer.reinstateItems(id)).toThrow("can be reinstated");
  });

  test("changes contacts, which the client can too", async () => {
    const { simulator, post, get } = stage();
    const id = simulator.buy({ ...TWO_ITEMS, customerEmail: "old@example.com" });
    simulator.customer.changeContact(id, "BillingContact", { EMail: "new@example.com" });
    const found = async (customerEmail: string) =>
      (await get("getsubscriptionsforcustomer", { customerEmail })).status;
    expect(await found("new@example.com")).toBe(200);
    const Contact = { CountryId: "DE", LanguageId: "en", EMail: "delivery@example.com" };
    const update = { SubscriptionId: `S${id}`, Contact };
    for (const ContactType of ["DeliveryContact", 2]) {
      expect((await post("updatecontact", { ...update, ContactType })).status).toBe(200);
    }
    expect(await found("delivery@example.com")).toBe(200);
    const last = simulator.notified().at(-1);
    expect(last).toMatchObject({
      type: "CustomerProfileUpdateNotification",
      body: {
        billingContact: { email: "new@example.com" },
        deliveryContact: { email: "delivery@example.com" },
        licenseeContact: { email: "old@example.com" },
      },
    });
    const wrong = [
      [{ ...update, ContactType: 3 }, 402],
      [{ ...update, ContactType: "Billing" }, 402],
      [update, 400],
      [{ ...update, ContactType: 0, Contact: { CountryId: "DE" } }, 400],
      [{ ...update, ContactType: 0, Contact: { ...Contact, City: 1 } }, 400],
      [{ ...update, ContactType: 0, Contact: null }, 400],
    ] as const;
    for (const [body, status] of wrong) {
      expect([body, (await post("updatecontact", body)).status]).toEqual([body, status]);
    }
  });

  test("has the client's own id, which updatecustomer sets", async () => {
    const { simulator, post, get } = stage();
    const id = simulator.buy({ ...TWO_ITEMS, customerReferenceId: "old" });
    const update = { SubscriptionId: id, CustomerReferenceId: "new" };
    expect((await post("updatecustomer", update)).status).toBe(200);
    const found = await get("getsubscriptionsforcustomer", { customerReferenceId: "new" });
    expect(found.json.Subscriptions.map(({ Id }) => String(Id))).toEqual([id]);
    expect((await get("getsubscriptionsforcustomer", { customerReferenceId: "old" })).status).toBe(
      404,
    );
  });
});

describe("Subscription Management 1.0", () => {
  test("has a subscription that is renewed by hand wait for its customer's word", async () => {
    const { simulator, post, read, items } = stage();
    const id = simulator.buy({ ...TWO_ITEMS, managementModel: "1.0", renewalType: "Manual" });
    expect((await read(id)).Subscriptionstatus).toBe(2);
    expect((await items(id)).map(({ Status }) => Status)).toEqual([5, 5]);
    const call = { SubscriptionId: id, Items: [1, 2] };
    expect((await post("reinstatesubscriptionitems", call)).status).toBe(402);
    simulator.customer.reinstateItems(id);
    expect((await read(id)).Subscriptionstatus).toBe(1);
    await simulator.time.advance(32 * DAY);
    expect(await read(id)).toMatchObject({ Subscriptionstatus: 2, LastIntervalNo: 1 });
  });

  test("cancels everything by deactivating all items", async () => {
    const { simulator, post, read } = stage();
    const id = simulator.buy({ ...TWO_ITEMS, managementModel: "1.0" });
    await post("deactivatesubscriptionitems", { SubscriptionId: id, Items: [1, 2] });
    expect((await read(id)).Subscriptionstatus).toBe(2);
  });
});

describe("what happens behind everybody's back", () => {
  test.each([
    ["chargeback", "ChargebackNotification", "CHB"],
    ["refund", "RefundNotification", "REF"],
  ] as const)("a %s ends the subscription at once", async (doing, type, statusId) => {
    const { simulator, post, read, items } = stage();
    const id = simulator.buy({ items: [{ productId: 1 }, { productId: 2 }, { productId: 3 }] });
    await post("removesubscriptionitem", { SubscriptionId: id, RunningNumber: 3 });
    await simulator.time.advance(32 * DAY);
    const last = simulator.notified().findLast((one) => one.type === "PaidOrderNotification");
    simulator.control[doing](id);
    expect((await read(id)).Subscriptionstatus).toBe(2);
    expect((await items(id)).map(({ Status }) => Status)).toEqual([2, 2, 4]);
    expect(simulator.notified().at(-1)).toMatchObject({
      type,
      body: { purchaseId: last?.body["purchaseId"], statusId },
    });
    simulator.control[doing](id);
    expect(() => simulator.control[doing](id)).toThrow("Nothing was paid");
  });

  test("a subscription was never there, or has another status", async () => {
    const { simulator, get, read } = stage();
    const [gone, set] = [simulator.buy(TWO_ITEMS), simulator.buy(TWO_ITEMS)];
    simulator.control.removeSubscription(gone);
    expect((await get("getsubscription", { subscriptionId: gone })).status).toBe(404);
    simulator.control.setStatus(set, "HandledByClient");
    expect((await read(set)).Subscriptionstatus).toBe(7);
    await simulator.time.advance(100 * DAY);
    expect(await read(set)).toMatchObject({ Subscriptionstatus: 7, LastIntervalNo: 0 });
  });
});
