import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { VENDOR_KEY } from "@tenure/simulator";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";

import { startTenure } from "./run-tenure.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tenure-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a simulator; gives where its API is and where it is controlled. */
async function simulate(flags: readonly string[]) {
  const run = startTenure(["simulate", "connect", ...flags]);
  onTestFinished(async () => {
    run.child.kill("SIGTERM");
    await run.ended;
  });
  await expect.poll(run.output, { timeout: 20_000 }).toMatch(/control +http/u);
  const api = /at (?<url>http:\S+)/u.exec(run.output())?.groups?.["url"] ?? "";
  const control = /control +(?<url>http:\S+)/u.exec(run.output())?.groups?.["url"] ?? "";
  return { api, control, run };
}

const list = async (api: string) =>
  fetch(`${api}/requests`, { headers: { authorization: `ApiKey ${VENDOR_KEY}` } });

describe("tenure simulate connect", () => {
  test("plays buyers in a time that stands still until it is moved, and ends when told", async () => {
    const buyers = ["--robot", "5", "--virtual-time", "2026-03-01T12:00:00Z"];
    const { api, control, run } = await simulate(buyers);
    expect(await (await list(api)).json()).toEqual([]);
    const moved = await fetch(`${control}/time/advance`, {
      method: "POST",
      body: JSON.stringify({ ms: 20_000 }),
    });
    expect(await moved.json()).toMatchObject({ at: "2026-03-01T12:00:20+00:00", virtual: true });
    expect(((await (await list(api)).json()) as unknown[]).length).toBeGreaterThan(5);
    run.child.kill("SIGINT");
    expect(await run.ended).toBe(0);
  });

  test("lets go wrong what a file says, limits rates and lets only those control it who have the token", async () => {
    const faults = join(folder, "faults.json");
    writeFileSync(faults, JSON.stringify([{ kind: "status", status: 503, path: "/requests$" }]));
    const limits = ["--rate-limit", "2", "--control-token", "open-up", "--virtual-time"];
    const { api, control } = await simulate(["--faults", faults, ...limits]);
    const codes = [(await list(api)).status, (await list(api)).status, (await list(api)).status];
    expect(codes).toEqual([503, 200, 429]);
    expect((await fetch(`${control}/calls`)).status).toBe(403);
    const headers = { authorization: "Bearer open-up" };
    expect(await (await fetch(`${control}/calls`, { headers })).json()).toHaveLength(3);
  });

  test("says what is wrong with a file of faults, and where", async () => {
    const faults = join(folder, "faults.json");
    writeFileSync(faults, JSON.stringify([{ kind: "delay" }, { kind: "delay", path: "(" }]));
    const run = startTenure(["simulate", "connect", "--faults", faults]);
    expect(await run.ended).toBe(2);
    expect(run.output()).toContain("Fault 2: path must be a regular expression");
  });

  test("has a help with examples that can be read as they stand", async () => {
    const run = startTenure(["simulate", "connect", "--help"]);
    expect(await run.ended).toBe(0);
    const script = /^ {2}\[\n[^\]]*(?:\][^\]]+)*\]/mu.exec(run.output())?.[0] ?? "";
    const faults = join(folder, "faults.json");
    writeFileSync(faults, script);
    await simulate(["--faults", faults]);
  });
});
