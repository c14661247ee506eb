import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createConnectSimulator } from "@tenure/simulator";
import { createCleverbridgeSimulator } from "@tenure/simulator/cleverbridge";
import { describe, expect, test } from "vitest";

import { readVendorCalls } from "../apps/tenure/src/demo/sample-vendor.ts";
import { seededRandom } from "../apps/tenure/src/demo/seeded-random.ts";
import { startTenure, tableOf, type TenureRun } from "./run-tenure.ts";

/** `TENURE_KILL_SEEDS=100-199` tries as many as named. */
const [firstSeed = 11, lastSeed = 16] = (process.env["TENURE_KILL_SEEDS"] ?? "11-16")
  .split("-")
  .map(Number);
const seeds = Array.from({ length: lastSeed - firstSeed + 1 }, (_, index) => firstSeed + index);

/** A run takes about this long when it is left alone, in milliseconds. */
const usualRun = 2_500;

async function ran(run: TenureRun, milliseconds: number): Promise<void> {
  while (!run.output().includes("Simulated CloudBlue Connect at") && run.child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Kills the demo once or more at moments that derive from the seed, and lets the last run end. */
async function killedDemo(
  seed: number,
  folder: string,
): Promise<{ kills: number; output: string }> {
  const random = seededRandom(seed);
  let kills = 0;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const run = startTenure(["demo", "--once", "--seed", String(seed), "--state", folder]);
    await ran(run, random() * usualRun * 0.6);
    if (run.child.kill("SIGKILL")) kills += 1;
    await run.ended;
  }
  const patient = ["--patience", "200"];
  const last = startTenure([
    "demo",
    "--once",
    "--seed",
    String(seed),
    "--state",
    folder,
    ...patient,
  ]);
  expect(await last.ended, last.output()).toBe(0);
  return { kills, output: last.output() };
}

describe("a demo that is killed with SIGKILL and started again", () => {
  test.concurrent.for(seeds)(
    "seed %i: ends in the same statuses, with nothing doubled at the vendor or on the platform",
    { timeout: 300_000 },
    async (seed) => {
      const folder = mkdtempSync(join(tmpdir(), "tenure-kill-"));
      try {
        const { kills, output } = await killedDemo(seed, folder);
        expect(kills).toBeGreaterThan(0);
        expect(tableOf(output)).toHaveLength(26);
        expect(tableOf(output).every((line) => line.startsWith("✓"))).toBe(true);
        expect(output).not.toContain("customer's side");

        const vendorCalls = readVendorCalls(join(folder, "vendor.jsonl"));
        const keysByRequest = Map.groupBy(vendorCalls, ({ requestId }) => requestId);
        expect(keysByRequest.size).toBeGreaterThan(10);
        for (const calls of keysByRequest.values()) {
          expect(new Set(calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
          expect(calls.filter(({ outcome }) => outcome === "done")).toHaveLength(1);
        }

        const { calls } = createConnectSimulator({ file: join(folder, "platform.jsonl") });
        const ends = calls.filter(
          ({ method, path }) => method === "POST" && /\/(approve|fail)$/u.test(path),
        );
        const endsByRequest = Map.groupBy(ends, ({ path }) => path.split("/").at(-2));
        expect(endsByRequest.size).toBeGreaterThan(10);
        for (const [requestId, attempts] of endsByRequest) {
          expect(
            attempts.map(({ status }) => status),
            requestId,
          ).toEqual([200]);
        }

        const { calls: changes } = createCleverbridgeSimulator({
          file: join(folder, "cleverbridge.jsonl"),
        });
        const made = Map.groupBy(
          changes.filter(({ method }) => method === "POST"),
          ({ path, body }) => `${path} ${JSON.stringify(body)}`,
        );
        expect(made.size, [...made.keys()].join("\n")).toBe(7);
        for (const [change, attempts] of made) {
          expect(
            attempts.map(({ status }) => status),
            change,
          ).toContain(200);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
