import { describe, expect, test } from "vitest";

import { eventWebhook } from "../src/webhooks/event-webhook.ts";
import { nudgedRun } from "./support/nudged-run.ts";
import { requestPayload } from "./support/payloads.ts";
import { callOf, secret, signed } from "./support/signed-calls.ts";

const at = (second: number) => new Date(Date.UTC(2026, 1, 3) + second * 1000).toISOString();
const row = (number: number, status: string, second: number) =>
  requestPayload({ id: `PR-${number}-001`, status, updated: at(second) }, { id: `AS-${number}` });

const times = ({ polls }: { readonly polls: readonly { readonly at: number }[] }) =>
  polls.map((poll) => poll.at);

describe("a nudge", () => {
  test("wakes an idle poller at once", async () => {
    const run = nudgedRun();
    await run.clock.advance(70_000);
    expect(times(run)).toEqual([0, 5000, 15_000, 35_000, 65_000]);
    run.rows.push(row(1, "pending", 1));
    run.nudge.wake();
    await run.clock.advance(0);
    expect(times(run).at(-1)).toBe(70_000);
    expect(run.facts()).toEqual(["PR-1-001 pending"]);
  });

  test("makes polls frequent again, for a platform that shows a change late", async () => {
    const run = nudgedRun();
    await run.clock.advance(70_000);
    run.nudge.wake();
    await run.clock.advance(4000);
    run.rows.push(row(1, "pending", 1));
    await run.clock.advance(1000);
    expect(times(run).slice(-2)).toEqual([70_000, 75_000]);
    expect(run.facts()).toEqual(["PR-1-001 pending"]);
  });

  test("among many makes few polls", async () => {
    const run = nudgedRun();
    await run.clock.advance(70_000);
    const before = run.polls.length;
    for (let count = 0; count < 1000; count += 1) {
      run.nudge.wake();
      await run.clock.advance(1);
    }
    await run.clock.advance(500);
    expect(run.polls.length - before).toBeLessThanOrEqual(6);
    expect(times(run).at(-1)).toBeGreaterThanOrEqual(71_000);
  });

  test("during a poll is followed by another, which sees what the first could not", async () => {
    const run = nudgedRun();
    await run.clock.advance(70_000);
    run.trouble = () => {
      run.trouble = undefined;
      // The list has been read already when this change and its nudge come.
      queueMicrotask(() => {
        run.rows.push(row(1, "pending", 1));
        run.nudge.wake();
      });
      return { json: [], headers: { "content-range": "items 0-0/0" } };
    };
    run.nudge.wake();
    await run.clock.advance(300);
    expect(run.facts()).toEqual(["PR-1-001 pending"]);
  });

  test("does not hurry a platform in trouble, nor past the time it asks for", async () => {
    const run = nudgedRun();
    run.trouble = () => ({ status: 503, headers: { "retry-after": "600" } });
    await run.clock.advance(1);
    for (let count = 0; count < 100; count += 1) {
      run.nudge.wake();
      await run.clock.advance(1000);
    }
    expect(times(run)).toEqual([0]);
    run.trouble = undefined;
    await run.clock.advance(600_000);
    expect(times(run)[1]).toBe(600_000);
  });

  test("does not hurry an engine that is congested, and is not lost", async () => {
    let congested = true;
    const run = nudgedRun({ memory: { congested: () => congested } });
    run.rows.push(row(1, "pending", 1));
    for (let count = 0; count < 100; count += 1) {
      run.nudge.wake();
      await run.clock.advance(1000);
    }
    expect(run.polls).toEqual([]);
    congested = false;
    await run.clock.advance(5000);
    expect(run.facts()).toEqual(["PR-1-001 pending"]);
  });

  test("of an event webhook is answered while the platform hangs", async () => {
    const run = nudgedRun();
    run.trouble = () => "reset";
    await run.clock.advance(1);
    const endpoint = eventWebhook({ secret, clock: run.clock, onEvent: run.nudge.wake });
    const call = await callOf({ token: await signed(), body: "{}" });
    expect((await endpoint(call)).status).toBe(200);
  });
});

describe("polling", () => {
  test("asks for pages of the size that was chosen", async () => {
    const run = nudgedRun({ pageSize: 7 });
    run.rows.push(...Array.from({ length: 20 }, (_, index) => row(index, "pending", 1)));
    await run.clock.advance(1);
    expect(run.polls[0]?.query).toContain("&limit=7&offset=0");
    expect(run.facts()).toHaveLength(20);
  });

  test("is not led past the present by a date that lies ahead", async () => {
    const run = nudgedRun();
    run.rows.push(row(1, "pending", 1), row(2, "pending", 400 * 86_400));
    await run.clock.advance(1);
    expect(run.facts()).toHaveLength(2);
    const cursor = JSON.parse(run.intake.cursors.get("requests") ?? "{}") as { updated: string };
    expect(Date.parse(cursor.updated)).toBeLessThanOrEqual(run.clock.now());
    await run.clock.advance(5000);
    expect(run.polls.at(-1)?.query).toContain("ge(updated,2026-05-31T23:59:00Z)");
  });

  test("comes back from a cursor that lies ahead", async () => {
    const kept = { products: ["PRD-100-200-300"], updated: "2999-01-01T00:00:00.000Z", reread: [] };
    const run = nudgedRun({ memory: { cursors: new Map([["requests", JSON.stringify(kept)]]) } });
    run.rows.push(row(1, "pending", 1));
    await run.clock.advance(1);
    expect(run.polls[0]?.query).toContain("ge(updated,2026-05-31T23:59:00Z)");
    expect(run.facts()).toEqual(["PR-1-001 pending"]);
  });

  test("that is cut off in a long catching up goes on near where it was", async () => {
    const run = nudgedRun({ pageSize: 10, overlap: 0 });
    run.rows.push(...Array.from({ length: 400 }, (_, index) => row(index, "pending", index)));
    // The poller's conditions are not heeded here: its pages are told apart by what they ask for.
    const rowsFrom = (query: string) => {
      const since = /ge\(updated,([^)]+)\)/u.exec(query)?.[1];
      const from = since === undefined ? 0 : (Date.parse(since) - Date.UTC(2026, 1, 3)) / 1000;
      return run.rows.slice(from, from + 10);
    };
    run.trouble = (query) => {
      const shown = rowsFrom(query);
      if (shown.some((shownRow) => shownRow["id"] === "PR-300-001")) return "reset";
      return { json: shown, headers: { "content-range": "items 0-9/400" } };
    };
    await run.clock.advance(1);
    const cursor = JSON.parse(run.intake.cursors.get("requests") ?? "{}") as { updated: string };
    const reached = (Date.parse(cursor.updated) - Date.UTC(2026, 1, 3)) / 1000;
    expect(reached).toBeGreaterThan(100);
    expect(reached).toBeLessThan(300);
    // Everything up to there was taken in.
    const taken = new Set(run.facts());
    for (let index = 0; index <= reached; index += 1) {
      expect(taken).toContain(`PR-${index}-001 pending`);
    }
  });
});
