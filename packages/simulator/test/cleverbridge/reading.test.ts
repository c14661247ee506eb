import { describe, expect, test } from "vitest";

import { OLD_STATUS_NUMBERS } from "../../src/cleverbridge/index.ts";
import { DAY, stage, TWO_ITEMS } from "./stage.ts";

describe("getsubscription", () => {
  test("takes an id with or without its S, and shows it as a bare number", async () => {
    const { simulator, get } = stage();
    const id = simulator.buy(TWO_ITEMS);
    for (const subscriptionId of [id, `S${id}`, `s${id}`, ` S${id} `]) {
      const { status, json } = await get("getsubscription", { subscriptionId });
      expect([status, json.Subscription.Id]).toEqual([200, Number(id)]);
    }
    // The documents spell parameters in more than one way.
    expect((await get("getsubscription", { SubscriptionId: id })).status).toBe(200);
  });

  test("refuses an id nobody knows with 404, and none at all with 400", async () => {
    const { simulator, get } = stage();
    simulator.buy(TWO_ITEMS);
    for (const subscriptionId of ["1", "S1", "rubbish", "S", "-5", "1e9", "__proto__"]) {
      const reply = await get("getsubscription", { subscriptionId });
      expect([subscriptionId, reply.status, reply.message]).toEqual([
        subscriptionId,
        404,
        "Item not found.",
      ]);
    }
    for (const parameters of [{}, { subscriptionId: "" }, { subscriptionId: "  " }]) {
      expect((await get("getsubscription", parameters)).status).toBe(400);
    }
  });

  test("shows an active item's prices with their tax, none for one that is not billed", async () => {
    const { simulator, post, items } = stage();
    const id = simulator.buy(TWO_ITEMS);
    const [first, second] = await items(id);
    expect(first).toMatchObject({
      NextRenewalCustomerGrossPrice: 10,
      NextRenewalCustomerNetPrice: 8.4,
      NextRenewalCustomerVatPrice: 1.6,
    });
    expect(second).toMatchObject({ Quantity: 3, NextRenewalCustomerGrossPrice: 15 });
    await post("deactivatesubscriptionitems", { SubscriptionId: id, Items: [1] });
    const [deactivated] = await items(id);
    expect(deactivated).toMatchObject({ Status: 2, NextBillingCustomerGrossPrice: 0 });
    expect(deactivated).not.toHaveProperty("NextRenewalCustomerGrossPrice");
  });

  test("shows every version of an item, the newest first, or only the current one", async () => {
    const { simulator, get, post, read } = stage();
    const id = simulator.buy(TWO_ITEMS);
    const more = { SubscriptionId: id, RunningNumber: 2, Quantity: 2 };
    await post("increasesubscriptionitemquantity", more);
    await post("increasesubscriptionitemquantity", more);
    const shown = (await read(id)).Items.map((item) => [
      item.RunningNo,
      item.Version,
      item.IsCurrent,
      item.Status,
      item.Quantity,
    ]);
    expect(shown).toEqual([
      [1, 1, true, 1, 1],
      [2, 3, true, 1, 7],
      [2, 2, false, 2, 5],
      [2, 1, false, 2, 3],
    ]);
    for (const name of ["isCurrent", "IsCurrent"]) {
      const { json } = await get("getsubscription", { subscriptionId: id, [name]: "true" });
      expect(json.Subscription.Items.map(({ Version }) => Version)).toEqual([1, 3]);
    }
    const odd = await get("getsubscription", { subscriptionId: id, isCurrent: "maybe" });
    expect(odd.status).toBe(402);
  });
});

