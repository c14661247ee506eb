import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const root = new URL("../../", import.meta.url).pathname;
const folder = join(root, "apps/console");
const lock = join(folder, "node_modules/.building");
/** A build takes seconds; what holds the lock for longer has died. */
const longestBuild = 180_000;

/** Where the service looks for the console. */
export const dist = join(folder, "dist");
const mark = join(dist, "built-from.txt");

function filesOf(place: string): readonly string[] {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

/** A digest of all that the console is built from. */
function sources(): string {
  const places = ["src", "public", "index.html", "vite.config.ts", "package.json"].map((name) =>
    join(folder, name),
  );
  const digest = createHash("sha256");
  for (const file of [...places, join(root, "packages/inspector/src")]
    .flatMap(filesOf)
    .toSorted()) {
    digest.update(file).update(readFileSync(file));
  }
  return digest.digest("hex");
}

function isBuiltFrom(digest: string): boolean {
  try {
    return readFileSync(mark, "utf8") === digest;
  } catch {
    return false;
  }
}

function takeLock(): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const { mtimeMs } = statSync(lock, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > longestBuild) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

async function build(digest: string): Promise<void> {
  const made = join(lock, "dist");
  const vite = join(folder, "node_modules/vite/bin/vite.js");
  const order = [vite, "build", "--outDir", made, "--emptyOutDir", "--logLevel", "error"];
  // The tests' own NODE_ENV would build the console as for its tests.
  const environment = { ...process.env, NODE_ENV: "production" };
  await promisify(execFile)(process.execPath, order, { cwd: folder, env: environment });
  writeFileSync(join(made, "built-from.txt"), digest);
  rmSync(dist, { recursive: true, force: true });
  renameSync(made, dist);
}

/** Builds the console, unless it is built from these very sources: once, whoever asks at the same time. */
export async function builtConsole(): Promise<void> {
  const digest = sources();
  while (!isBuiltFrom(digest)) {
    if (!takeLock()) {
      await pause(100);
      continue;
    }
    try {
      if (!isBuiltFrom(digest)) await build(digest);
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}
