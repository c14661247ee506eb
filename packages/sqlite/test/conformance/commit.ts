import type { Store } from "@tenure/engine";
import { expect, test } from "vitest";

import { moving, touching } from "./commits.ts";

const inbox = {
  key: "A",
  idempotencyKey: "once",
  eventHash: "e",
  verdict: { type: "moved" },
  version: 1,
  at: 5,
} as const;

/** What a commit promises: all or nothing, on the version it was decided on, in the batch's order. */
export function commitPromises(open: () => Promise<Store>): void {
  test("a commit writes record, history, effects, timers and inbox together", async () => {
    const store = await open();
    const timer = { key: "A", timer: "schedule", requestId: "PR-1", dueAt: 9 } as const;
    const commit = moving("A", 0, { effects: [["A/1/0", 7]], startTimers: [timer], inbox });
    expect(await store.commit([commit])).toEqual([{ type: "committed" }]);
    expect(await store.load("A")).toEqual(commit.change?.record);
    expect(await store.history("A", { after: 0, limit: 9 })).toEqual([commit.change?.entry]);
    expect(await store.findInbox("A", "once")).toEqual(inbox);
    expect(await store.dueTimers(9, 9)).toEqual([timer]);
    expect(await store.nextWake()).toEqual({ effectAt: 7, timerAt: 9 });
    expect(await store.backlog()).toBe(1);
  });

  test("a commit on a version that is not the newest writes nothing and says conflict", async () => {
    const store = await open();
    await store.commit([moving("A", 0)]);
    const before = await store.load("A");
    const late = [
      moving("A", 0, { effects: [["A/x/0", 0]] }),
      touching("A", 0, { inbox }),
      moving("A", 7),
    ];
    const conflict = { type: "conflict" };
    expect(await store.commit(late)).toEqual([conflict, conflict, conflict]);
    expect(await store.load("A")).toEqual(before);
    expect(await store.history("A", { after: 1, limit: 9 })).toEqual([]);
    expect(await store.findInbox("A", "once")).toBeUndefined();
    expect(await store.backlog()).toBe(0);
  });

  test("a conflict in a batch leaves the others alone, and later ones see earlier ones", async () => {
    const store = await open();
    const batch = [moving("A", 0), moving("A", 0), moving("B", 0), moving("A", 1)];
    const types = (await store.commit(batch)).map(({ type }) => type);
    expect(types).toEqual(["committed", "conflict", "committed", "committed"]);
    expect((await store.load("A"))?.version).toBe(2);
    expect((await store.load("B"))?.version).toBe(1);
  });

  test("a second answer under one idempotency key is a conflict", async () => {
    const store = await open();
    await store.commit([touching("A", 0, { inbox: { ...inbox, version: 0 } })]);
    const again = touching("A", 0, { inbox });
    expect(await store.commit([again])).toEqual([{ type: "conflict" }]);
    expect((await store.findInbox("A", "once"))?.version).toBe(0);
  });

  test("the same idempotency key on another subscription is another key", async () => {
    const store = await open();
    const other = { ...inbox, key: "B" };
    const batch = [touching("A", 0, { inbox }), touching("B", 0, { inbox: other })];
    expect((await store.commit(batch)).map(({ type }) => type)).toEqual(["committed", "committed"]);
    expect(await store.findInbox("C", "once")).toBeUndefined();
  });

  test("a commit that fails takes nothing of its batch with it, and the store goes on", async () => {
    const store = await open();
    await store.commit([moving("A", 0, { effects: [["A/1/0", 0]] })]);
    const poison = moving("B", 0, { effects: [["A/1/0", 0]] });
    await expect(
      store.commit([moving("C", 0, { effects: [["C/1/0", 0]] }), poison]),
    ).rejects.toThrow("The store");
    expect(await store.load("B")).toBeUndefined();
    expect(await store.load("C")).toBeUndefined();
    expect(await store.backlog()).toBe(1);
    expect(await store.commit([moving("C", 0)])).toEqual([{ type: "committed" }]);
  });

  test("a change that skips a version is refused as the caller's defect", async () => {
    const store = await open();
    const skipping = moving("A", 0, { record: { version: 2 } });
    await expect(store.commit([skipping])).rejects.toMatchObject({ code: "store_failed" });
    expect(await store.load("A")).toBeUndefined();
  });
}
