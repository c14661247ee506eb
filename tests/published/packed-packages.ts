import { execFile } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { repository as root } from "./entries.ts";

const run = promisify(execFile);

/** A package as `pnpm publish` would send it. */
export interface PackedPackage {
  readonly name: string;
  /** The archive. */
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/**
 * Compiles all packages into their `dist` folders, where anything changed or is missing, and packs each into
 * the folder. Needs nothing but what `pnpm install` brings.
 */
export async function packPackages(folder: string): Promise<readonly PackedPackage[]> {
  // What the compiler wrote down of its last run does not tell that its output was removed since.
  const built = globSync("packages/*/tsconfig.json", { cwd: root }).every((path) =>
    existsSync(join(root, dirname(path), "dist")),
  );
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  await run(process.execPath, [tsc, "-b", "tsconfig.build.json", ...(built ? [] : ["--force"])], {
    cwd: root,
  });
  await run(process.execPath, [`${root}tests/published/bundle-machine.ts`]);
  const pack = ["pack", "--json", "--pack-destination", folder];
  const { stdout } = await run("npx", ["-y", "pnpm@12", "--filter", "./packages/*", ...pack], {
    cwd: root,
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout) as readonly PackedPackage[];
}
