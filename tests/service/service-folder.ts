import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { onTestFinished } from "vitest";

import { startTenure, type TenureRun } from "../run-tenure.ts";
import { eventually, takeTime } from "./eventually.ts";

takeTime();

const platform = new URL("scripted-platform.ts", import.meta.url).href;
const packages = fileURLToPath(new URL("../node_modules", import.meta.url));

/** A configuration: a store in a file beside it, and a platform in memory. */
export const usualConfiguration = `
import { sqliteStore } from "@tenure/sqlite";
import { defineConfiguration } from "tenure/configuration";
import { scriptedPlatform } from ${JSON.stringify(platform)};

export default defineConfiguration({
  store: sqliteStore({ file: "tenure.db" }),
  adapters: [scriptedPlatform("connect"), scriptedPlatform("bridge", "acme")],
  tenants: ["acme"],
  http: { port: 0 },
  engine: { retry: { base: 5, attempts: 2 } },
});
`;

export interface ServiceFolder {
  readonly path: string;
  readonly write: (file: string, text: string) => void;
  /** Runs a command here. */
  readonly run: (
    parameters: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => TenureRun;
  /** Starts the service, and gives where it is once it is ready. */
  readonly serve: (
    env?: Readonly<Record<string, string>>,
  ) => Promise<{ readonly run: TenureRun; readonly url: string }>;
}

/** A folder with a configuration, as a vendor's would be. Everything in it ends with the test. */
export function serviceFolder(configuration: string = usualConfiguration): ServiceFolder {
  const path = mkdtempSync(join(tmpdir(), "tenure-service-"));
  const runs: TenureRun[] = [];
  symlinkSync(packages, join(path, "node_modules"));
  const write = (file: string, text: string): void => writeFileSync(join(path, file), text);
  write("tenure.config.ts", configuration);
  onTestFinished(async () => {
    for (const { child } of runs) child.kill("SIGKILL");
    await Promise.all(runs.map(({ ended }) => ended));
    rmSync(path, { recursive: true, force: true });
  });
  const run: ServiceFolder["run"] = (parameters, env = {}) => {
    const started = startTenure(parameters, { cwd: path, env });
    runs.push(started);
    return started;
  };
  return {
    path,
    write,
    run,
    serve: async (env) => {
      const started = run(["serve"], env);
      await eventually(() => started.output() + String(started.child.exitCode ?? "")).toMatch(
        /Tenure at http\S+|^\D*\d$/u,
      );
      const url = /Tenure at (?<url>http\S+)/u.exec(started.output())?.groups?.["url"];
      if (url === undefined) throw new Error(`The service did not start:\n${started.output()}`);
      return { run: started, url };
    },
  };
}
