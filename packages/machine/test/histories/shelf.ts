import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Digest } from "./digest.ts";
import type { Recording } from "./recording.ts";

/** Where the recorded histories are kept: one folder and one digest for each version of the machine. */
export const recordedHistories = fileURLToPath(new URL(".", import.meta.url));

/** The same for tier configurations. */
export const recordedTierHistories = fileURLToPath(new URL("../tier/histories", import.meta.url));

const folderOf = (shelf: string, version: number): string => join(shelf, `v${version}`);
const digestOf = (shelf: string, version: number): string => join(shelf, `v${version}.digest.json`);

const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
const write = (file: string, content: unknown): void =>
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);

/** The versions of which histories are recorded, oldest first. */
export function recordedVersions(shelf: string): readonly number[] {
  if (!existsSync(shelf)) return [];
  return readdirSync(shelf)
    .flatMap((name) => /^v(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((left, right) => left - right);
}

/** The recorded histories of a version by their names; none when the version has none. */
export function readRecordings(shelf: string, version: number): ReadonlyMap<string, Recording> {
  const folder = folderOf(shelf, version);
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .toSorted()
      .map((name) => [basename(name, ".json"), read(join(folder, name)) as Recording]),
  );
}

export function readDigest(shelf: string, version: number): Digest | undefined {
  const file = digestOf(shelf, version);
  return existsSync(file) ? (read(file) as Digest) : undefined;
}

export function removeVersion(shelf: string, version: number): void {
  rmSync(folderOf(shelf, version), { recursive: true, force: true });
  rmSync(digestOf(shelf, version), { force: true });
}

/** Writes the histories and the digest of a version; histories of other names stay. */
export function writeVersion(
  shelf: string,
  version: number,
  recordings: ReadonlyMap<string, Recording>,
  digest: Digest,
): void {
  const folder = folderOf(shelf, version);
  mkdirSync(folder, { recursive: true });
  for (const [name, recording] of recordings) write(join(folder, `${name}.json`), recording);
  write(digestOf(shelf, version), digest);
}
