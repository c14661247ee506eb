import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { test as property, fc } from "@fast-check/vitest";
import { createEngine, type RequestWaiting, virtualClock, type WaitingParty } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { describe, expect, onTestFinished, test } from "vitest";

import { duration, readDuration } from "../apps/tenure/src/duration.ts";
import { parties, WaitingView } from "../apps/tenure/src/waiting/waiting-view.ts";
import { objectsIn } from "./adopting/import-stage.ts";
import { startTenure } from "./run-tenure.ts";

const day = 86_400_000;
const momentOf = (at: number): string => new Date(at).toISOString();

/** An engine at work on a file, with requests that have waited for days on each party. */
async function workingStore() {
  const folder = mkdtempSync(join(tmpdir(), "tenure-waiting-"));
  const file = join(folder, "tenure.db");
  const now = Date.now();
  const engine = createEngine({
    store: sqliteStore({ file }),
    clock: virtualClock(now),
    tenants: ["acme"],
    adapters: [
      {
        name: "connect",
        perform: async () => ({
          type: "retry",
          blame: "nobody",
          error: { code: "waits", message: "nobody answers" },
        }),
      },
    ],
  });
  await engine.start();
  onTestFinished(async () => {
    await engine.stop({ deadlineMilliseconds: 0 });
    rmSync(folder, { recursive: true, force: true });
  });
  const add = async (key: string, status: string, days: number, more: object = {}) => {
    const at = momentOf(now - days * day);
    const request = {
      id: `PR-${key}-001`,
      type: "purchase",
      createdAt: at,
      updatedAt: at,
      ...more,
    };
    await engine.send(key, { type: `request.${status}`, request } as never);
  };
  await add("AS-1", "pending", 3);
  await add("AS-2", "inquiring", 9);
  await add("AS-3", "tiersSetup", 1);
  await add("AS-4", "scheduled", 2, { plannedDate: "2126-03-01T00:00:00.000Z" });
  await add("AS-5", "pending", 5);
  await add("AS-6", "approved", 30);
  await add("acme:AS-7", "pending", 4);
  return { file };
}

const run = async (flags: readonly string[]) => {
  const started = startTenure(["waiting", ...flags], {
    env: { DATABASE_URL: "", NODE_COMPILE_CACHE: join(tmpdir(), "tenure-worker-cache") },
  });
  return { code: await started.ended, output: started.output() };
};

describe("tenure waiting", { timeout: 120_000 }, () => {
  test("shows what waits, longest first and on whom, beside the engine that works on the store", async () => {
    const { file } = await workingStore();
    const { code, output } = await run(["--store", file]);
    expect(code, output).toBe(0);
    const lines = output.split("\n");
    expect(lines.slice(1, 6).map((line) => line.split(/ {2,}/u).slice(0, 5))).toEqual([
      ["AS-2", "PR-AS-2-001", "purchase", "inquiring", "customer"],
      ["AS-5", "PR-AS-5-001", "purchase", "pending", "vendor"],
      ["AS-1", "PR-AS-1-001", "purchase", "pending", "vendor"],
      ["AS-4", "PR-AS-4-001", "purchase", "scheduled", "schedule"],
      ["AS-3", "PR-AS-3-001", "purchase", "tiersSetup", "tier"],
    ]);
    expect(lines[1]).toMatch(/9 d .*9 d/u);
    expect(lines[4]).toContain("2126-03-01 00:00Z");
    expect(output).toMatch(/vendor +2 +5 d/u);
    expect(output).not.toContain("AS-6");
    expect(output).not.toContain("AS-7");
  });

  test("narrows it by party, time and tenant, and tells programs in lines of JSON", async () => {
    const { file } = await workingStore();
    const [late, acme, few] = await Promise.all([
      run(["--store", file, "--on", "vendor", "customer", "--over", "4d", "--json"]),
      run(["--store", file, "--tenant", "acme", "--json"]),
      run(["--store", file, "--limit", "1"]),
    ]);
    const rows = objectsIn(late.output);
    expect(rows.slice(0, -1).map(({ key }) => key)).toEqual(["AS-2", "AS-5"]);
    expect(rows[0]).toMatchObject({ on: "customer", state: "inquiring", unseen: 0 });
    expect(rows.at(-1)).toMatchObject({
      type: "summary",
      count: 2,
      totals: { vendor: { requests: 1 }, customer: { requests: 1 } },
    });
    expect(objectsIn(acme.output).map(({ key }) => key)).toEqual(["acme:AS-7", undefined]);
    expect(few.output).toContain("and 4 more");
  });

  test("says that there is no such store, or what it did not understand, with code 2", async () => {
    const runs = [
      ["--store", "/nowhere/tenure.db"],
      [],
      ["--store", "x", "--on", "nobody"],
      ["--store", "x", "--over", "soon"],
    ];
    const ends = await Promise.all(runs.map(run));
    expect(ends.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
    const words = ["There is no store", "Which store?", "Allowed choices", "Expected a time"];
    for (const [index, word] of words.entries()) expect(ends[index]?.output).toContain(word);
  });
});

const row = fc.record({
  on: fc.option(fc.constantFrom(...parties), { nil: undefined }),
  since: fc.nat(1000),
});

property.prop([
  fc.array(row, { maxLength: 60 }),
  fc.option(fc.subarray([...parties], { minLength: 1 }), { nil: undefined }),
  fc.nat(1000),
  fc.integer({ min: 0, max: 20 }),
])("the view is what sorting and cutting everything gives", (rows, on, over, limit) => {
  const all = rows.map(
    ({ on: party, since }, index) =>
      ({ on: party, since, total: 1000 - since, requestId: String(index) }) as RequestWaiting,
  );
  const view = new WaitingView({ on, over, limit });
  for (const one of all) view.add(one);
  const chosen = all.filter(
    (one) => one.on !== undefined && (on?.includes(one.on) ?? true) && one.total >= over,
  );
  const longest = chosen.toSorted((left, right) => left.since - right.since).slice(0, limit);
  expect(view.count).toBe(chosen.length);
  expect(view.longest).toEqual(longest);
  const totals = Object.groupBy(chosen, (one) => one.on as WaitingParty);
  for (const party of parties) {
    expect(view.totals.get(party)?.requests).toBe(totals[party]?.length);
  }
});

property.prop([fc.nat(4_000_000)])(
  "a time in words is what it was, to its second largest unit",
  (seconds) => {
    const words = duration(seconds * 1000);
    const parts = words.match(/\d+ (?:min|[dhs])/gu) ?? [];
    const read = parts.reduce((sum, part) => sum + readDuration(part), 0);
    const [first = "0 s"] = parts;
    const unit = { d: 3_600_000, h: 60_000, min: 1000, s: 1000 }[first.split(" ")[1] ?? ""] ?? 1000;
    expect(seconds * 1000 - read).toBeGreaterThanOrEqual(0);
    expect(seconds * 1000 - read).toBeLessThan(unit);
  },
);
