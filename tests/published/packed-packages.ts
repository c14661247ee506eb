import { execFile } from "node:child_process";
import { cpSync, existsSync, globSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";

import { repository as root } from "./entries.ts";

const run = promisify(execFile);

/** The pnpm that runs this already, if one does: npx takes longer to find it than it takes to pack. */
const running = process.env["npm_execpath"] ?? "";
const [pnpm, ...forPnpm] = /\bpnpm$/u.test(running)
  ? ([running] as const)
  : (["npx", "-y", "pnpm@12"] as const);

/** A package as `pnpm publish` would send it. */
export interface PackedPackage {
  readonly name: string;
  /** The archive. */
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Runs the work while no other process does any: two compilers at once would write under each other's hands. */
async function aloneOnThisTree<Result>(work: () => Promise<Result>): Promise<Result> {
  const cache = join(root, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  // A lock that ends with its process, however that ends.
  const lock = new DatabaseSync(join(cache, "compiling.db"), { timeout: 0 });
  const isTaken = (): boolean => {
    try {
      lock.exec("BEGIN EXCLUSIVE");
      return false;
    } catch {
      return true;
    }
  };
  try {
    while (isTaken()) {
      // oxlint-disable-next-line no-await-in-loop -- until it is free
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
    }
    return await work();
  } finally {
    lock.close();
  }
}

async function compile(): Promise<void> {
  // What the compiler wrote down of its last run does not tell that its output was removed since.
  const built = globSync("packages/*/tsconfig.json", { cwd: root }).every((path) =>
    existsSync(join(root, dirname(path), "dist")),
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const parameters = ["-b", "tsconfig.build.json", ...(built ? [] : ["--force"])];
  await run(process.execPath, [tsc, ...parameters], { cwd: root });
  await run(process.execPath, [join(root, "tests/published/bundle-machine.ts")]);
}

/**
 * Compiles all packages into their `dist` folders, where anything changed or is missing, and packs each into
 * the folder. Needs nothing but what `pnpm install` brings.
 */
export async function packPackages(folder: string): Promise<readonly PackedPackage[]> {
  return aloneOnThisTree(async () => {
    await compile();
    const pack = ["--filter", "./packages/*", "pack", "--json", "--pack-destination", folder];
    const { stdout } = await run(pnpm, [...forPnpm, ...pack], {
      cwd: root,
      maxBuffer: 2 ** 26,
    });
    return JSON.parse(stdout) as readonly PackedPackage[];
  });
}

/** Gives a clone what is compiled here, so that its compiler finds nothing to do but for what differs. */
export async function lendCompiled(clone: string): Promise<void> {
  await aloneOnThisTree(async () => {
    await compile();
    for (const kept of globSync("packages/*/{dist,node_modules/.cache}", { cwd: root })) {
      cpSync(join(root, kept), join(clone, kept), { recursive: true, preserveTimestamps: true });
    }
  });
}
