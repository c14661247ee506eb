import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { expect } from "vitest";

import { commandsOf } from "./page-blocks.ts";

/** What was typed into a terminal at one time. */
interface Typed {
  /** All it has written so far, to both outputs. */
  readonly output: () => string;
  /** Resolves when it has written that; fails when it has ended without, or does not for minutes. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Resolves with the exit codes of its commands when the last of them has ended. */
  readonly ended: () => Promise<readonly number[]>;
}

export interface Terminal {
  /** Types commands, each as soon as the one before has ended; does not wait for them. */
  readonly type: (text: string) => Typed;
  /** Types commands, and has each end well. */
  readonly run: (text: string) => Promise<Typed>;
  /** Ctrl-C. */
  readonly interrupt: () => void;
  readonly close: () => Promise<void>;
}

/** What test runners and package managers tell the programs they start, and what pages have a reader set. */
const strange = [
  /^(?:VITEST|NODE_ENV$|NODE_PATH$|INIT_CWD$|PNPM_)/u,
  /^npm_(?!config_(?:registry|cache|cafile|userconfig|globalconfig)$)/u,
  /^pnpm_config_verify_deps_before_run$/u,
  /^(?:DATABASE_URL$|CONNECT_|CLEVERBRIDGE_|TENURE_)/u,
];

/** The environment of somebody who knows nothing of this workspace, but has its Node. */
function newcomersEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !strange.some((pattern) => pattern.test(name)),
  );
  const path = (process.env["PATH"] ?? "")
    .split(":")
    .filter((folder) => !folder.endsWith("node_modules/.bin"));
  return {
    ...Object.fromEntries(inherited),
    PATH: [dirname(process.execPath), ...path].join(":"),
    NO_COLOR: "1",
    // Compiling the same code anew, and asking whether a package changed since yesterday, would be most of the time.
    NODE_COMPILE_CACHE: join(tmpdir(), "tenure-worker-cache"),
    npm_config_prefer_offline: "true",
    npm_config_audit: "false",
    npm_config_fund: "false",
    ...more,
  };
}

/** In milliseconds: as long as a reader with a machine as busy as can be would wait for one thing. */
const patience = 180_000;

/** Resolves when it is done, or when nobody would wait any longer. */
const until = async (done: () => boolean): Promise<void> => {
  const lost = performance.now() + patience;
  while (!done() && performance.now() < lost) {
    await new Promise((resolve) => {
      setTimeout(resolve, 30);
    });
  }
};

/** Opens a shell in a folder. What is typed there keeps its variables and its folder, as in any terminal. */
export function openTerminal(cwd: string, more: Readonly<Record<string, string>> = {}): Terminal {
  // A group of its own: what runs in it gets Ctrl-C together, and ends together.
  const shell: ChildProcess = spawn("bash", ["--norc", "--noprofile"], {
    cwd,
    env: newcomersEnvironment(more),
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let written = "";
  const take = (chunk: Buffer): void => {
    written += chunk.toString();
  };
  shell.stdout?.on("data", take);
  shell.stderr?.on("data", take);
  const closed = new Promise((resolve) => shell.once("close", resolve));
  const mark = `ended-${crypto.randomUUID()}`;
  shell.stdin?.on("error", () => undefined);
  // Its group ends with this process, however that ends: what runs in it may wait for nobody.
  const watch = `while kill -0 ${process.pid}; do sleep 3; done; kill -9 0`;
  shell.stdin?.write(`exec 2>&1\n(${watch}) </dev/null >/dev/null 2>&1 &\n`);

  function type(text: string): Typed {
    const from = written.length;
    const commands = commandsOf(text);
    for (const command of commands) shell.stdin?.write(`${command}\nprintf '${mark} %s\\n' "$?"\n`);
    const raw = (): string => written.slice(from);
    const codes = (): readonly number[] =>
      [...raw().matchAll(new RegExp(`${mark} (\\d+)\\n`, "gu"))].map(([, code]) => Number(code));
    const hasEnded = (): boolean =>
      shell.exitCode !== null || shell.signalCode !== null || codes().length >= commands.length;
    const output = (): string => raw().replaceAll(new RegExp(`${mark} \\d+\\n`, "gu"), "");
    return {
      output,
      async says(pattern) {
        await until(() => pattern.test(output()) || hasEnded());
        const found = pattern.exec(output());
        expect(output(), `what was typed:\n${text}`).toMatch(pattern);
        return found as RegExpExecArray;
      },
      async ended() {
        await until(hasEnded);
        return codes();
      },
    };
  }
  return {
    type,
    async run(text) {
      const typed = type(text);
      const codes = await typed.ended();
      expect(codes, `what was typed:\n${text}\nand said:\n${typed.output()}`).toEqual(
        commandsOf(text).map(() => 0),
      );
      return typed;
    },
    interrupt: () => void (shell.pid !== undefined && process.kill(-shell.pid, "SIGINT")),
    async close() {
      try {
        if (shell.pid !== undefined) process.kill(-shell.pid, "SIGKILL");
      } catch {
        // All of the group have ended already.
      }
      await closed;
    },
  };
}
