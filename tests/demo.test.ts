import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { startTenure, tableOf } from "./run-tenure.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tenure-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the demo", () => {
  /** What three runs with these seeds say, and how they ended. */
  const seeds = ["7", "7", "1"];
  let outputs: readonly string[];
  let codes: readonly (number | string)[];
  beforeAll(async () => {
    const runs = seeds.map((seed) => startTenure(["demo", "--once", "--seed", seed]));
    codes = await Promise.all(runs.map(async ({ ended }) => ended));
    outputs = runs.map(({ output }) => output());
  }, 120_000);

  test("takes every scenario to its expected end, and gives the same table again for a seed", () => {
    const [first = "", second = ""] = outputs;
    expect(codes, first + second).toEqual([0, 0, 0]);
    expect(tableOf(first)).toHaveLength(26);
    expect(tableOf(first).every((line) => line.startsWith("✓"))).toBe(true);
    expect(tableOf(second)).toEqual(tableOf(first));
  });

  test("gives other subscriptions for another seed", () => {
    const [first = "", , other = ""] = outputs;
    expect(tableOf(other)).toHaveLength(26);
    expect(tableOf(other)).not.toEqual(tableOf(first));
  });

  test("shows each subscription's status, request and whom it waits for while it happens", () => {
    const [, , output = ""] = outputs;
    expect(output).toMatch(/AS-\S+ +processing +purchase PR-\S+ inquiring +awaiting customer/u);
    expect(output).toMatch(/AS-\S+ +terminating +cancel PR-\S+ pending +awaiting vendor/u);
    expect(output).toMatch(/AS-\S+ +suspended +resume PR-\S+ pending/u);
    expect(output).toMatch(/\d+ +active +change S\d+-\d+ pending +awaiting/u);
    expect(output).toMatch(/\d+ +terminating +cancel S\d+-\d+ scheduled +awaiting schedule/u);
  });

  test("processes fulfillment requests from files, and says what it leaves out and why", async () => {
    const request = (id: string, type: string, status: string, asset: object = {}) => ({
      id,
      type,
      status,
      assignee: "",
      asset: {
        id: id.replace("PR", "AS").slice(0, -4),
        product: { id: "PRD-777-777-777", name: "Somebody's product" },
        connection: { id: "CT-0000-0000-0000", type: "preview" },
        items: [{ id: "ITEM", quantity: "3", old_quantity: "0" }],
        params: [
          { id: "account", phase: "fulfillment", constraints: { required: true }, value: "" },
        ],
        tiers: { tier2: {} },
        ...asset,
      },
    });
    writeFileSync(
      join(folder, "requests.json"),
      JSON.stringify([
        request("PR-1000-0000-0001-001", "purchase", "pending"),
        request("PR-1000-0000-0002-001", "suspend", "tiers_setup"),
        request("PR-1000-0000-0003-001", "cancel", "pending", { status: "processing" }),
        request("PR-1000-0000-0004-001", "test", "pending"),
        request("PR-1000-0000-0005-001", "purchase", "draft"),
        request("PR-1000-0000-0006-001", "purchase", "approved", { status: "active" }),
        request("PR-1000-0000-0007-001", "change", "revoking"),
      ]),
    );
    writeFileSync(join(folder, "product.json"), JSON.stringify({ id: "PRD-1", name: "A product" }));
    writeFileSync(join(folder, "rubbish.json"), "{ not json");
    const run = startTenure(["demo", "--once", "--requests", folder]);
    expect(await run.ended, run.output()).toBe(0);
    expect(tableOf(run.output()).map((line) => line.split(/ {2,}/u).slice(1, 3))).toEqual([
      ["AS-1000-0000-0001", "active"],
      ["AS-1000-0000-0002", "suspended"],
      ["AS-1000-0000-0003", "terminated"],
      ["AS-1000-0000-0004", "active"],
      ["AS-1000-0000-0005", "active"],
      ["AS-1000-0000-0006", "active"],
      ["AS-1000-0000-0007", "active"],
    ]);
    expect(run.output()).toMatch(/left out product\.json: /u);
    expect(run.output()).toMatch(/left out rubbish\.json: /u);
  });

  test("refuses to work in a folder another demo works in, and leaves that one alone", async () => {
    const first = startTenure(["demo", "--state", folder]);
    while (!first.output().includes("The service stays up")) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const second = startTenure(["demo", "--once", "--state", folder]);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain("Another process works with");
    first.child.kill("SIGINT");
    expect(await first.ended, first.output()).toBe(0);
    const third = startTenure(["demo", "--once", "--state", folder]);
    expect(await third.ended, third.output()).toBe(0);
  });

  test("ends with code 1 when a subscription does not come to rest in time", async () => {
    const run = startTenure(["demo", "--once", "--patience", "0"]);
    expect(await run.ended).toBe(1);
    expect(tableOf(run.output())).toHaveLength(26);
    expect(run.output()).toContain("not where they were expected");
  });
});
