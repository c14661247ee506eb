import { fc, test } from "@fast-check/vitest";
import { initial, type SubscriptionEventInput } from "@tenure/machine";
import { describe, expect, vi } from "vitest";

import type { Store } from "../../../../engine/src/ports/store.ts";
import { questionInvalid } from "../../../../engine/src/read/question-invalid.ts";
import { createReader } from "../../../../engine/src/reader.ts";
import { memoryStore } from "../../../src/store/index.ts";
import { longHistory, record } from "./recorded.ts";
import { wrapped } from "./wrapped.ts";

// Properties take their time on a machine that has much else to do.
vi.setConfig({ testTimeout: 30_000 });

const invalid = { name: "TenureError", code: questionInvalid("").code };

const pending: SubscriptionEventInput = {
  type: "request.pending",
  request: { id: "PR-1", type: "purchase" },
};
const approved: SubscriptionEventInput = {
  type: "request.approved",
  request: { id: "PR-1", type: "purchase", parameters: { seat: "7" } },
};

async function storeOf(
  subscriptions: Readonly<Record<string, readonly SubscriptionEventInput[]>>,
): Promise<Store> {
  const store = memoryStore();
  await store.open();
  for (const [key, events] of Object.entries(subscriptions)) await record(store, { key }, events);
  return store;
}

describe("what is listed", () => {
  const both = { "AS-1": [pending], "AS-2": [pending, approved], "acme:AS-3": [pending] };

  test("only the tenant default, unless another or all are asked for", async () => {
    const store = await storeOf({ ...both, "stranger:AS-4": [pending] });
    const reader = createReader({ store, tenants: ["acme"] });
    const keys = async (tenant?: string) => {
      const { rows } = await reader.list(tenant === undefined ? {} : { tenant });
      return rows.map(({ key }) => key);
    };
    expect(await keys()).toEqual(["AS-1", "AS-2"]);
    expect(await keys("acme")).toEqual(["acme:AS-3"]);
    expect(await keys("*")).toEqual(["AS-1", "AS-2", "acme:AS-3"]);
    expect(await reader.count()).toBe(2);
    expect(await reader.count({ tenant: "acme" })).toBe(1);
    expect(await reader.count({ tenant: "*" })).toBe(3);
    await expect(keys("stranger")).rejects.toMatchObject({ code: "tenant_unknown" });
    await expect(reader.get("stranger:AS-4")).rejects.toMatchObject({ code: "tenant_unknown" });
  });

  test("the tenants that are not served leave no gaps in the pages", async () => {
    const store = await storeOf({
      ...both,
      ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`b:AS-${index}`, [pending]])),
      "z:AS-8": [pending],
      "z:AS-9": [pending],
    });
    const reader = createReader({ store, tenants: ["acme", "z"] });
    const keys: string[] = [];
    let after: string | undefined;
    do {
      const page = await reader.list(
        { tenant: "*" },
        { limit: 2, ...(after !== undefined && { after }) },
      );
      expect(page.rows.length).toBeGreaterThan(0);
      expect(page.rows.length).toBeLessThanOrEqual(2);
      keys.push(...page.rows.map(({ key }) => key));
      after = page.next;
    } while (after !== undefined);
    expect(keys).toEqual(["AS-1", "AS-2", "acme:AS-3", "z:AS-8", "z:AS-9"]);
  });

  test("by every field a filter has", async () => {
    const reader = createReader({ store: await storeOf(both) });
    const count = (filter: Parameters<typeof reader.count>[0]) => reader.count(filter);
    expect(await count({ status: ["active"] })).toBe(1);
    expect(await count({ requestState: ["pending"] })).toBe(1);
    expect(await count({ awaited: ["vendor"] })).toBe(1);
    expect(await count({ requestType: ["purchase"] })).toBe(1);
    expect(await count({ adapter: "connect" })).toBe(2);
    expect(await count({ adapter: "cleverbridge" })).toBe(0);
  });

  test.each([
    ["a limit of 0", {}, { limit: 0 }],
    ["a limit that is too large", {}, { limit: 1001 }],
    ["a limit that is no whole number", {}, { limit: 1.5 }],
    ["an empty cursor", {}, { after: "" }],
    ["a status that does not exist", { status: ["activ"] }, {}],
    ["a party that does not exist", { awaited: ["nobdy"] }, {}],
    ["a field that does not exist", { state: "active" }, {}],
  ])("is refused with %s", async (_, filter, page) => {
    const reader = createReader({ store: await storeOf(both) });
    await expect(reader.list(filter as never, page)).rejects.toMatchObject(invalid);
  });
});

