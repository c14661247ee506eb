import { fc, test } from "@fast-check/vitest";
import { describe, expect, vi } from "vitest";

import type { CleverbridgeClient, CustomerQuery } from "../../src/index.ts";
import { detachedClient, failureOf, ok } from "./support/client.ts";

vi.setConfig({ testTimeout: 30_000 });

/** A client that counts what it sends. */
function counting() {
  const sent: string[] = [];
  const client = detachedClient((input) => {
    sent.push(String(input instanceof Request ? input.url : input));
    return Promise.resolve(Response.json({ ...ok, Subscriptions: [] }));
  });
  return { client, sent };
}

async function expectNotSent(run: (client: CleverbridgeClient) => Promise<unknown>, about: string) {
  const { client, sent } = counting();
  const error = await failureOf(run(client));
  expect(error).toMatchObject({
    kind: "invalid",
    status: undefined,
    retryable: false,
    mayHaveHappened: false,
  });
  expect(error.message).toContain(about);
  expect(sent).toEqual([]);
}

const change = { subscriptionId: "S7" };
const priced = {
  ...change,
  runningNumber: 1,
  customerPrice: { currencyId: "EUR", isGross: true, value: 1 },
};

describe("a call that cannot be meant is not sent", () => {
  const chosenBadly: readonly (readonly number[])[] = [
    [],
    [1, 1],
    [2, 3, 2],
    [0],
    [-1],
    [1.5],
    [Number.NaN],
    [2 ** 31],
    ["1"] as unknown as number[],
  ];

  test.each(chosenBadly)("items %j", async (...items) => {
    await expectNotSent((client) => client.deactivateItems({ ...change, items }), "items");
    await expectNotSent((client) => client.reinstateItems({ ...change, items }), "items");
  });

  test("items that may not come back, with a mail", async () => {
    const final = { ...change, items: [1], allowReinstate: false };
    await expectNotSent((client) => client.deactivateItems(final), "generateMail");
    await expectNotSent(
      (client) => client.deactivateItems({ ...final, generateMail: true }),
      "generateMail",
    );
  });

  test("an extended interval without alignment", async () => {
    const alignment = { extendInterval: true };
    const added = { ...change, productId: 1, quantity: 1, alignment };
    const updated = { ...added, runningNumber: 1 };
    for (const calls of [
      (client: CleverbridgeClient) => client,
      (client: CleverbridgeClient) => client.preview,
    ]) {
      await expectNotSent((client) => calls(client).addItem(added), "alignment");
      await expectNotSent((client) => calls(client).updateItem(updated), "alignment");
      await expectNotSent((client) => calls(client).increaseItemQuantity(updated), "alignment");
      await expectNotSent(
        (client) => calls(client).updateItemPrice({ ...priced, alignment }),
        "alignment",
      );
    }
  });

  test.each(["", "S", "abc", "S-1", "1 or 2", "../getsubscription", "S7&x=1"])(
    "a subscription %j",
    async (subscriptionId) => {
      const runs: readonly ((client: CleverbridgeClient) => Promise<unknown>)[] = [
        (client) => client.getSubscription(subscriptionId),
        (client) => client.deactivateItems({ subscriptionId, items: [1] }),
        (client) => client.reinstateItems({ subscriptionId, items: [1] }),
        (client) => client.setRenewalType({ subscriptionId, renewalType: "manual" }),
        (client) =>
          client.setNextBillingDate({ subscriptionId, nextBillingDate: "2026-04-12T00:00:00Z" }),
        (client) => client.addItem({ subscriptionId, productId: 1, quantity: 1 }),
        (client) =>
          client.updateItem({ subscriptionId, runningNumber: 1, productId: 1, quantity: 1 }),
        (client) => client.updateItemPrice({ ...priced, subscriptionId }),
        (client) => client.increaseItemQuantity({ subscriptionId, runningNumber: 1, quantity: 1 }),
        (client) => client.removeItem({ subscriptionId, runningNumber: 1 }),
        (client) => client.renew({ subscriptionId }),
        (client) => client.updateCustomer({ subscriptionId, customerReferenceId: "c" }),
        (client) =>
          client.updateContact({
            subscriptionId,
            contactType: "BillingContact",
            contact: { CountryId: "DE", LanguageId: "de" },
          }),
      ];
      for (const run of runs) await expectNotSent(run, "subscriptionId");
    },
  );

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])(
    "a quantity of %j",
    async (quantity) => {
      await expectNotSent(
        (client) => client.addItem({ ...change, productId: 1, quantity }),
        "quantity",
      );
      await expectNotSent(
        (client) => client.increaseItemQuantity({ ...change, runningNumber: 1, quantity }),
        "quantity",
      );
      await expectNotSent((client) => client.updateItemPrice({ ...priced, quantity }), "quantity");
      await expectNotSent(
        (client) => client.removeItem({ ...change, runningNumber: quantity }),
        "runningNumber",
      );
    },
  );

  test.each([
    { currencyId: "eur", isGross: true, value: 1 },
    { currencyId: "EURO", isGross: true, value: 1 },
    { currencyId: "EUR", isGross: true, value: -1 },
    { currencyId: "EUR", isGross: true, value: Number.NaN },
    { currencyId: "EUR", isGross: true, value: Number.POSITIVE_INFINITY },
  ])("a price %j", async (customerPrice) => {
    await expectNotSent(
      (client) => client.updateItemPrice({ ...priced, customerPrice }),
      "customerPrice",
    );
    await expectNotSent(
      (client) => client.addItem({ ...change, productId: 1, quantity: 1, customerPrice }),
      "customerPrice",
    );
  });

  test.each(["", "tomorrow", "2026-04-12", "2026-02-30T00:00:00Z"])(
    "a billing date %j",
    async (nextBillingDate) => {
      await expectNotSent(
        (client) => client.setNextBillingDate({ ...change, nextBillingDate }),
        "nextBillingDate",
      );
    },
  );

  test("a renewal type that is none", async () => {
    await expectNotSent(
      (client) => client.setRenewalType({ ...change, renewalType: "Auto" as "automatic" }),
      "renewalType",
    );
  });

  test("a customer without an id, and a contact without a country or a language", async () => {
    await expectNotSent(
      (client) => client.updateCustomer({ ...change, customerReferenceId: " " }),
      "customerReferenceId",
    );
    for (const [contact, missing] of [
      [{ CountryId: "", LanguageId: "de" }, "CountryId"],
      [{ CountryId: "DE" } as unknown as { CountryId: string; LanguageId: string }, "LanguageId"],
    ] as const) {
      await expectNotSent(
        (client) => client.updateContact({ ...change, contactType: "DeliveryContact", contact }),
        missing,
      );
    }
  });

  const maybe = fc.constantFrom(undefined, "", "  ", "a@example.com", "7");

  test.prop([fc.record({ customerId: maybe, customerReferenceId: maybe, customerEmail: maybe })])(
    "a question for customers, unless it names exactly one, in one way",
    async (query) => {
      const given = Object.values(query).filter((value) => (value ?? "").trim() !== "");
      const { client, sent } = counting();
      const asked = client.listForCustomer(query as CustomerQuery);
      if (given.length === 1) {
        await asked;
        expect(sent).toHaveLength(1);
        expect([...new URL(sent[0] ?? "").searchParams.keys()]).toHaveLength(2);
      } else {
        expect(await failureOf(asked)).toMatchObject({ kind: "invalid", mayHaveHappened: false });
        expect(sent).toEqual([]);
      }
    },
  );

  test("and what it was asked with is not repeated in the error", async () => {
    const { client } = counting();
    const error = await failureOf(client.getSubscription("a@example.com"));
    expect(error.message).not.toContain("example.com");
  });
});
