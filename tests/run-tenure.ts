import { spawn, type ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../apps/tenure/src/main.ts", import.meta.url));

const compiled = join(tmpdir(), "tenure-worker-cache");

export interface TenureRun {
  readonly child: ChildProcess;
  /** What it has written so far, to both of its outputs. */
  readonly output: () => string;
  /** Resolves when it has ended, with its exit code, or with the signal that ended it. */
  readonly ended: Promise<number | string>;
}

export interface TenureSurroundings {
  /** Beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Starts the `tenure` command as a process of its own, from source. */
export function startTenure(
  parameters: readonly string[],
  { env = {}, cwd }: TenureSurroundings = {},
): TenureRun {
  const child = spawn(process.execPath, ["--conditions=@tenure/source", main, ...parameters], {
    stdio: ["ignore", "pipe", "pipe"],
    // Compiling the same code anew would be most of their lives.
    env: { ...process.env, NODE_COMPILE_CACHE: compiled, NO_COLOR: "1", ...env },
    ...(cwd !== undefined && { cwd }),
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
  return { child, output: () => output, ended };
}

/** The lines of the table a demo ends with: one per subscription. */
export function tableOf(output: string): readonly string[] {
  return output.split("\n").filter((line) => /^[✓✗] /u.test(line));
}
