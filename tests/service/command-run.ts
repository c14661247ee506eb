import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createEngine } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { onTestFinished } from "vitest";

import { runHere, type Ran as RanHere } from "../run-here.ts";
import { eventually } from "./eventually.ts";
import { onAPort, type OnAPort } from "./on-a-port.ts";
import { scriptedPlatform } from "./scripted-platform.ts";

export interface Ran extends RanHere {
  /** What was written as JSON, one document a line. */
  readonly documents: readonly Record<string, never>[];
}

/** Runs a command to its end. */
export async function run(
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const ran = await runHere(parameters, {
    DATABASE_URL: "",
    TENURE_URL: "",
    TENURE_TOKEN: "",
    ...env,
  });
  const lines = ran.output.split("\n").filter((line) => line.startsWith("{"));
  return {
    ...ran,
    get documents() {
      return lines.map((line) => JSON.parse(line) as Record<string, never>);
    },
  };
}

export const pending = (id: string) =>
  ({
    type: "request.pending",
    request: { id, type: "purchase", parameters: { email: "jane@example.com" } },
  }) as const;

/** A running service with one subscription that is active, two that are stuck, and one of another tenant. */
export async function furnished(): Promise<
  OnAPort & {
    ask: (...parameters: string[]) => Promise<Ran>;
    platform: ReturnType<typeof scriptedPlatform>;
  }
> {
  const platform = scriptedPlatform("connect");
  const there = await onAPort({}, [platform, scriptedPlatform("bridge", "acme")]);
  for (const [key, adapter] of [
    ["AS-1", "connect"],
    ["AS-stuck-1", "connect"],
    ["AS-stuck-2", "connect"],
    ["acme:AS-slow", "bridge"],
  ] as const) {
    await there.engine.send(key, pending(`PR-${key.replace(/^.*:/u, "")}`), { adapter });
  }
  await eventually(() => there.engine.count({ requestState: ["stuck"] })).toBe(2);
  await eventually(() => there.engine.count({ status: ["active"] })).toBe(1);
  return {
    ...there,
    platform,
    ask: async (...parameters) => run(parameters, { TENURE_URL: there.url }),
  };
}

/** A store in a file that nobody works on, with the same. */
export async function stored(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "tenure-commands-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "tenure.db");
  const adapters = [scriptedPlatform("connect")];
  const engine = createEngine({
    store: sqliteStore({ file }),
    adapters,
    tenants: ["acme"],
    retry: { attempts: 1 },
  });
  await engine.start();
  for (const key of ["AS-1", "AS-stuck-1", "acme:AS-2"])
    await engine.send(key, pending(`PR-${key}`));
  await engine.idle();
  await engine.stop();
  return file;
}
