import { vi } from "vitest";

import { runCommand } from "../apps/tenure/src/run-command.ts";

export interface Ran {
  readonly code: number | string;
  /** All it wrote, to both of its outputs. */
  readonly output: string;
}

const signals = ["SIGINT", "SIGTERM"] as const;

/** One after the other: outputs, environment and exit code are the process'. */
let turn: Promise<unknown> = Promise.resolve();

/** Puts what is written into the texts, until what it gives is called. */
function overhear(texts: string[]): () => void {
  const spies = [process.stdout, process.stderr].map((output) =>
    vi.spyOn(output, "write").mockImplementation((chunk) => {
      texts.push(typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk));
      return true;
    }),
  );
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}

/** Sets variables, and gives how they are put back. */
function surround(env: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

/** Gives how what listens to signals from now on is kept from it. */
function guardSignals(): () => void {
  const before = signals.map((signal) => new Set(process.listeners(signal)));
  return () => {
    for (const [index, signal] of signals.entries()) {
      const added = process.listeners(signal).filter((one) => before[index]?.has(one) === false);
      for (const listener of added) process.off(signal, listener);
    }
  };
}

async function runNow(
  parameters: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ran> {
  const { exitCode } = process;
  const texts: string[] = [];
  const restores = [surround({ NO_COLOR: "1", ...env }), guardSignals(), overhear(texts)];
  process.exitCode = undefined;
  try {
    await runCommand(parameters);
    return { code: process.exitCode ?? 0, output: texts.join("") };
  } finally {
    for (const restore of restores) restore();
    process.exitCode = exitCode;
  }
}

/**
 * Runs a command of the `tenure` command line to its end, within this process: for what it writes and how it
 * ends. `startTenure` runs one as a process of its own, with signals and all.
 */
export async function runHere(
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const running = turn.then(async () => runNow(parameters, env));
  turn = running.catch(() => undefined);
  return running;
}
