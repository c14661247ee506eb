import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished } from "vitest";

export interface RunningProgram {
  /** What it has written so far, to both of its outputs. */
  readonly output: () => string;
  /** Resolves when it has written that; fails when it has ended without. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly end: (signal: NodeJS.Signals) => Promise<number | string>;
  /** Resolves when it has ended by itself or otherwise. */
  readonly ended: Promise<number | string>;
}

/** Starts a program of the manual as its reader does, from source. It is gone when the test ends. */
export function startProgram(
  cwd: string,
  parameters: readonly string[],
  env: Readonly<Record<string, string>>,
): RunningProgram {
  return startPlainProgram(cwd, ["--conditions=@tenure/source", ...parameters], env);
}

/** The same with packages as they are installed: no condition leads Node to their sources. */
export function startPlainProgram(
  cwd: string,
  parameters: readonly string[],
  env: Readonly<Record<string, string>>,
): RunningProgram {
  const child = spawn(process.execPath, [...parameters], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    // Compiling the same code anew would be most of their lives.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "tenure-worker-cache"), ...env },
  });
  let output = "";
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const ended = new Promise<number | string>((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return {
    output: () => output,
    ended,
    async says(pattern) {
      for (;;) {
        const found = pattern.exec(output);
        if (found !== null) return found;
        expect(child.exitCode, output).toBeNull();
        // oxlint-disable-next-line no-await-in-loop -- until it says so
        await new Promise((resolve) => {
          setTimeout(resolve, 50);
        });
      }
    },
    async end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