describe("getsubscriptionsforcustomer", () => {
  test("finds a customer by exactly one of three identifiers", async () => {
    const { simulator, get } = stage();
    const mine = { customerReferenceId: "c+1 & more", customerEmail: "Anna+1@example.com" };
    const id = simulator.buy({ ...TWO_ITEMS, ...mine });
    simulator.buy({ ...TWO_ITEMS, customerReferenceId: "c2" });
    const customerId = String(
      (await get("getsubscription", { subscriptionId: id })).json.Subscription.CustomerId,
    );
    simulator.buy({ ...TWO_ITEMS, customerId: Number(customerId), customerReferenceId: "other" });
    const found = async (parameters: Record<string, string>) =>
      (await get("getsubscriptionsforcustomer", parameters)).json.Subscriptions.length;
    expect(await found({ customerReferenceId: "c+1 & more" })).toBe(1);
    expect(await found({ customerEmail: "anna+1@EXAMPLE.com" })).toBe(2);
    expect(await found({ customerId })).toBe(2);
    expect(await found({ customerId, customerEmail: " " })).toBe(2);
    const none = await get("getsubscriptionsforcustomer", { subscriptionstatus: "Active" });
    expect(none.status).toBe(400);
    const two = await get("getsubscriptionsforcustomer", { customerId, customerReferenceId: "x" });
    expect(two.status).toBe(402);
  });

  test("filters by status as a word, and shows nothing rather than refusing", async () => {
    const { simulator, get, post } = stage();
    const customerReferenceId = "c1";
    const active = simulator.buy({ ...TWO_ITEMS, customerReferenceId });
    const ended = simulator.buy({ ...TWO_ITEMS, customerReferenceId });
    await post("deactivatesubscriptionitems", { SubscriptionId: ended, Items: [1, 2] });
    const found = async (subscriptionstatus: string) =>
      (
        await get("getsubscriptionsforcustomer", { customerReferenceId, subscriptionstatus })
      ).json.Subscriptions.map(({ Id }) => String(Id));
    expect(await found("Active")).toEqual([active]);
    expect(await found("deactivated")).toEqual([ended]);
    expect(await found("DEA")).toEqual([ended]);
    expect(await found("2")).toEqual([ended]);
    expect(await found("")).toEqual([active, ended]);
    expect(await found("Hold")).toEqual([]);
    const odd = { customerReferenceId, subscriptionstatus: "Suspended" };
    expect((await get("getsubscriptionsforcustomer", odd)).status).toBe(402);
  });

  test("does not know a customer who never bought anything, unless told to show nothing", async () => {
    const nobody = { customerEmail: "nobody@example.com" };
    expect((await stage().get("getsubscriptionsforcustomer", nobody)).status).toBe(404);
    const { get } = stage({ quirks: { unknownCustomer: "empty" } });
    expect((await get("getsubscriptionsforcustomer", nobody)).json.Subscriptions).toEqual([]);
  });
});

describe("getsubscriptionsbypurchase", () => {
  test("finds the subscription of each of its purchases", async () => {
    const { simulator, get } = stage();
    const id = simulator.buy(TWO_ITEMS);
    await simulator.time.advance(32 * DAY);
    const purchases = simulator
      .notified()
      .filter(({ type }) => type === "PaidOrderNotification")
      .map(({ body }) => String(body["purchaseId"]));
    expect(new Set(purchases).size).toBe(2);
    for (const purchaseId of purchases) {
      const { json } = await get("getsubscriptionsbypurchase", { purchaseId });
      expect(json.Subscriptions.map((one) => String(one.Id))).toEqual([id]);
    }
    expect((await get("getsubscriptionsbypurchase", { purchaseId: "1" })).status).toBe(404);
  });
});

describe("quirks of answers", () => {
  test("the number of a status is that of a table, and so is the filter", async () => {
    const quirks = { statusNumbers: OLD_STATUS_NUMBERS };
    const { simulator, get, post } = stage({ quirks });
    const id = simulator.buy({ ...TWO_ITEMS, customerReferenceId: "c1" });
    await post("deactivatesubscriptionitems", { SubscriptionId: id, Items: [1, 2] });
    const list = await get("getsubscriptionsforcustomer", {
      customerReferenceId: "c1",
      subscriptionstatus: "3",
    });
    expect(list.json.Subscriptions.map(({ Subscriptionstatus }) => Subscriptionstatus)).toEqual([
      3,
    ]);
  });

  test("the member of the status can be spelled the other way, members can be trimmed", async () => {
    const quirks = { statusMember: "SubscriptionStatus", trimmedMembers: true } as const;
    const { simulator, post } = stage({ quirks });
    const id = simulator.buy(TWO_ITEMS);
    await post("increasesubscriptionitemquantity", {
      SubscriptionId: id,
      RunningNumber: 2,
      Quantity: 1,
    });
    expect(simulator.subscription(id)).toEqual({
      Id: Number(id),
      SubscriptionStatus: 1,
      RenewalType: "Automatic",
      NextBillingDate: expect.any(String),
      Items: [
        {
          RunningNo: 1,
          ProductName: "Product 1001",
          Quantity: 1,
          Status: 1,
          NextRenewalCustomerGrossPrice: 10,
        },
        {
          RunningNo: 2,
          ProductName: "Product 1002",
          Quantity: 4,
          Status: 1,
          NextRenewalCustomerGrossPrice: 20,
        },
        {
          RunningNo: 2,
          ProductName: "Product 1002",
          Quantity: 3,
          Status: 2,
          DeactivationDate: expect.any(String),
        },
      ],
    });
  });

  test("a subscription under 1.0 has no renewal type, unless told to show one", async () => {
    const order = { ...TWO_ITEMS, managementModel: "1.0" } as const;
    const { simulator } = stage();
    expect(simulator.subscription(simulator.buy(order))).not.toHaveProperty("RenewalType");
    const shown = stage({ quirks: { renewalTypeUnder10: true } }).simulator;
    expect(shown.subscription(shown.buy(order))).toHaveProperty("RenewalType", "Automatic");
  });
});
