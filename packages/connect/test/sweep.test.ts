import { describe, expect, test } from "vitest";

import { runIntakeOf, until } from "./support/intake-run.ts";
import { productPayload, requestPayload } from "./support/payloads.ts";
import { requestList } from "./support/request-list.ts";

const updated = "2026-02-03T04:05:06+00:00";
const late = "2020-01-01T00:00:00+00:00";

const row = (number: number, status: string, change = {}) =>
  requestPayload({ id: `PR-${number}-001`, status, updated, ...change }, { id: `AS-${number}` });

const drafts = {
  json: productPayload({ cart: { validation: true }, subscription: { hold: true } }),
};

describe("sweeping", () => {
  test("takes in a change that no poll shows", async () => {
    const server = await requestList([row(1, "pending"), row(2, "pending")]);
    const run = runIntakeOf(server, { sweepEvery: 20, overlap: 0 });
    await until(() => run.facts().length === 2, "the facts");
    // Its `updated` lies far behind the cursor: only reading it by id finds it.
    server.rows[0] = row(1, "scheduled", {
      updated: "2026-02-03T04:05:05+00:00",
      planned_date: late,
    });
    await until(() => run.facts().length >= 3, "the change");
    expect(run.facts()[2]).toBe("PR-1-001 scheduled");
  });

  test("tells the engine again what it was told, when it holds something else by now", async () => {
    const server = await requestList([row(1, "inquiring")]);
    const run = runIntakeOf(server, { sweepEvery: 20 });
    await until(() => run.facts().length === 1, "the fact");
    const request = { id: "PR-1-001", type: "purchase" };
    run.intake.record("AS-1", { type: "request.pending", request });
    await until(() => run.facts().length === 2, "the fact again");
    expect((await run.intake.get("AS-1"))?.requestState).toBe("inquiring");
  });

  test("sends nothing while nothing differs", async () => {
    const server = await requestList([
      row(1, "pending"),
      row(2, "tiers_setup"),
      row(3, "inquiring"),
    ]);
    const run = runIntakeOf(server, { sweepEvery: 5 });
    const sweeps = () => server.calls.filter((call) => call.query.startsWith("in(id,")).length;
    await until(() => sweeps() >= 5, "sweeps");
    expect(run.facts()).toHaveLength(3);
  });

  test("reports a draft that is gone as discarded, once", async () => {
    const server = await requestList([row(1, "draft"), row(2, "draft")]);
    server.product = drafts;
    const run = runIntakeOf(server, { sweepEvery: 10 });
    await until(() => run.facts().length === 2, "the drafts");
    server.rows.shift();
    await until(() => run.facts().includes("PR-1-001 discarded"), "the end of one");
    const sweeps = server.count("GET /requests");
    await until(() => server.count("GET /requests") > sweeps + 6, "more sweeps");
    expect(run.facts()).toEqual(["PR-1-001 draft", "PR-2-001 draft", "PR-1-001 discarded"]);
  });

  test("does not give up a draft on a server's failure, or another request for being gone", async () => {
    const server = await requestList([row(1, "draft"), row(2, "pending")]);
    server.product = drafts;
    const run = runIntakeOf(server, { sweepEvery: 10 });
    await until(() => run.facts().length === 2, "the requests");
    server.trouble = ({ path }) =>
      path === "/requests/PR-1-001" ? { status: 404, text: "<html>" } : undefined;
    server.rows.splice(0);
    const isAbout = (id: string) =>
      run.logger.lines.some((line) => JSON.stringify(line).includes(id));
    await until(() => isAbout("PR-2-001") || isAbout("PR-1-001"), "a complaint");
    expect(run.facts()).toHaveLength(2);
  });

  test("reads everything that is open, many at once", async () => {
    const rows = Array.from({ length: 260 }, (_, index) => row(index + 1000, "pending"));
    const server = await requestList(rows);
    const run = runIntakeOf(server, { sweepEvery: 10 });
    await until(() => run.facts().length === 260, "the facts");
    for (const [index] of rows.entries()) {
      server.rows[index] = row(index + 1000, "inquiring", {
        updated: "2026-02-03T04:05:05.999+00:00",
      });
    }
    await until(() => run.facts().length === 520, "the changes");
    const asked = server.calls.filter((call) => call.query.startsWith("in(id,"));
    expect(Math.max(...asked.map((call) => call.query.split("PR-").length - 1))).toBe(50);
  });
});
