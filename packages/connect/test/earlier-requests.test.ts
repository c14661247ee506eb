import { describe, expect, test } from "vitest";

import { nudgedRun } from "./support/nudged-run.ts";
import { requestPayload } from "./support/payloads.ts";

const asset = { id: "AS-1" };
const at = (second: number) => new Date(Date.UTC(2026, 5, 1) + second * 1000).toISOString();
const row = (number: number, type: string, status: string, second: number) =>
  requestPayload({ id: `PR-1-00${number}`, type, status, updated: at(second) }, asset);

describe("a list that lags behind", () => {
  test("and shows a request before the end of the one it follows, is helped out by a look at that", async () => {
    const run = nudgedRun();
    run.rows.push(row(1, "purchase", "pending", 0));
    await run.clock.advance(1);
    run.rows.splice(0, 1, row(2, "suspend", "approved", 2));
    run.hidden.push(row(1, "purchase", "approved", 1));
    await run.clock.advance(10_000);
    expect(run.facts()).toEqual(["PR-1-001 pending", "PR-1-001 approved", "PR-1-002 approved"]);
    expect((await run.intake.get("AS-1"))?.status).toBe("suspended");
  });

  test("and leaves a request out that is open beside another, changes nothing", async () => {
    const run = nudgedRun();
    run.rows.push(row(1, "purchase", "approved", 0), row(2, "change", "pending", 1));
    await run.clock.advance(1);
    run.rows.splice(0, 2, row(3, "adjustment", "pending", 2));
    run.hidden.push(row(2, "change", "pending", 1));
    await run.clock.advance(10_000);
    expect((await run.intake.get("AS-1"))?.requestId).toBe("PR-1-002");
    expect(run.facts()).toContain("PR-1-003 pending");
  });

  test("and has lost the one before altogether, does not stop the next", async () => {
    const run = nudgedRun();
    run.rows.push(row(1, "purchase", "pending", 0));
    await run.clock.advance(1);
    run.rows.splice(0, 1, row(2, "change", "pending", 2));
    await run.clock.advance(10_000);
    expect(run.facts()).toContain("PR-1-002 pending");
  });
});
