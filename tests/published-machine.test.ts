import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { test } from "@fast-check/vitest";
import * as sources from "@tenure/machine";
import { anyHistory, connectCapabilities } from "@tenure/testing/machine";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { createActor } from "xstate";

const run = promisify(execFile);
const bundler = fileURLToPath(new URL("./published/bundle-machine.ts", import.meta.url));

let folder = "";
let published: typeof sources;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tenure-machine-"));
  await run(process.execPath, [bundler, "--folder", folder]);
  published = (await import(pathToFileURL(join(folder, "index.js")).href)) as typeof sources;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a program of one line in a process that has nothing but the published file. */
async function alone(program: string): Promise<string> {
  const imported = `import * as machine from ${JSON.stringify(join(folder, "index.js"))};`;
  const told = `process.stdout.write(String(${program}));`;
  const { stdout } = await run(
    process.execPath,
    ["--input-type=module", "--eval", imported + told],
    { cwd: folder },
  );
  return stdout;
}

describe("the one file that the published machine is", () => {
  test("needs nothing beside it", async () => {
    expect(await alone("Object.keys(machine).sort()")).toBe(
      String(Object.keys(sources).toSorted()),
    );
  });

  test.prop([anyHistory()])("decides as its sources do", (history) => {
    let before = sources.initial({ key: "AS-1" });
    expect(published.initial({ key: "AS-1" })).toEqual(before);
    for (const event of history) {
      const decision = sources.decide(before, event);
      expect(published.decide(before, event)).toEqual(decision);
      before = decision.snapshot;
    }
  });

  test("says in English what is wrong with an event, though nobody set a language", async () => {
    const event = '{ type: "timer.due", timer: "never", requestId: "" }';
    const message = await alone(
      `machine.decide(machine.initial({ key: "AS-1" }), ${event}).verdict.refusal.message`,
    );
    expect(message).toMatch(/expected one of "postponement"\|"schedule"/u);
    expect(message).toMatch(/Too small: expected string to have >=1 characters/u);
  });

  test("runs in another copy of XState", () => {
    const input = { key: "AS-1", capabilities: connectCapabilities };
    const request = { id: "PR-1", type: "purchase" } as const;
    const actor = createActor(published.subscriptionMachine, { input });
    actor.start();
    actor.send({ type: "request.pending", request });
    actor.send({ type: "request.approved", request });
    expect(actor.getSnapshot().value).toMatchObject({ lifecycle: "active" });
    expect(actor.getSnapshot().context.ended).toMatchObject([{ id: "PR-1", outcome: "approved" }]);
  });

  test("names the license of everything it contains", async () => {
    const licenses = await readFile(join(folder, "licenses.md"), "utf8");
    const named = [...licenses.matchAll(/^# (\S+)$/gmu)].map(([, name]) => name);
    expect(named).toEqual(["immer", "xstate", "zod"]);
    expect(licenses.match(/Permission is hereby granted/gu)).toHaveLength(named.length);
  });
});
