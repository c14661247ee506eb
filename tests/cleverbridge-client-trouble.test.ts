import { fc, test } from "@fast-check/vitest";
import {
  type CleverbridgeClient,
  CleverbridgeError,
  createCleverbridgeClient,
} from "@tenure/cleverbridge";
import { virtualClock } from "@tenure/engine";
import {
  CLEVERBRIDGE_PRODUCT_ID,
  createCleverbridgeSimulator,
  type Fault,
} from "@tenure/simulator/cleverbridge";
import { describe, expect, onTestFinished } from "vitest";

import { credentials, failureOf, platform, start } from "./cleverbridge-client/platform.ts";

type Change = (client: CleverbridgeClient, subscriptionId: string) => Promise<unknown>;

/** Changes that each show in the subscription. */
const changes: readonly { readonly name: string; readonly run: Change }[] = [
  {
    name: "deactivate",
    run: (client, id) => client.deactivateItems({ subscriptionId: id, items: [2] }),
  },
  {
    name: "switch",
    run: (client, id) => client.setRenewalType({ subscriptionId: id, renewalType: "manual" }),
  },
  {
    name: "postpone",
    run: (client, id) =>
      client.setNextBillingDate({ subscriptionId: id, nextBillingDate: "2026-06-01T00:00:00Z" }),
  },
  {
    name: "add",
    run: (client, id) =>
      client.addItem({ subscriptionId: id, productId: CLEVERBRIDGE_PRODUCT_ID, quantity: 1 }),
  },
  {
    name: "increase",
    run: (client, id) =>
      client.increaseItemQuantity({ subscriptionId: id, runningNumber: 1, quantity: 1 }),
  },
  {
    name: "remove",
    run: (client, id) => client.removeItem({ subscriptionId: id, runningNumber: 2 }),
  },
  { name: "renew", run: (client, id) => client.renew({ subscriptionId: id }) },
];

const faults: readonly Fault[] = [
  { kind: "status", status: 500 },
  { kind: "status", status: 503 },
  { kind: "status", status: 400 },
  { kind: "status", status: 402 },
  { kind: "status", status: 404 },
  { kind: "status", status: 408 },
  { kind: "status", status: 429, retryAfterSeconds: 60 },
  { kind: "html", status: 404 },
  { kind: "html", status: 429 },
  { kind: "html", status: 502 },
  { kind: "truncated" },
  { kind: "drop-before" },
  { kind: "drop-after" },
  { kind: "timeout-before", delayMs: 5 },
  { kind: "timeout-after", delayMs: 5 },
  { kind: "delay", delayMs: 5 },
];

describe("whatever goes wrong on the way of a change", () => {
  test.prop([fc.constantFrom(...changes), fc.constantFrom(...faults), fc.boolean()], {
    numRuns: 150,
  })(
    "a change that may not have happened has not, and one that went well has, once",
    async ({ run }, fault, proven) => {
      const { simulator, client, id } = platform({}, { retries: 3 });
      const twin = platform();
      if (proven) await client.getSubscription(id);
      const before = simulator.subscription(id);
      await run(twin.client, id);
      const changed = twin.simulator.subscription(id);
      expect(changed).not.toEqual(before);
      simulator.faults.add({ ...fault, method: "POST" });
      const end = await run(client, id).then(
        () => "made" as const,
        (error: unknown) => error as CleverbridgeError,
      );
      const after = simulator.subscription(id);
      if (end === "made") expect(after).toEqual(changed);
      else {
        expect(end).toBeInstanceOf(CleverbridgeError);
        if (!end.mayHaveHappened) expect(after).toEqual(before);
        expect([before, changed]).toContainEqual(after);
      }
      expect(simulator.calls.filter(({ method }) => method === "POST").length).toBeLessThan(2);
    },
  );
});

describe("however fast it is used, the client", () => {
  test("is never blocked by a platform that blocks beyond 30 calls a second", async () => {
    const clock = virtualClock(start);
    const { simulator, client, id } = platform(
      { clock, virtualTime: false, rateLimit: { perSecond: 30 } },
      { clock },
    );
    const reads = Promise.all(Array.from({ length: 200 }, () => client.getSubscription(id)));
    await clock.advance(60_000);
    expect(await reads).toHaveLength(200);
    expect(simulator.calls).toHaveLength(200);
  });

  test("is blocked for the platform's minute when others on its address were too fast", async () => {
    const clock = virtualClock(start);
    const { simulator, client, id } = platform(
      { clock, virtualTime: false, rateLimit: { perSecond: 30 } },
      { clock },
    );
    await client.getSubscription(id);
    const other = platform(
      {},
      {
        clock,
        ratePerSecond: 1000,
        fetch: (input, init) => simulator.fetch(new Request(input, init)),
      },
    );
    await Promise.allSettled(Array.from({ length: 60 }, () => other.client.getSubscription(id)));
    expect(await failureOf(client.getSubscription(id))).toMatchObject({
      kind: "throttled",
      status: 429,
      retryAfterMilliseconds: 60_000,
    });
    const seen = simulator.calls.length;
    await clock.advance(59_999);
    await failureOf(client.getSubscription(id));
    expect(simulator.calls).toHaveLength(seen);
    await clock.advance(1);
    expect((await client.getSubscription(id)).id).toBe(id);
  });
});

describe("over HTTP, in real time", () => {
  async function served() {
    const simulator = createCleverbridgeSimulator();
    const listening = await simulator.listen();
    onTestFinished(() => listening.close());
    const id = simulator.buy({ items: [{ productId: CLEVERBRIDGE_PRODUCT_ID, quantity: 2 }] });
    const client = createCleverbridgeClient({ baseUrl: listening.url, credentials });
    return { simulator, client, id };
  }

  test("the client works as it does inside one process", async () => {
    const { client, id } = await served();
    await client.setRenewalType({ subscriptionId: id, renewalType: "manual" });
    expect(await client.getSubscription(id)).toMatchObject({
      id,
      status: "active",
      renewalType: "manual",
    });
    expect(await failureOf(client.getSubscription("1"))).toMatchObject({ kind: "not_found" });
  });

  test("it is not blocked either, though some calls take longer to come in than others", async () => {
    const { simulator, client, id } = await served();
    const reads = Array.from({ length: 65 }, () => client.getSubscription(id));
    expect(await Promise.all(reads)).toHaveLength(65);
    expect(simulator.calls).toHaveLength(65);
  });
});
