import { type CleverbridgeClient, olderStatusNumbers } from "@tenure/cleverbridge";
import { CLEVERBRIDGE_PRODUCT_ID, OLD_STATUS_NUMBERS } from "@tenure/simulator/cleverbridge";
import { describe, expect, test } from "vitest";

import { credentials, failureOf, platform } from "./cleverbridge-client/platform.ts";

const statuses = async (client: CleverbridgeClient, id: string) =>
  Object.fromEntries(
    (await client.getSubscription(id)).items.map((item) => [item.runningNumber, item.status]),
  );

describe("against the simulated platform the client", () => {
  test("reads what was bought", async () => {
    const { client, id } = platform();
    expect(await client.getSubscription(`S${id}`)).toMatchObject({
      id,
      status: "active",
      renewalType: "automatic",
      customerReferenceId: "our-customer-7",
      customerCurrencyId: "EUR",
      nextBillingDate: { at: "2026-04-01T10:00:00.000Z" },
      gracePeriodDays: 7,
      interval: { months: 1, days: 0 },
      items: [
        { runningNumber: 1, status: "active", quantity: 5, isCurrent: true, version: 1 },
        { runningNumber: 2, status: "active", quantity: 1, isCurrent: true, version: 1 },
      ],
      otherVersions: [],
      ambiguousRunningNumbers: [],
      unreadMembers: [],
    });
  });

  test("lists a customer's subscriptions by each way to name the customer, and by status", async () => {
    const { simulator, client, id } = platform();
    const { customerId = "" } = await client.getSubscription(id);
    const second = simulator.buy({
      customerId: Number(customerId),
      items: [{ productId: CLEVERBRIDGE_PRODUCT_ID }],
    });
    await client.setRenewalType({ subscriptionId: second, renewalType: "manual" });
    simulator.customer.cancelItems(second);
    const idsOf = async (query: Parameters<CleverbridgeClient["listForCustomer"]>[0]) =>
      (await client.listForCustomer(query)).subscriptions.map((found) => found.id);
    expect(await idsOf({ customerId })).toEqual([id, second]);
    expect(await idsOf({ customerEmail: "a+b@example.com" })).toEqual([id, second]);
    expect(await idsOf({ customerReferenceId: "our-customer-7" })).toEqual([id]);
    expect(await idsOf({ customerId, status: "Deactivated" })).toEqual([second]);
    expect(await idsOf({ customerId, status: "Grace" })).toEqual([]);
    expect(await failureOf(client.listForCustomer({ customerId: "1" }))).toMatchObject({
      kind: "not_found",
    });
  });

  test("carries out every change, and each shows where it should", async () => {
    const { client, id } = platform();
    const subscriptionId = `S${id}`;
    await client.deactivateItems({ subscriptionId, items: [2] });
    expect(await statuses(client, id)).toEqual({ 1: "active", 2: "deactivated" });
    await client.reinstateItems({ subscriptionId, items: [2], generateMail: false });
    expect(await statuses(client, id)).toEqual({ 1: "active", 2: "active" });
    await client.deactivateItems({
      subscriptionId,
      items: [2],
      allowReinstate: false,
      generateMail: false,
    });
    expect(await statuses(client, id)).toEqual({ 1: "active", 2: "finished" });

    await client.setRenewalType({ subscriptionId, renewalType: "manual" });
    expect((await client.getSubscription(id)).renewalType).toBe("manual");
    await client.setRenewalType({ subscriptionId, renewalType: "automatic" });
    expect((await client.getSubscription(id)).renewalType).toBe("automatic");

    await client.setNextBillingDate({
      subscriptionId,
      nextBillingDate: "2026-05-20T12:00:00.5+02:00",
    });
    expect((await client.getSubscription(id)).nextBillingDate?.at).toBe("2026-05-20T10:00:00.500Z");

    const added = { subscriptionId, productId: CLEVERBRIDGE_PRODUCT_ID, quantity: 3 };
    const preview = await client.preview.addItem(added);
    expect(preview).toMatchObject({
      alignment: { gross: 0 },
      nextBilling: { gross: 30, currencyId: "EUR" },
    });
    expect(await statuses(client, id)).toEqual({ 1: "active", 2: "finished" });
    await client.addItem({ ...added, productName: "More of it" });
    const withThird = await client.getSubscription(id);
    expect(withThird.items[2]).toMatchObject({
      runningNumber: 3,
      productName: "More of it",
      quantity: 3,
      nextBillingPrice: { gross: preview.nextBilling?.gross },
    });

    await client.increaseItemQuantity({ subscriptionId, runningNumber: 3, quantity: 2 });
    await client.updateItemPrice({
      subscriptionId,
      runningNumber: 3,
      customerPrice: { currencyId: "EUR", isGross: true, value: 7.5 },
      quantity: 4,
    });
    await client.updateItem({
      subscriptionId,
      runningNumber: 1,
      productId: CLEVERBRIDGE_PRODUCT_ID,
      quantity: 6,
      updateAction: "Upgrade",
    });
    const changed = await client.getSubscription(id, { currentOnly: false });
    expect(changed.items).toMatchObject([
      { runningNumber: 1, quantity: 6 },
      { runningNumber: 2 },
      { runningNumber: 3, quantity: 4, nextBillingPrice: { gross: 30 } },
    ]);
    expect(
      changed.otherVersions.map(({ runningNumber, quantity }) => [runningNumber, quantity]),
    ).toEqual([
      [1, 5],
      [3, 5],
      [3, 3],
    ]);

    await client.removeItem({ subscriptionId, runningNumber: 3 });
    expect(await statuses(client, id)).toMatchObject({ 1: "active", 3: "removed" });

    await client.updateCustomer({ subscriptionId, customerReferenceId: "our-customer-8" });
    expect((await client.getSubscription(id)).customerReferenceId).toBe("our-customer-8");
    await client.updateContact({
      subscriptionId,
      contactType: "LicenseeContact",
      contact: { CountryId: "DE", LanguageId: "de", EMail: "c@example.com" },
    });
    expect(
      (await client.listForCustomer({ customerEmail: "c@example.com" })).subscriptions,
    ).toHaveLength(1);
  });

  test("tells a renewal that was paid from one that was not", async () => {
    const { simulator, client, id } = platform();
    simulator.control.payments(id, ["paid", "declined", "pending"]);
    const paid = await client.renew({ subscriptionId: id });
    expect(paid).toMatchObject({
      transactionStatus: "success",
      nextBillingDate: { at: "2026-05-01T10:00:00.000Z" },
    });
    expect(paid.continueUrl).toContain(id);
    const again = { subscriptionId: id, resetBillingInterval: true };
    expect((await client.renew(again)).transactionStatus).toBe("rejected");
    expect((await client.renew(again)).transactionStatus).toBe("pending");
  });

  test("knows every status by its number, also by those of the older guide", async () => {
    const table = [
      ["Active", "active"],
      ["Deactivated", "deactivated"],
      ["Finished", "finished"],
      ["Grace", "grace"],
      ["Hold", "hold"],
      ["New", "new"],
    ] as const;
    for (const statusMember of ["Subscriptionstatus", "SubscriptionStatus"] as const) {
      const now = platform({ quirks: { statusMember } });
      const older = platform(
        { quirks: { statusMember, statusNumbers: OLD_STATUS_NUMBERS } },
        { statusNumbers: olderStatusNumbers },
      );
      for (const [status, expected] of table) {
        for (const { simulator, client, id } of [now, older]) {
          simulator.control.setStatus(id, status);
          expect((await client.getSubscription(id)).status).toBe(expected);
        }
      }
    }
  });

  test("picks the current items also where the platform does not say which they are", async () => {
    const { client, id } = platform({ quirks: { trimmedMembers: true } });
    await client.increaseItemQuantity({ subscriptionId: id, runningNumber: 1, quantity: 4 });
    for (const currentOnly of [true, false]) {
      const trimmed = await client.getSubscription(id, { currentOnly });
      expect(trimmed.items.map(({ runningNumber, quantity }) => [runningNumber, quantity])).toEqual(
        [
          [1, 9],
          [2, 1],
        ],
      );
      expect(trimmed.otherVersions).toHaveLength(currentOnly ? 0 : 1);
      expect(trimmed.ambiguousRunningNumbers).toEqual([]);
    }
  });

  test.each([
    [200, "refused", true],
    [400, "invalid", false],
    [402, "invalid", false],
  ] as const)(
    "tells a refusal by a rule of the platform, sent as %i",
    async (ruleRefusal, kind, mayHaveHappened) => {
      const { client, id } = platform({ quirks: { ruleRefusal } });
      await client.deactivateItems({ subscriptionId: id, items: [2] });
      const error = await failureOf(client.deactivateItems({ subscriptionId: id, items: [2] }));
      expect(error).toMatchObject({ kind, status: ruleRefusal, mayHaveHappened, retryable: false });
      expect(error.resultMessage).toContain("Item 2");
    },
  );

  test("tells a subscription or an item nobody knows", async () => {
    const { client, id } = platform();
    for (const call of [
      client.getSubscription("1"),
      client.renew({ subscriptionId: "1" }),
      client.deactivateItems({ subscriptionId: id, items: [9] }),
    ]) {
      expect(await failureOf(call)).toMatchObject({
        kind: "not_found",
        status: 404,
        mayHaveHappened: false,
      });
    }
  });

  test("does not get its user locked by a wrong password", async () => {
    const { simulator, client, id } = platform(
      {},
      { credentials: { ...credentials, password: "wrong" } },
    );
    const failures = await Promise.all(
      Array.from({ length: 30 }, () => failureOf(client.getSubscription(id))),
    );
    expect(new Set(failures.map(({ kind }) => kind))).toEqual(new Set(["unauthorized"]));
    expect(simulator.calls).toHaveLength(1);
    client.useCredentials(credentials);
    expect((await client.getSubscription(id)).id).toBe(id);
  });
});
