import { test } from "@fast-check/vitest";
import { awaits, type SubscriptionEventInput } from "@tenure/machine";
import { describe, expect, vi } from "vitest";

import { importHistory } from "../../../../engine/src/export/import-history.ts";
import type { Store } from "../../../../engine/src/ports/store.ts";
import { createReader } from "../../../../engine/src/reader.ts";
import { memoryStore } from "../../../src/store/index.ts";
import { longHistory, record } from "../read/recorded.ts";

// Properties take their time on a machine that has much else to do.
vi.setConfig({ testTimeout: 30_000 });

const key = "AS-1";
const later = 4_000_000_000_000;

async function moved(
  events: readonly SubscriptionEventInput[],
  outstanding: "perform" | "drop",
): Promise<Store> {
  const from = memoryStore();
  await from.open();
  await record(from, { key }, events);
  const store = memoryStore();
  await store.open();
  const document = await createReader({ store: from }).export(key, { redacted: false });
  await importHistory({ store }, document, { outstanding });
  return store;
}

/** Everything that waits in the outbox, in order. */
async function performed(store: Store) {
  const effects = [];
  for (;;) {
    const [claimed] = await store.claim({
      now: later,
      leaseUntil: later + 1,
      owner: "test",
      adapters: [{ adapter: "connect", limit: 1 }],
    });
    if (claimed === undefined) return effects;
    effects.push(claimed);
    const [found] = await store.load([{ key }]);
    await store.commit([
      {
        key,
        expectedVersion: found?.record?.version ?? 0,
        effects: [],
        startTimers: [],
        cancelTimers: [],
        settles: { id: claimed.id, token: claimed.token },
      },
    ]);
  }
}

const timersOf = (store: Store) =>
  store.claimTimers({ now: later, leaseUntil: later + 1, limit: 10 });

const pending: SubscriptionEventInput = {
  type: "request.pending",
  request: { id: "PR-1", type: "purchase" },
};
const postponed: SubscriptionEventInput = {
  type: "answer.postpone",
  requestId: "PR-1",
  delay: 60_000,
};
const resumed: SubscriptionEventInput = {
  type: "timer.due",
  timer: "postponement",
  requestId: "PR-1",
};
const approved: SubscriptionEventInput = {
  type: "request.approved",
  request: { id: "PR-1", type: "purchase" },
};
const bill = (month: number): SubscriptionEventInput => ({
  type: "command.bill",
  from: `2026-0${month}-01T00:00:00.000Z`,
  to: `2026-0${month + 1}-01T00:00:00.000Z`,
});
const renewable: SubscriptionEventInput = {
  type: "capabilities.changed",
  capabilities: { renewalSwitch: true },
};
const consent = { identity: "who", text: "what", givenAt: "2026-01-01T00:00:00.000Z" };

describe("work that was left", () => {
  test("is performed again under its old id, as one that may have been tried", async () => {
    const effects = await performed(await moved([pending], "perform"));
    expect(effects).toMatchObject([
      { id: "AS-1/1/0", claims: 1, attempts: 0, effect: { type: "fulfillRequest" } },
    ]);
  });

  test("is performed once, though its handler was called several times before", async () => {
    const effects = await performed(await moved([pending, postponed, resumed], "perform"));
    expect(effects.map(({ id }) => id)).toEqual(["AS-1/3/0"]);
  });

  test("is not performed when the state no longer waits for it", async () => {
    expect(await performed(await moved([pending, postponed], "perform"))).toEqual([]);
    expect(await performed(await moved([pending, approved], "perform"))).toEqual([]);
  });

  test("of bills is each period once, and of switches the last", async () => {
    const switches = (renewal: "automatic" | "manual"): SubscriptionEventInput => ({
      type: "command.setRenewal",
      renewal,
      consent,
    });
    const events = [pending, approved, renewable, bill(1), switches("manual"), bill(2), bill(1)];
    const store = await moved(
      [...events, { type: "renewal.changed", renewal: "manual" }, switches("automatic")],
      "perform",
    );
    const effects = (await performed(store)).map(({ effect }) => effect);
    expect(effects).toMatchObject([
      { type: "createBillingRequest", from: "2026-02-01T00:00:00.000Z" },
      { type: "createBillingRequest", from: "2026-01-01T00:00:00.000Z" },
      { type: "switchRenewal", renewal: "automatic" },
    ]);
  });

  test("keeps the timers that run, at their time, and no others", async () => {
    const running = await moved([pending, postponed], "perform");
    expect(await timersOf(running)).toMatchObject([
      { key, timer: "postponement", requestId: "PR-1", dueAt: 1_800_000_061_000 },
    ]);
    expect(await timersOf(await moved([pending, postponed, resumed], "perform"))).toEqual([]);
    const again = [pending, postponed, resumed, postponed];
    expect(await timersOf(await moved(again, "perform"))).toMatchObject([
      { dueAt: 1_800_000_063_000 },
    ]);
  });

  test.prop([longHistory], { numRuns: 30 })(
    "is what the state waits for, in order, and nothing else; dropped, it is nothing at all",
    async (steps) => {
      const store = await moved(steps, "perform");
      const { snapshot } = (await createReader({ store }).get(key)) ?? {};
      const effects = await performed(store);
      const versions = effects.map(({ id }) => Number(id.split("/")[1]));
      expect(versions).toEqual(versions.toSorted((left, right) => left - right));
      for (const { effect, claims } of effects) {
        expect(claims).toBe(1);
        expect(snapshot !== undefined && awaits(snapshot, effect)).toBe(true);
      }
      const waiting = await createReader({ store }).get(key);
      if (waiting?.awaited === "vendor") expect(effects.length).toBeGreaterThan(0);

      const dropped = await moved(steps, "drop");
      expect(await dropped.backlog()).toBe(0);
      expect(await timersOf(dropped)).toEqual([]);
    },
  );

  test.prop([longHistory], { numRuns: 30 })(
    "keeps exactly the timers that the first store runs",
    async (steps) => {
      const from = memoryStore();
      await from.open();
      await record(from, { key }, steps);
      expect(await timersOf(await moved(steps, "perform"))).toEqual(await timersOf(from));
    },
  );
});
