import type { ClaimedEffect, Store } from "@tenure/engine";
import { expect, test } from "vitest";

import { moving, touching } from "./commits.ts";

const claiming = { now: 100, leaseUntil: 200, limit: 9, owner: "me" };

const ids = (claimed: readonly ClaimedEffect[]): readonly string[] => claimed.map(({ id }) => id);

function claimOf(claimed: readonly ClaimedEffect[]): { id: string; token: number } {
  const [first] = claimed;
  if (first === undefined) throw new RangeError("nothing was claimed");
  return { id: first.id, token: first.token };
}

/** What the outbox promises: order per subscription, one holder at a time, fencing. */
export function outboxPromises(open: () => Promise<Store>): void {
  test("only the oldest effect of a subscription is claimed, others go on", async () => {
    const store = await open();
    const effects = [["A/1/0", 0] as const, ["A/1/1", 0] as const];
    await store.commit([moving("A", 0, { effects }), moving("B", 0, { effects: [["B/1/0", 0]] })]);
    await store.commit([moving("A", 1, { effects: [["A/2/0", 0]] })]);
    expect(ids(await store.claim(claiming))).toEqual(["A/1/0", "B/1/0"]);
    expect(await store.claim(claiming)).toEqual([]);
  });

  test("settling an effect lets the next of its subscription come forward", async () => {
    const store = await open();
    const effects = [["A/1/0", 0] as const, ["A/1/1", 0] as const];
    await store.commit([moving("A", 0, { effects })]);
    const settles = claimOf(await store.claim(claiming));
    const settled = moving("A", 1, { settles, effects: [["A/2/0", 0]] });
    expect(await store.commit([settled])).toEqual([{ type: "committed" }]);
    expect(ids(await store.claim(claiming))).toEqual(["A/1/1"]);
    expect(await store.backlog()).toBe(2);
  });

  test("an effect whose time has not come holds up those behind it, and nobody else", async () => {
    const store = await open();
    const effects = [["A/1/0", 150] as const, ["A/1/1", 0] as const];
    await store.commit([moving("A", 0, { effects })]);
    await store.commit([moving("B", 0, { effects: [["B/1/0", 0]] })]);
    expect(ids(await store.claim(claiming))).toEqual(["B/1/0"]);
    expect(ids(await store.claim({ ...claiming, now: 150 }))).toEqual(["A/1/0"]);
  });

  test("the longest due is claimed first, and no more than the limit", async () => {
    const store = await open();
    await store.commit([moving("A", 0, { effects: [["A/1/0", 30]] })]);
    await store.commit([moving("B", 0, { effects: [["B/1/0", 10]] })]);
    await store.commit([moving("C", 0, { effects: [["C/1/0", 20]] })]);
    expect(ids(await store.claim({ ...claiming, limit: 2 }))).toEqual(["B/1/0", "C/1/0"]);
    expect(ids(await store.claim({ ...claiming, limit: 2 }))).toEqual(["A/1/0"]);
  });

  test("a claim tells how often the effect was claimed before and what it is", async () => {
    const store = await open();
    await store.commit([
      moving("A", 0, { effects: [["A/1/0", 0]], record: { adapter: "bridge" } }),
    ]);
    const [first] = await store.claim(claiming);
    expect(first).toMatchObject({ key: "A", adapter: "bridge", claims: 0, attempts: 0 });
    expect(first?.effect).toEqual({ type: "readRequest", requestId: "PR-1" });
    const [second] = await store.claim({ ...claiming, now: 200 });
    expect(second).toMatchObject({ id: "A/1/0", claims: 1 });
    expect(second?.token).not.toBe(first?.token);
  });

  test("a lease that is extended holds, one that ends does not", async () => {
    const store = await open();
    await store.commit([moving("A", 0, { effects: [["A/1/0", 0]] })]);
    const claim = claimOf(await store.claim(claiming));
    expect(await store.extend(claim, 300)).toBe(true);
    expect((await store.nextWake()).effectAt).toBe(300);
    expect(await store.claim({ ...claiming, now: 299 })).toEqual([]);
    expect(ids(await store.claim({ ...claiming, now: 300, leaseUntil: 400 }))).toEqual(["A/1/0"]);
    expect(await store.extend(claim, 500)).toBe(false);
  });

  test("an effect that is put back waits for its time, keeps its place and its count", async () => {
    const store = await open();
    const effects = [["A/1/0", 0] as const, ["A/1/1", 0] as const];
    await store.commit([moving("A", 0, { effects })]);
    const claim = claimOf(await store.claim(claiming));
    const retry = { availableAt: 170, attempts: 3, error: "timeout: none" };
    expect(await store.putBack(claim, retry)).toBe(true);
    expect(await store.extend(claim, 999)).toBe(false);
    expect(await store.claim({ ...claiming, now: 169 })).toEqual([]);
    const [again] = await store.claim({ ...claiming, now: 170 });
    expect(again).toMatchObject({ id: "A/1/0", claims: 1, attempts: 3 });
  });

  test("the result of a claim that is not the newest is fenced: nothing is written", async () => {
    const store = await open();
    await store.commit([moving("A", 0, { effects: [["A/1/0", 0]] })]);
    const old = claimOf(await store.claim(claiming));
    const newest = claimOf(await store.claim({ ...claiming, now: 200, leaseUntil: 300 }));
    const fenced = [{ type: "fenced" }, { type: "fenced" }, { type: "fenced" }];
    const late = [
      moving("A", 1, { settles: old }),
      moving("A", 1, { requires: old }),
      touching("A", 1, { settles: old }),
    ];
    expect(await store.commit(late)).toEqual(fenced);
    expect(await store.putBack(old, { availableAt: 0, attempts: 9, error: "late" })).toBe(false);
    expect((await store.load("A"))?.version).toBe(1);
    expect(await store.backlog()).toBe(1);
    expect(await store.commit([touching("A", 1, { settles: newest })])).toEqual([
      { type: "committed" },
    ]);
    expect(await store.backlog()).toBe(0);
  });

  test("what an outcome requires stays in the outbox; what was settled is fenced", async () => {
    const store = await open();
    await store.commit([moving("A", 0, { effects: [["A/1/0", 0]] })]);
    const claim = claimOf(await store.claim(claiming));
    expect(await store.commit([moving("A", 1, { requires: claim })])).toEqual([
      { type: "committed" },
    ]);
    expect(await store.backlog()).toBe(1);
    const twice = [moving("A", 2, { settles: claim }), moving("A", 3, { settles: claim })];
    expect(await store.commit(twice)).toEqual([{ type: "committed" }, { type: "fenced" }]);
    expect(await store.nextWake()).toEqual({ effectAt: undefined, timerAt: undefined });
  });
}
