import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { systemClock } from "@tenure/engine";
import { createConnectSimulator, DEFAULT_PRODUCT_ID, VENDOR_KEY } from "@tenure/simulator";
import { sqliteStore } from "@tenure/sqlite";
import { onTestFinished } from "vitest";

import { type ImportOptions, runImport } from "../../apps/tenure/src/import/run-import.ts";
import { ProgressBar } from "../../apps/tenure/src/progress-bar.ts";
import { runHere, type Ran } from "../run-here.ts";
import { startTenure, type TenureRun } from "../run-tenure.ts";
import { populate } from "./population.ts";

export const products = [DEFAULT_PRODUCT_ID, "PRD-200-000-002"];

/** How an import ended that ran within this process, and all it wrote. */
export interface ImportRun {
  readonly code: number;
  readonly output: string;
}

/** A platform on a port with subscriptions on it, and a folder for stores; gone when the test is. */
export async function importStage(count: number) {
  const simulator = createConnectSimulator();
  const placed = populate(simulator, { count, products });
  const listening = await simulator.listen();
  const folder = mkdtempSync(join(tmpdir(), "tenure-import-"));
  onTestFinished(async () => {
    await listening.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const file = join(folder, "tenure.db");
  const { url } = listening;

  /** `tenure import` of both products, into the file unless another store is named. */
  function commandLine(flags: readonly string[], env: Readonly<Record<string, string>>) {
    const named = products.flatMap((id) => ["--product", id]);
    const store = "DATABASE_URL" in env ? [] : ["--store", file];
    return {
      parameters: ["import", ...named, ...flags, ...store],
      env: { CONNECT_URL: url, CONNECT_KEY: VENDOR_KEY, ...env },
    };
  }

  /** Starts it as a process of its own. */
  function start(
    flags: readonly string[] = [],
    given: Readonly<Record<string, string>> = {},
  ): TenureRun {
    const { parameters, env } = commandLine(flags, given);
    return startTenure(parameters, { env });
  }

  /** Runs it to its end within this process. */
  async function command(
    flags: readonly string[] = [],
    given: Readonly<Record<string, string>> = {},
  ): Promise<Ran> {
    const { parameters, env } = commandLine(flags, given);
    return runHere(parameters, env);
  }

  /** Does in this process what the command does. */
  async function run({
    json = false,
    ...options
  }: Partial<ImportOptions> & { readonly json?: boolean } = {}): Promise<ImportRun> {
    let output = "";
    const print = (line: string): void => {
      output += `${line}\n`;
    };
    const code = await runImport({
      products,
      platform: { baseUrl: url, apiKey: VENDOR_KEY, retries: 4 },
      target: { store: sqliteStore({ file }), name: file },
      tenant: "default",
      adapter: "connect",
      dryRun: false,
      reconcile: false,
      tell: json ? (value) => print(JSON.stringify(value)) : undefined,
      signal: new AbortController().signal,
      print,
      complain: print,
      progress: new ProgressBar({ write: (text) => print(text.trimEnd()) }, systemClock()),
      ...options,
    });
    return { code, output };
  }

  return { simulator, placed, url, folder, file, start, command, run };
}

/** The lines of JSON among what a run wrote. */
export function objectsIn(output: string): readonly Readonly<Record<string, unknown>>[] {
  return output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}
