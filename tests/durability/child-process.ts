import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A process that a test runs beside itself. It ends when the test's own process does. */
export interface ChildProcess {
  /** Resolves when it wrote its first line; also when it ends before that. */
  readonly started: Promise<void>;
  /** Resolves when the process is gone, with its exit code or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** What it wrote to its error output. */
  readonly complaints: () => string;
  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT" | "SIGTERM"): void;
}

/** Starts a program of this folder from source, with what it is told in a variable of its environment. */
export function startChild(program: string, variable: string, setting: object): ChildProcess {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@tenure/source", file], {
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      ...process.env,
      // They are started by the hundred: compiling the same code anew would be most of their lives.
      NODE_COMPILE_CACHE: join(tmpdir(), "tenure-worker-cache"),
      [variable]: JSON.stringify(setting),
    },
  });
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const ended = new Promise<number | string>((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  const started = new Promise<void>((resolve) => {
    child.stdout.once("data", () => resolve());
    void ended.then(() => resolve());
  });
  return {
    started,
    ended,
    complaints: () => complaints,
    signal: (name) => {
      child.kill(name);
    },
  };
}
