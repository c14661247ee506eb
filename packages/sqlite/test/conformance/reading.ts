import type { Store } from "@tenure/engine";
import { expect, test } from "vitest";

import { moving, touching } from "./commits.ts";

/** What timers, lists, histories and cursors promise. */
export function readingPromises(open: () => Promise<Store>): void {
  const timer = { key: "A", timer: "schedule", requestId: "PR-1", dueAt: 50 } as const;

  test("due timers are told earliest first and stay until they fired", async () => {
    const store = await open();
    const other = { ...timer, key: "B", dueAt: 40 };
    await store.commit([moving("A", 0, { startTimers: [timer] })]);
    await store.commit([moving("B", 0, { startTimers: [other] })]);
    expect(await store.dueTimers(39, 9)).toEqual([]);
    expect(await store.dueTimers(50, 9)).toEqual([other, timer]);
    expect(await store.dueTimers(50, 1)).toEqual([other]);
    await store.commit([touching("A", 1, { firedTimer: timer })]);
    expect(await store.dueTimers(50, 9)).toEqual([other]);
  });

  test("a timer of the same name is replaced, and another name is another timer", async () => {
    const store = await open();
    const postponement = { ...timer, timer: "postponement", dueAt: 60 } as const;
    const later = { ...timer, dueAt: 70 };
    await store.commit([moving("A", 0, { startTimers: [timer, postponement] })]);
    await store.commit([moving("A", 1, { startTimers: [later] })]);
    expect(await store.dueTimers(99, 9)).toEqual([postponement, later]);
  });

  test("a timer that was started anew meanwhile survives the firing of the old one", async () => {
    const store = await open();
    const later = { ...timer, dueAt: 70 };
    await store.commit([moving("A", 0, { startTimers: [later] })]);
    await store.commit([touching("A", 1, { firedTimer: timer })]);
    expect(await store.dueTimers(99, 9)).toEqual([later]);
    await store.commit([moving("A", 1, { firedTimer: later, startTimers: [timer] })]);
    expect(await store.dueTimers(99, 9)).toEqual([timer]);
  });

  test("a canceled timer never fires; canceling none does nothing", async () => {
    const store = await open();
    await store.commit([moving("A", 0, { startTimers: [timer] })]);
    await store.commit([moving("A", 1, { cancelTimers: ["schedule", "postponement"] })]);
    expect(await store.dueTimers(99, 9)).toEqual([]);
    expect((await store.nextWake()).timerAt).toBeUndefined();
  });

  test("pages follow one another by key, without a gap and without a repeat", async () => {
    const store = await open();
    const keys = Array.from({ length: 25 }, (_, index) => `K-${String(index).padStart(2, "0")}`);
    await store.commit(keys.toReversed().map((key) => moving(key, 0)));
    const first = await store.list({}, { limit: 10 });
    const second = await store.list({}, { limit: 10, after: first.next ?? "" });
    const third = await store.list({}, { limit: 10, after: second.next ?? "" });
    const seen = [first, second, third].flatMap(({ rows }) => rows.map(({ key }) => key));
    expect(seen).toEqual(keys);
    expect(third.next).toBeUndefined();
    expect((await store.list({}, { limit: 25 })).next).toBeUndefined();
  });

  test("filters narrow together, and a list of values means any of them", async () => {
    const store = await open();
    await store.commit([
      moving("A", 0, { record: { status: "active", requestState: "stuck" } }),
      moving("B", 0, { record: { status: "active", adapter: "bridge" } }),
      moving("C", 0, { record: { status: "suspended", requestState: "pending" } }),
      moving("D", 0, { record: { status: "terminated" } }),
    ]);
    const keys = async (filter: Parameters<Store["list"]>[0]): Promise<readonly string[]> =>
      (await store.list(filter, { limit: 9 })).rows.map(({ key }) => key);
    expect(await keys({ status: ["active"] })).toEqual(["A", "B"]);
    expect(await keys({ status: ["suspended", "active", "active"] })).toEqual(["A", "B", "C"]);
    expect(await keys({ requestState: ["stuck", "pending"] })).toEqual(["A", "C"]);
    expect(await keys({ requestState: ["stuck", "none"], status: ["active"] })).toEqual(["A", "B"]);
    expect(await keys({ adapter: "bridge", status: ["active", "terminated"] })).toEqual(["B"]);
    expect(await keys({ adapter: "nobody" })).toEqual([]);
  });

  test("an empty list of values does not narrow", async () => {
    const store = await open();
    await store.commit([moving("A", 0)]);
    const { rows } = await store.list({ status: [], requestState: [] }, { limit: 9 });
    expect(rows).toHaveLength(1);
  });

  test("a history is read from after a version, oldest first, as it was written", async () => {
    const store = await open();
    const commits = [0, 1, 2, 3].map((version) => moving("A", version));
    await store.commit(commits);
    const entries = await store.history("A", { after: 1, limit: 2 });
    expect(entries).toEqual([commits[1]?.change?.entry, commits[2]?.change?.entry]);
    expect(await store.history("A", { after: 4, limit: 2 })).toEqual([]);
    expect(await store.history("none", { after: 0, limit: 2 })).toEqual([]);
  });

  test("a cursor keeps what was written last, under its name", async () => {
    const store = await open();
    expect(await store.readCursor("requests")).toBeUndefined();
    await store.writeCursor("requests", "1");
    await store.writeCursor("requests", "2");
    await store.writeCursor("tiers", "9");
    expect(await store.readCursor("requests")).toBe("2");
  });

  test("what is not there is told as such", async () => {
    const store = await open();
    expect(await store.load("none")).toBeUndefined();
    expect(await store.findInbox("none", "none")).toBeUndefined();
    expect(await store.nextWake()).toEqual({ effectAt: undefined, timerAt: undefined });
    expect(await store.backlog()).toBe(0);
  });
}