describe("the past", () => {
  test.prop([longHistory], { numRuns: 15 })(
    "at any version is what it was then, version 0 before anything happened",
    async (steps) => {
      const store = memoryStore();
      await store.open();
      const reader = createReader({ store });
      const commits = await record(store, { key: "AS-1" }, steps);
      const changes = commits.flatMap(({ change }) => (change === undefined ? [] : [change]));
      expect(await reader.at("AS-1", 0)).toEqual(initial({ key: "AS-1" }));
      for (const { record: then } of changes) {
        expect(await reader.at("AS-1", then.version)).toEqual(then.snapshot);
      }
    },
  );

  test("is refused for a version that is none, or none yet, and for an unknown subscription", async () => {
    const reader = createReader({ store: await storeOf({ "AS-1": [pending] }) });
    for (const version of [-1, 0.5, 2, Number.NaN]) {
      await expect(reader.at("AS-1", version)).rejects.toMatchObject(invalid);
    }
    await expect(reader.at("AS-2", 0)).rejects.toMatchObject({ code: "subscription_unknown" });
  });

  test("with entries missing is an error that says so", async () => {
    const store = await storeOf({ "AS-1": [pending, approved] });
    const holed: Store = {
      ...wrapped(store),
      history: async (key, options) =>
        (await store.history(key, options)).filter(({ version }) => version !== 1),
    };
    const reader = createReader({ store: holed });
    await expect(reader.at("AS-1", 2)).rejects.toMatchObject({ code: "store_corrupt" });
  });

  test("takes what was refused for refused, whatever this release would say", async () => {
    const store = await storeOf({ "AS-1": [pending, approved] });
    const refusal = { code: "not_in_this_state", message: "no" } as const;
    const refusing: Store = {
      ...wrapped(store),
      history: async (key, options) =>
        (await store.history(key, options)).map((entry) =>
          entry.version === 2 ? { ...entry, verdict: { type: "refused", refusal } } : entry,
        ),
    };
    const reader = createReader({ store: refusing });
    expect(await reader.at("AS-1", 2)).toEqual(await reader.at("AS-1", 1));
  });

  test("is paged through, whatever its length", async () => {
    const flips = Array.from({ length: 600 }, (_, index): SubscriptionEventInput => ({
      type: "renewal.changed",
      renewal: index % 2 === 0 ? "manual" : "automatic",
    }));
    const store = await storeOf({ "AS-1": [pending, approved, ...flips] });
    let largest = 0;
    const watched: Store = {
      ...wrapped(store),
      history: async (key, options) => {
        const page = await store.history(key, options);
        largest = Math.max(largest, page.length);
        return page;
      },
    };
    const reader = createReader({ store: watched });
    expect((await reader.at("AS-1", 602)).context.renewal).toBe("automatic");
    expect((await reader.at("AS-1", 601)).context.renewal).toBe("manual");
    expect(await reader.verify("AS-1")).toEqual({ type: "intact", entries: 602 });
    expect(largest).toBeLessThan(300);
  });
});

describe("questions", () => {
  test("are answered as the machine answers them", async () => {
    const reader = createReader({ store: await storeOf({ "AS-1": [pending, approved] }) });
    const explanation = await reader.explain("AS-1", { type: "command.cancel" });
    expect(explanation).toMatchObject({ allowed: false, refusal: { code: "consent_missing" } });
    expect(await reader.available("AS-1")).toContain("command.cancel");
    expect(
      await reader.preview("AS-1", {
        type: "request.pending",
        request: { id: "PR-2", type: "change" },
      }),
    ).toMatchObject({ verdict: { type: "moved" }, requestState: "pending" });
  });

  test("change nothing", async () => {
    const store = await storeOf({ "AS-1": [pending] });
    const reader = createReader({ store });
    const before = await store.load([{ key: "AS-1" }]);
    await reader.preview("AS-1", approved);
    await reader.preview("AS-9", pending);
    expect(await store.load([{ key: "AS-1" }])).toEqual(before);
    expect(await reader.get("AS-9")).toBeUndefined();
  });

  test("about an unknown subscription are refused, save what an event would begin", async () => {
    const reader = createReader({
      store: await storeOf({}),
      decisions: { cancelWhileSuspended: false },
    });
    const unknown = { code: "subscription_unknown" };
    await expect(reader.available("AS-1")).rejects.toMatchObject(unknown);
    await expect(reader.explain("AS-1", { type: "command.cancel" })).rejects.toMatchObject(unknown);
    await expect(reader.verify("AS-1")).rejects.toMatchObject(unknown);
    expect(await reader.preview("AS-1", pending)).toMatchObject({ status: "processing" });
  });

  test.prop([fc.anything()], { numRuns: 40 })(
    "about anything that is no event are refused, as sending it is",
    async (anything) => {
      const reader = createReader({ store: await storeOf({ "AS-1": [pending] }) });
      const event = anything as SubscriptionEventInput;
      expect(await reader.preview("AS-1", event)).toMatchObject({
        verdict: { type: "refused", refusal: { code: "invalid_event" } },
        requestState: "pending",
        effects: [],
      });
      expect(await reader.explain("AS-1", anything as never)).toMatchObject({
        allowed: false,
        refusal: { code: "invalid_event" },
      });
    },
  );

  test("about an event that is no command are not explained", async () => {
    const reader = createReader({ store: await storeOf({ "AS-1": [pending] }) });
    expect(await reader.explain("AS-1", pending as never)).toMatchObject({
      allowed: false,
      refusal: { code: "invalid_event" },
    });
  });
});

test("a snapshot of a later machine is refused, not guessed at", async () => {
  const store = await storeOf({ "AS-1": [pending] });
  const later: Store = {
    ...wrapped(store),
    load: async (batch) =>
      (await store.load(batch)).map((found) => {
        const snapshot = { ...found.record?.snapshot, machineVersion: 99 };
        return { record: { ...found.record, snapshot } } as never;
      }),
  };
  const reader = createReader({ store: later });
  await expect(reader.get("AS-1")).rejects.toMatchObject({ code: "snapshot_version" });
});
