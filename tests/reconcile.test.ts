import { silentLogger, systemClock, verifyHistory, type Clock } from "@tenure/engine";
import { DEFAULT_PRODUCT_ID } from "@tenure/simulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { reconcileOnDrift } from "../packages/engine/src/reconcile/reconcile-on-drift.ts";
import { reconcile } from "../packages/engine/src/reconcile/reconcile.ts";
import { House } from "./reconciling/house.ts";

let house: House;
beforeEach(() => {
  house = new House();
});
afterEach(() => house.stop());

const recordOf = async (key: string) => {
  const record = await house.engine.get(key);
  return [record?.status, record?.requestState];
};

async function historyOf(key: string) {
  const entries: Awaited<ReturnType<typeof house.engine.history>>[number][] = [];
  for (;;) {
    const more = await house.engine.history(key, { after: entries.length });
    if (more.length === 0) return entries;
    entries.push(...more);
  }
}

/** Applied, the record agrees, the history is whole, and nothing is left to do. */
async function expectHealed(key: string): Promise<void> {
  const [again] = await house.reconcile({ apply: true, keys: [key] });
  expect(again).toMatchObject({ class: "agrees", plan: [], applied: false });
  const history = await historyOf(key);
  expect(history.length).toBeGreaterThan(0);
  expect(verifyHistory(history)).toBeUndefined();
  expect(await house.engine.verify(key)).toMatchObject({ type: "intact" });
  await house.engine.idle();
}

describe("a record that agrees", () => {
  test("is left alone, also while its request is being answered", async () => {
    const asset = await house.activeSubscription();
    const before = await house.engine.get(asset);
    expect(await house.reconcile({ apply: true })).toMatchObject([
      { key: asset, adapter: "connect", class: "agrees", plan: [], applied: false },
    ]);
    expect(await house.engine.get(asset)).toEqual(before);
  });
});

describe("what was missed while the engine was down", () => {
  test("is told in a dry run, which writes nothing, and then taken in", async () => {
    const asset = await house.activeSubscription();
    const change = await house.open("change", asset, {
      items: [{ id: `${DEFAULT_PRODUCT_ID}-0001`, quantity: 9 }],
    });
    house.simulator.control.endRequest(change, "approved");
    const suspend = await house.open("suspend", asset);
    house.simulator.control.endRequest(suspend, "approved");
    const before = await house.engine.get(asset);

    const [dry] = await house.reconcile();
    expect(dry).toMatchObject({
      class: "missed",
      applied: false,
      record: { status: "active", requestState: "none" },
      platform: { status: "suspended", open: [] },
      plan: [
        { type: "request.approved", request: { id: change } },
        { type: "request.approved", request: { id: suspend } },
      ],
    });
    expect(await house.engine.get(asset)).toEqual(before);

    expect(await house.reconcile({ apply: true })).toMatchObject([
      { class: "missed", applied: true, plan: dry?.plan },
    ]);
    expect(await recordOf(asset)).toEqual(["suspended", "none"]);
    const record = await house.engine.get(asset);
    expect(record?.snapshot.context.items).toMatchObject([{ quantity: "9" }]);
    await expectHealed(asset);
  });

  test("never has the vendor asked about what is answered already", async () => {
    await house.start("deaf");
    const { id, asset } = await house.purchase();
    await house.engine.send(asset, { type: "subscription.adopted", status: "processing" });
    house.simulator.control.endRequest(id, "approved");
    expect(await house.reconcile({ apply: true })).toMatchObject([
      { class: "missed", applied: true },
    ]);
    await expectHealed(asset);
    expect(house.asked).toEqual([]);
  });

  test("has the vendor asked about a request that waits for an answer", async () => {
    const asset = await house.activeSubscription();
    const change = await house.open("change", asset, {
      items: [{ id: `${DEFAULT_PRODUCT_ID}-0001`, quantity: 2 }],
    });
    expect(await house.reconcile({ apply: true })).toMatchObject([
      { class: "missed", applied: true, plan: [{ type: "request.pending" }] },
    ]);
    await house.until(asset, "active");
    expect(house.asked).toContain(change);
    await expectHealed(asset);
  });
});

describe("what happened out of band", () => {
  test("is told as a legal step, named so that nobody takes it for a request", async () => {
    const asset = await house.activeSubscription();
    house.simulator.control.setSubscriptionStatus(asset, "suspended");
    expect(await house.reconcile({ apply: true })).toMatchObject([
      {
        class: "outOfBand",
        applied: true,
        plan: [{ type: "request.approved", request: { id: "out-of-band-1", type: "suspend" } }],
      },
    ]);
    expect(await recordOf(asset)).toEqual(["suspended", "none"]);
    await expectHealed(asset);
  });

  test("ends a request that is gone, but not one that a list left out", async () => {
    const asset = await house.activeSubscription();
    const change = await house.open("suspend", asset);
    await house.reconcile({ apply: true });
    expect(await recordOf(asset)).toEqual(["active", "pending"]);
    house.simulator.control.hideRequest(change);
    expect(await house.reconcile()).toMatchObject([{ class: "agrees" }]);
    house.simulator.control.removeRequest(change);
    expect(await house.reconcile({ apply: true })).toMatchObject([
      { class: "outOfBand", plan: [{ type: "request.failed", request: { id: change } }] },
    ]);
    expect(await recordOf(asset)).toEqual(["active", "none"]);
    await expectHealed(asset);
  });
});

