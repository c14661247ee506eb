import { fc, test } from "@fast-check/vitest";
import { virtualClock } from "@tenure/engine";
import { describe, expect, vi } from "vitest";

import { olderStatusNumbers } from "../../src/index.ts";
import { itemPayload, subscriptionPayload } from "../wire/payloads.ts";
import { clientOf, detachedClient, failureOf, impatientClock, ok } from "./support/client.ts";
import { type Answer, loopback } from "./support/loopback.ts";
import { recordedLogger } from "./support/recorded-logger.ts";

vi.setConfig({ testTimeout: 30_000 });

const shown = { ...ok, Subscription: subscriptionPayload({ Id: 7 }) };

describe("a read", () => {
  test.each<Answer>([
    "reset",
    { fault: "truncate" },
    { status: 500 },
    { status: 502, text: "<html>" },
    { status: 408 },
  ])("is repeated after %j", async (trouble) => {
    const server = await loopback((_call, index) => (index < 2 ? trouble : { json: shown }));
    const client = clientOf(server, { retries: 2, clock: impatientClock });
    expect((await client.getSubscription("S7")).id).toBe("7");
    expect(server.calls).toHaveLength(3);
  });

  test.each<Answer>([
    { status: 400 },
    { status: 401 },
    { status: 402 },
    { status: 403 },
    { status: 404, json: { ResultMessage: "Item not found." } },
    { status: 429, text: "<html>", headers: { "retry-after": "60" } },
    { status: 429, text: "<html>", headers: { "retry-after": "1" } },
    { json: { ResultMessage: "Not possible." } },
    { text: "<html>" },
  ])("is not repeated after %j", async (trouble) => {
    const server = await loopback(() => trouble);
    await failureOf(clientOf(server, { retries: 2, clock: impatientClock }).getSubscription("7"));
    expect(server.calls).toHaveLength(1);
  });

  test("waits as long as the platform asks", async () => {
    const clock = virtualClock(0);
    const times: number[] = [];
    const client = detachedClient(
      () => {
        times.push(clock.now());
        return Promise.resolve(
          times.length === 1
            ? new Response("", { status: 503, headers: { "retry-after": "7" } })
            : Response.json(shown),
        );
      },
      { clock, retries: 1 },
    );
    const read = client.getSubscription("7");
    await clock.advance(6999);
    expect(times).toEqual([0]);
    await clock.advance(1000);
    await read;
    expect(times[1]).toBeGreaterThanOrEqual(7000);
  });

  test("that is aborted is not repeated, nor said to be", async () => {
    const stop = new AbortController();
    const logger = recordedLogger();
    const server = await loopback(() => {
      stop.abort();
      return "reset";
    });
    const client = clientOf(server, { retries: 5, clock: impatientClock, logger });
    await failureOf(client.getSubscription("7", { signal: stop.signal }));
    expect(server.calls).toHaveLength(1);
    expect(logger.lines).toEqual([]);
  });

  test("goes by the numbers of the older guide when told to", async () => {
    const server = await loopback(() => ({
      json: { ...ok, Subscription: subscriptionPayload({ Id: 7, Subscriptionstatus: 3 }) },
    }));
    expect((await clientOf(server).getSubscription("7")).status).toBe("finished");
    const older = clientOf(server, { statusNumbers: olderStatusNumbers });
    expect((await older.getSubscription("7")).status).toBe("deactivated");
  });
});

describe("one subscription", () => {
  test.each([
    [undefined, "unexpected shape"],
    [null, "unexpected shape"],
    [[], "unexpected shape"],
    [{ Id: 7 }, "SubscriptionStatus: missing"],
    [subscriptionPayload({ Id: 8 }), "not the one that was asked for"],
    [
      subscriptionPayload({ Id: 7, Items: [itemPayload({ Status: null })] }),
      "Items.0: Status: missing",
    ],
  ])("shown as %j is rubbish", async (subscription, problem) => {
    const server = await loopback(() => ({ json: { ...ok, Subscription: subscription } }));
    const error = await failureOf(clientOf(server).getSubscription("7"));
    expect(error).toMatchObject({ kind: "rubbish", status: 200, mayHaveHappened: false });
    expect(error.message).toContain(problem);
  });
});

