import { fc, test } from "@fast-check/vitest";
import { virtualClock } from "@tenure/engine";
import { describe, expect, vi } from "vitest";

import type { CleverbridgeClientOptions } from "../../src/index.ts";
import { subscriptionPayload } from "../wire/payloads.ts";
import { abortedAtHead, clientOf, detachedClient, failureOf, ok } from "./support/client.ts";
import { loopback } from "./support/loopback.ts";

vi.setConfig({ testTimeout: 30_000 });

const shown = { ...ok, Subscription: subscriptionPayload({ Id: 7 }) };

/** How long a call is on its way to the platform, and its answer on the way back. */
interface Way {
  readonly there: number;
  readonly back: number;
}

/** A platform in virtual time that notes when calls come in, and how many are under way at once. */
function platform(way: (index: number) => Way, options: Partial<CleverbridgeClientOptions> = {}) {
  const clock = virtualClock(1_000_000);
  const arrivals: number[] = [];
  const seen = { sent: 0, running: 0, most: 0 };
  const client = detachedClient(
    async () => {
      const { there, back } = way(seen.sent);
      seen.sent += 1;
      seen.running += 1;
      seen.most = Math.max(seen.most, seen.running);
      await clock.sleep(there);
      arrivals.push(clock.now());
      await clock.sleep(back);
      seen.running -= 1;
      return Response.json(shown);
    },
    { clock, ...options },
  );
  return { clock, client, arrivals, seen };
}

/** The most calls that came in in any stretch of a second. */
function mostInASecond(arrivals: readonly number[]): number {
  return Math.max(
    0,
    ...arrivals.map((first) => arrivals.filter((at) => at >= first && at < first + 1000).length),
  );
}

