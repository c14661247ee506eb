import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

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
  const anew = existsSync(`${root}packages/testing/dist/connect/index.js`) ? [] : ["--force"];
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  await run(process.execPath, [tsc, "-b", "tsconfig.build.json", ...anew], { cwd: root });
  const pack = ["pack", "--json", "--pack-destination", folder];
  const { stdout } = await run("npx", ["-y", "pnpm@12", "--filter", "./packages/*", ...pack], {
    cwd: root,
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout) as readonly PackedPackage[];
}