describe("the list of a customer", () => {
  test("shows unreadable rows apart, and the others all the same", async () => {
    const rows = [
      subscriptionPayload({ Id: 1 }),
      subscriptionPayload({ Id: "S2", Items: [itemPayload({ RunningNo: "one" })] }),
      "junk",
      { Items: [] },
      subscriptionPayload({ Id: "S3" }),
    ];
    const server = await loopback(() => ({ json: { ...ok, Subscriptions: rows } }));
    const list = await clientOf(server).listForCustomer({ customerReferenceId: "c" });
    expect(list.subscriptions.map(({ id }) => id)).toEqual(["1", "3"]);
    expect(list.unreadable).toEqual([
      { id: "2", problem: "Items.0: RunningNo: unexpected shape" },
      { id: undefined, problem: "unexpected shape" },
      { id: undefined, problem: "Id: missing; SubscriptionStatus: missing" },
    ]);
  });

  const row = fc.oneof(
    fc.integer({ min: 1, max: 99 }).map((id) => subscriptionPayload({ Id: id })),
    fc.jsonValue(),
  );

  test.prop([fc.array(row)])("loses no row, whatever the rows are", async (rows) => {
    const client = detachedClient(() =>
      Promise.resolve(Response.json({ ...ok, Subscriptions: rows })),
    );
    const { subscriptions, unreadable } = await client.listForCustomer({ customerId: "1" });
    expect(subscriptions.length + unreadable.length).toBe(rows.length);
    const readable = rows.filter((shape) =>
      Array.isArray((shape as { Items?: unknown } | null)?.Items),
    );
    expect(subscriptions).toHaveLength(readable.length);
  });

  test.each([undefined, null, {}, "none"])("that is %j is rubbish", async (rows) => {
    const server = await loopback(() => ({ json: { ...ok, Subscriptions: rows } }));
    expect(await failureOf(clientOf(server).listForCustomer({ customerId: "1" }))).toMatchObject({
      kind: "rubbish",
    });
  });
});

describe("what a renewal answers", () => {
  test.each([
    ["Success", "success"],
    ["Error", "error"],
    ["Rejected", "rejected"],
    ["Pending", "pending"],
    ["Unknown", "unknown"],
    ["Charged", "unknown"],
    [1, "unknown"],
    [undefined, "unknown"],
  ])("of %j is %s, whatever its ResultMessage says", async (sent, transactionStatus) => {
    const server = await loopback(() => ({
      json: { ...ok, TransactionStatus: sent, NextBillingDate: "2019-11-26T00:00:00" },
    }));
    expect(await clientOf(server).renew({ subscriptionId: "7" })).toEqual({
      transactionStatus,
      nextBillingDate: { at: "2019-11-26T00:00:00.000Z", raw: "2019-11-26T00:00:00" },
      continueUrl: undefined,
    });
  });

  test.each([
    ["https://www.example.com/864/p/1-x", "https://www.example.com/864/p/1-x"],
    ["javascript:alert(1)", undefined],
    ["/864/p", undefined],
    [7, undefined],
  ])("leads on to %j only if that is a web address", async (sent, continueUrl) => {
    const server = await loopback(() => ({
      json: { ...ok, TransactionStatus: "Pending", ContinueUrl: sent },
    }));
    const result = await clientOf(server).renew({ subscriptionId: "7" });
    expect(result.continueUrl).toBe(continueUrl);
  });
});

describe("the prices of a change", () => {
  const prices = {
    ...ok,
    PriceCurrencyId: "EUR",
    AlignmentCustomerGrossPrice: 0,
    AlignmentCustomerNetPrice: "0.00",
    AlignmentCustomerVatPrice: 0,
    NextBillingCustomerGrossPrice: 119,
    NextBillingCustomerNetPrice: 100,
    NextBillingCustomerVatPrice: "19.0",
  };
  const change = { subscriptionId: "7", productId: 1, quantity: 2 };

  test("are read from its preview", async () => {
    const server = await loopback(() => ({ json: prices }));
    expect(await clientOf(server).preview.addItem(change)).toEqual({
      alignment: { currencyId: "EUR", gross: 0, net: 0, vat: 0 },
      nextBilling: { currencyId: "EUR", gross: 119, net: 100, vat: 19 },
    });
  });

  test("may be missing when it was made", async () => {
    const server = await loopback(() => ({ json: ok }));
    expect(await clientOf(server).addItem(change)).toEqual({});
  });
});
