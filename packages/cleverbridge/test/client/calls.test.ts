import { fc, test } from "@fast-check/vitest";
import { describe, expect, vi } from "vitest";
import type { z } from "zod";

import type { CleverbridgeClient } from "../../src/index.ts";
import { subscriptionPayload } from "../wire/payloads.ts";
import { authorization, clientOf, credentials, detachedClient, ok } from "./support/client.ts";
import {
  addItemBody,
  deactivateItemsBody,
  documentedCalls,
  increaseItemQuantityBody,
  nextBillingDateBody,
  reinstateItemsBody,
  updateItemBody,
  updateItemPriceBody,
} from "./support/documented-calls.ts";
import { loopback } from "./support/loopback.ts";

vi.setConfig({ testTimeout: 30_000 });

/** Something every call reads. */
const anything = { ...ok, Subscription: subscriptionPayload(), Subscriptions: [] };

describe("every call of the client", () => {
  test.each(documentedCalls)("$call is sent as documented: $operation", async (documented) => {
    const server = await loopback(() => ({ json: anything }));
    await documented.run(clientOf(server));
    expect(server.calls).toHaveLength(1);
    const [sent] = server.calls;
    expect(`${sent?.method} ${sent?.path}`).toBe(
      `${documented.method} /subscription/${documented.operation}`,
    );
    expect(Object.fromEntries(new URLSearchParams(sent?.query))).toEqual(documented.query ?? {});
    expect(documented.body?.safeParse(sent?.body).error?.issues).toBeUndefined();
    expect(sent?.body === undefined).toBe(documented.body === undefined);
    expect(sent?.headers).toMatchObject({
      accept: "application/json",
      authorization: authorization(credentials),
    });
    expect(sent?.headers["content-type"]).toBe(
      documented.method === "POST" ? "application/json" : undefined,
    );
  });

  test("is in the table above", () => {
    const client = clientOf({ url: "http://127.0.0.1:1" });
    const offered = Object.keys(client)
      .filter((name) => !["preview", "useCredentials"].includes(name))
      .concat(Object.keys(client.preview).map((name) => `preview.${name}`));
    expect([...new Set(documentedCalls.map(({ call }) => call))].toSorted()).toEqual(
      offered.toSorted(),
    );
  });

  test("is sent below the path of the base URL, if it has one", async () => {
    const server = await loopback(() => ({ json: anything }));
    await clientOf({ url: `${server.url}/copy/` }).getSubscription("67560422");
    expect(server.calls[0]?.path).toBe("/copy/subscription/getsubscription");
  });

  test("encodes an e-mail address so that nothing of it is lost", async () => {
    const server = await loopback(() => ({ json: anything }));
    await clientOf(server).listForCustomer({ customerEmail: "a+b@example.com" });
    expect(server.calls[0]?.query).toBe("customerEmail=a%2Bb%40example.com&IsCurrent=true");
  });
});