const load = fc.record({
  ratePerSecond: fc.integer({ min: 1, max: 12 }),
  concurrency: fc.integer({ min: 1, max: 14 }),
  calls: fc.array(
    fc.record({
      after: fc.nat({ max: 400 }),
      there: fc.nat({ max: 900 }),
      back: fc.nat({ max: 300 }),
      gone: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  ),
});

describe("the client's calls", () => {
  test.prop([load], { numRuns: 60 })(
    "never come in more often in a second, however long they are on their way, and never run more at once, than allowed; and all are made",
    async ({ ratePerSecond, concurrency, calls }) => {
      const { clock, client, arrivals, seen } = platform(
        (index) => calls[index] ?? { there: 0, back: 0 },
        { ratePerSecond, concurrency },
      );
      const ends: Promise<string>[] = [];
      for (const { after, gone } of calls) {
        await clock.advance(after);
        const stop = new AbortController();
        ends.push(
          client.getSubscription("7", { signal: stop.signal }).then(
            () => "made",
            () => "gone",
          ),
        );
        if (gone) stop.abort();
      }
      await clock.advance(120_000);
      const made = (await Promise.all(ends)).filter((end) => end === "made").length;
      expect(made).toBeGreaterThanOrEqual(calls.filter(({ gone }) => !gone).length);
      expect(mostInASecond(arrivals)).toBeLessThanOrEqual(ratePerSecond);
      expect(seen.most).toBeLessThanOrEqual(concurrency);
    },
  );

  test("are 30 in a second and 4 at once when nothing else is said, and not much slower", async () => {
    const { clock, client, arrivals, seen } = platform(() => ({ there: 5, back: 5 }));
    const all = Promise.all(Array.from({ length: 150 }, () => client.getSubscription("7")));
    await clock.advance(60_000);
    await all;
    expect(mostInASecond(arrivals)).toBe(30);
    expect(seen.most).toBe(4);
    expect((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)).toBeLessThan(5000);
  });

  test("go one by one until the platform took the credentials once", async () => {
    const { clock, client, seen } = platform(() => ({ there: 250, back: 250 }));
    const all = Promise.all(Array.from({ length: 9 }, () => client.getSubscription("7")));
    await clock.advance(499);
    expect(seen).toEqual({ sent: 1, running: 1, most: 1 });
    await clock.advance(2);
    expect(seen).toEqual({ sent: 5, running: 4, most: 4 });
    await clock.advance(60_000);
    await all;
  });

  test("do not wait for time that a clock lost", async () => {
    let now = 1_000_000;
    const clock = {
      now: () => now,
      sleep: (milliseconds: number) => {
        now += milliseconds;
        return Promise.resolve();
      },
    };
    const client = detachedClient(() => Promise.resolve(Response.json(shown)), {
      clock,
      ratePerSecond: 2,
    });
    await client.getSubscription("7");
    await client.getSubscription("7");
    now = 0;
    await client.getSubscription("7");
    expect(now).toBeLessThan(2000);
  });

  test.each([
    { concurrency: 0 },
    { concurrency: 1.5 },
    { ratePerSecond: 0 },
    { ratePerSecond: Number.NaN },
    { retries: -1 },
    { timeoutMilliseconds: 0 },
    { maxResponseBytes: 0 },
  ])("cannot be told %j", (options) => {
    expect(() => clientOf({ url: "http://127.0.0.1:1" }, options)).toThrow(
      expect.objectContaining({ code: "options_invalid" }),
    );
  });
});

describe("a 429", () => {
  const throttled = { status: 429, text: "<html>", headers: { "retry-after": "60" } };

  test("blocks every call of the client for a minute, and no longer", async () => {
    const clock = virtualClock(1_000_000);
    const server = await loopback((_call, index) => (index === 1 ? throttled : { json: shown }));
    const client = clientOf(server, { clock, retries: 2 });
    await client.getSubscription("7");
    const first = await failureOf(client.getSubscription("7"));
    expect(first).toMatchObject({ kind: "throttled", status: 429, retryAfterMilliseconds: 60_000 });
    await clock.advance(20_000);
    const blocked = await Promise.all([
      failureOf(client.getSubscription("7")),
      failureOf(client.listForCustomer({ customerId: "1" })),
      failureOf(client.renew({ subscriptionId: "7" })),
      failureOf(client.preview.addItem({ subscriptionId: "7", productId: 1, quantity: 1 })),
    ]);
    for (const error of blocked) {
      expect(error).toMatchObject({
        kind: "throttled",
        status: undefined,
        retryable: true,
        retryAfterMilliseconds: 40_000,
        mayHaveHappened: false,
      });
    }
    await clock.advance(39_999);
    await failureOf(client.getSubscription("7"));
    expect(server.calls).toHaveLength(2);
    await clock.advance(1);
    expect((await client.getSubscription("7")).id).toBe("7");
    expect(server.calls).toHaveLength(3);
  });

  test.each(["truncate", "endless", "stall"] as const)(
    "whose body goes wrong (%s) blocks just the same",
    async (fault) => {
      const headers = { "retry-after": "60" };
      const server = await loopback(() => ({ fault, status: 429, headers }));
      const { signal, fetch } = abortedAtHead();
      const options = fault === "stall" ? { signal } : {};
      const client = clientOf(server, { clock: virtualClock(0), maxResponseBytes: 50_000, fetch });
      const meaning = {
        kind: "throttled",
        retryAfterMilliseconds: 60_000,
        mayHaveHappened: false,
      };
      const first = await failureOf(client.renew({ subscriptionId: "7" }, options));
      expect(first).toMatchObject({ ...meaning, status: 429 });
      const second = await failureOf(client.renew({ subscriptionId: "7" }));
      expect(second).toMatchObject({ ...meaning, status: undefined });
      expect(server.calls).toHaveLength(1);
    },
  );

  test("turns away what waited for its turn, too", async () => {
    const clock = virtualClock(0);
    let sent = 0;
    const client = detachedClient(
      async () => {
        sent += 1;
        if (sent < 6) return Response.json(shown);
        await clock.sleep(100);
        return new Response("<html>", { status: 429, headers: { "retry-after": "60" } });
      },
      { clock, ratePerSecond: 6, concurrency: 4 },
    );
    const kinds = Array.from({ length: 20 }, () =>
      client.getSubscription("7").then(
        () => "read",
        (error: unknown) => (error as { kind: string }).kind,
      ),
    );
    await clock.advance(59_000);
    const ends = await Promise.all(kinds);
    expect(ends.filter((end) => end === "read")).toHaveLength(5);
    expect(ends.filter((end) => end === "throttled")).toHaveLength(15);
    expect(sent).toBe(6);
  });

  test.prop([fc.nat({ max: 10_000 }), fc.integer({ min: 0, max: 20_000_000 })])(
    "blocks for as long as it says, but never for more than an hour",
    async (seconds, later) => {
      const clock = virtualClock(5_000);
      let sent = 0;
      const client = detachedClient(
        () => {
          sent += 1;
          return Promise.resolve(
            sent === 1
              ? new Response("", { status: 429, headers: { "retry-after": String(seconds) } })
              : Response.json(ok),
          );
        },
        { clock },
      );
      await failureOf(client.renew({ subscriptionId: "7" }));
      await clock.advance(later);
      const again = await client.renew({ subscriptionId: "7" }).then(
        () => true,
        () => false,
      );
      expect(again).toBe(later >= Math.min(seconds * 1000, 3_600_000));
    },
  );

  test("does not block for time that a clock lost", async () => {
    let now = 10_000_000;
    const clock = { now: () => now, sleep: () => Promise.resolve() };
    let sent = 0;
    const client = detachedClient(
      () => {
        sent += 1;
        const headers = { "retry-after": "60" };
        return Promise.resolve(
          sent === 1 ? new Response("", { status: 429, headers }) : Response.json(ok),
        );
      },
      { clock },
    );
    await failureOf(client.renew({ subscriptionId: "7" }));
    now = 0;
    expect(await failureOf(client.renew({ subscriptionId: "7" }))).toMatchObject({
      retryAfterMilliseconds: 60_000,
    });
    now = 60_000;
    await client.renew({ subscriptionId: "7" });
  });

  test("of a short wait does not shorten the block of a long one", async () => {
    const clock = virtualClock(0);
    let sent = 0;
    const client = detachedClient(
      async () => {
        sent += 1;
        if (sent === 1) return Response.json(ok);
        const mine = sent;
        await clock.sleep(mine * 100);
        return new Response("", {
          status: 429,
          headers: { "retry-after": mine === 2 ? "60" : "1" },
        });
      },
      { clock },
    );
    await client.renew({ subscriptionId: "7" });
    const both = [1, 2].map(() => failureOf(client.renew({ subscriptionId: "7" })));
    await clock.advance(1000);
    await Promise.all(both);
    await clock.advance(30_000);
    expect(await failureOf(client.renew({ subscriptionId: "7" }))).toMatchObject({
      kind: "throttled",
      status: undefined,
    });
  });
});