describe("what can not legally be", () => {
  test("is adopted, and marked as forced in the history", async () => {
    const asset = await house.activeSubscription();
    house.simulator.control.setSubscriptionStatus(asset, "terminated");
    await house.reconcile({ apply: true });
    expect(await recordOf(asset)).toEqual(["terminated", "none"]);
    house.simulator.control.setSubscriptionStatus(asset, "active");
    expect(await house.reconcile()).toMatchObject([{ class: "illegal", applied: false }]);
    expect(await recordOf(asset)).toEqual(["terminated", "none"]);
    expect(await house.reconcile({ apply: true })).toMatchObject([
      { class: "illegal", applied: true },
    ]);
    expect(await recordOf(asset)).toEqual(["active", "none"]);
    const history = await historyOf(asset);
    expect(history.at(-1)?.event).toMatchObject({ type: "subscription.adopted", forced: true });
    await expectHealed(asset);
  });

  test("is not forced over a subscription that moved since it was looked at", async () => {
    const asset = await house.activeSubscription();
    house.simulator.control.setSubscriptionStatus(asset, "processing");
    const sent: string[] = [];
    const results = await house.reconcile(
      { apply: true },
      {
        send: async (key, event, options) => {
          sent.push(`${event.type} at ${options.expectedVersion}`);
          if (sent.length === 1) {
            house.simulator.control.setSubscriptionStatus(asset, "active");
            await house.engine.send(key, {
              type: "request.failed",
              request: { id: "PR-0", type: "change" },
            });
          }
          return house.engine.send(key, event, options);
        },
      },
    );
    expect(sent).toHaveLength(1);
    expect(results).toMatchObject([{ class: "agrees", applied: false }]);
    expect(await recordOf(asset)).toEqual(["active", "none"]);
  });
});

describe("facts that contradict the record", () => {
  test("are healed without an operator", async () => {
    const asset = await house.activeSubscription();
    await house.engine.send(asset, {
      type: "request.approved",
      request: { id: "PR-of-nobody", type: "cancel" },
    });
    expect(await recordOf(asset)).toEqual(["terminated", "none"]);
    const healer = reconcileOnDrift({
      reconcile: (options) => reconcile(house.dependencies(), options),
      clock: systemClock(),
      logger: silentLogger,
      waitMilliseconds: 20,
    });
    const ending = new AbortController();
    await house.start("hearing");
    const watching = (async () => {
      const { signal } = ending;
      for await (const { entry } of house.engine.changes({ from: "now", signal })) {
        if (entry.drift) healer.drifted(entry.key);
      }
    })();
    const suspend = await house.open("suspend", asset);
    await house.until(asset, "active", "pending");
    ending.abort();
    await watching;
    await healer.stop();

    expect((await house.engine.get(asset))?.requestId).toBe(suspend);
    const history = await historyOf(asset);
    expect(history.some(({ drift }) => drift)).toBe(true);
    expect(history.filter(({ event }) => "forced" in event && event.forced)).toHaveLength(1);
    await expectHealed(asset);
  });
});

describe("a platform that cannot be compared with", () => {
  test("knows nothing of the subscription: that is told and nothing is done", async () => {
    const asset = await house.activeSubscription();
    house.simulator.control.removeSubscription(asset);
    expect(await house.reconcile({ apply: true })).toMatchObject([
      { class: "unknownToPlatform", platform: undefined, plan: [], applied: false },
    ]);
    expect(await recordOf(asset)).toEqual(["active", "none"]);
  });

  test("does not stop the others, whatever it answers", async () => {
    const first = await house.activeSubscription();
    await house.start("hearing");
    const { asset: second } = await house.purchase();
    await house.until(second, "active");
    await house.start("deaf");
    for (const asset of [first, second]) {
      house.simulator.control.setSubscriptionStatus(asset, "suspended");
    }
    const troubles = [
      { kind: "status", status: 500 },
      { kind: "html" },
      { kind: "truncated" },
      { kind: "drop-before" },
    ] as const;
    for (const trouble of troubles) {
      house.simulator.faults.add({ ...trouble, path: new RegExp(`/assets/${first}`, "u") });
      // One by one: together they are read by lists, which nothing befalls here.
      const results = await house.reconcile({ concurrency: 1 });
      expect(new Map(results.map((row) => [row.key, row.class]))).toEqual(
        new Map([
          [first, "unreadable"],
          [second, "outOfBand"],
        ]),
      );
      const unreadable = results.find(({ key }) => key === first);
      expect(unreadable?.error?.message).not.toBe("");
      house.simulator.faults.clear();
    }
    house.simulator.control.setSubscriptionStatus(first, "rejected");
    expect(await house.reconcile({ keys: [first] })).toMatchObject([
      { class: "unreadable", error: { message: expect.stringContaining("rejected") } },
    ]);
    expect(await house.reconcile({ keys: ["AS-0"] })).toMatchObject([
      { class: "unreadable", adapter: undefined, error: { code: "subscription_unknown" } },
    ]);
  });

  test("shows older things than the record holds: it is not followed back", async () => {
    await house.start("hearing");
    house.beforeApproval = (asset) => house.simulator.control.holdReads(asset);
    const { asset } = await house.purchase();
    await house.until(asset, "active");
    await house.start("deaf");
    expect(await house.reconcile({ apply: true })).toMatchObject([
      { class: "unreadable", error: { code: "platform_behind" }, applied: false },
    ]);
    expect(await recordOf(asset)).toEqual(["active", "none"]);

    const real = systemClock();
    const settleMilliseconds = 7;
    const clock: Clock = {
      now: () => real.now(),
      async sleep(milliseconds, signal) {
        if (milliseconds === settleMilliseconds) house.simulator.control.releaseReads(asset);
        else await real.sleep(milliseconds, signal);
      },
    };
    expect(await house.reconcile({}, { clock, settleMilliseconds })).toMatchObject([
      { class: "agrees" },
    ]);
  });
});