const id = fc.stringMatching(/^[Ss]?[1-9]\d{0,17}$/u);
const number = fc.integer({ min: 1, max: 2_147_483_647 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const alignment = fc
  .record({ alignToCurrentInterval: maybe(fc.boolean()), extendInterval: maybe(fc.boolean()) })
  .filter(
    (settings) => settings.extendInterval !== true || settings.alignToCurrentInterval === true,
  );
const price = fc.record({
  currencyId: fc.stringMatching(/^[A-Z]{3}$/u),
  isGross: fc.boolean(),
  value: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
});
const texts = {
  couponCode: maybe(fc.string()),
  productName: maybe(fc.string()),
  productNameEn: maybe(fc.string()),
  productNameExtension: maybe(fc.string()),
  recommendationSetId: maybe(number),
};
const ofItem = { subscriptionId: id, runningNumber: number, alignment: maybe(alignment) };
const mail = { generateMail: maybe(fc.boolean()) };

const add = fc.record({
  subscriptionId: id,
  productId: number,
  quantity: number,
  alignment: maybe(alignment),
  customerPrice: maybe(price),
  affiliateId: maybe(number),
  ...texts,
  ...mail,
});
const update = fc.record({
  ...ofItem,
  productId: number,
  quantity: number,
  customerPrice: maybe(price),
  updateAction: maybe(fc.constantFrom("Update" as const, "Upgrade" as const, "Downgrade" as const)),
  triggerImmediateRenewal: maybe(fc.boolean()),
  ...texts,
  ...mail,
});
const reprice = fc.record({ ...ofItem, customerPrice: price, quantity: maybe(number) });
const increase = fc.record({ ...ofItem, quantity: number, ...mail });
const items = fc.uniqueArray(number, { minLength: 1, maxLength: 5 });

/** The body a call is sent with; the call goes nowhere. */
async function bodyOf(run: (client: CleverbridgeClient) => Promise<unknown>): Promise<unknown> {
  let body: unknown;
  let address = "";
  const client = detachedClient((input, init) => {
    address = input instanceof Request ? input.url : String(input);
    body = JSON.parse(typeof init?.body === "string" ? init.body : "");
    return Promise.resolve(Response.json(ok));
  });
  await run(client);
  expect(address).not.toContain("?");
  return body;
}

const problems = (schema: z.ZodType, body: unknown) => schema.safeParse(body).error?.issues;

describe("the body of whatever can be asked for", () => {
  test.prop([add, fc.boolean()])("is a documented one: an added item", async (change, preview) => {
    const body = await bodyOf((client) => (preview ? client.preview : client).addItem(change));
    expect(problems(addItemBody(preview), body)).toBeUndefined();
    expect(body).toMatchObject({ ProductId: change.productId, Quantity: change.quantity });
  });

  test.prop([update, fc.boolean()])(
    "is a documented one: an updated item",
    async (change, preview) => {
      const body = await bodyOf((client) => (preview ? client.preview : client).updateItem(change));
      expect(problems(updateItemBody(preview), body)).toBeUndefined();
      expect(body).toMatchObject({
        RunningNumber: change.runningNumber,
        Quantity: change.quantity,
      });
    },
  );

  test.prop([reprice, fc.boolean()])("is a documented one: a price", async (change, preview) => {
    const body = await bodyOf((client) =>
      (preview ? client.preview : client).updateItemPrice(change),
    );
    expect(problems(updateItemPriceBody(preview), body)).toBeUndefined();
    expect(body).toMatchObject({ CustomerPrice: { Value: change.customerPrice.value + 0 } });
  });

  test.prop([increase, fc.boolean()])(
    "is a documented one: a quantity",
    async (change, preview) => {
      const body = await bodyOf((client) =>
        (preview ? client.preview : client).increaseItemQuantity(change),
      );
      expect(problems(increaseItemQuantityBody(preview), body)).toBeUndefined();
      expect(body).toMatchObject({
        Quantity: change.quantity,
        GenerateMail: change.generateMail ?? true,
      });
    },
  );

  test.prop([id, items, fc.constantFrom([true, true], [true, false], [false, false])])(
    "always says whether the item may come back, and whether the platform mails",
    async (subscriptionId, chosen, [allowReinstate, generateMail]) => {
      const body = await bodyOf((client) =>
        client.deactivateItems({
          subscriptionId,
          items: chosen,
          allowReinstate,
          generateMail,
        }),
      );
      expect(problems(deactivateItemsBody, body)).toBeUndefined();
      expect(body).toMatchObject({
        Items: chosen,
        AllowReinstate: allowReinstate,
        GenerateMail: generateMail,
      });
      const back = await bodyOf((client) =>
        client.reinstateItems({ subscriptionId, items: chosen, generateMail }),
      );
      expect(problems(reinstateItemsBody, back)).toBeUndefined();
      expect(back).toMatchObject({ Items: chosen, GenerateMail: generateMail });
    },
  );

  test.prop([
    id,
    fc.date({ min: new Date("2000-01-01"), max: new Date("2999-12-31"), noInvalidDate: true }),
    fc.constantFrom("", "Z", "+00:00"),
  ])("holds a billing date in UTC", async (subscriptionId, date, zone) => {
    const nextBillingDate = `${date.toISOString().slice(0, -1)}${zone}`;
    const body = await bodyOf((client) =>
      client.setNextBillingDate({ subscriptionId, nextBillingDate }),
    );
    expect(problems(nextBillingDateBody, body)).toBeUndefined();
    expect(body).toMatchObject({ NextBillingDate: date.toISOString() });
  });
});
