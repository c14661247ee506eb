import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";

import { type MachineName, machineVersion } from "@tenure/machine";

import { tierStories } from "../tier/stories.ts";
import { changedParts, digestOfMachine, type Digest } from "./digest.ts";
import { recordingOf, type Recording } from "./recording.ts";
import {
  readDigest,
  readRecordings,
  recordedHistories,
  recordedTierHistories,
  removeVersion,
  writeVersion,
} from "./shelf.ts";
import { stories } from "./stories.ts";
import type { Story } from "./telling.ts";

/** What came of recording: the names of the histories written, or why none were. */
export type Recorded =
  | { readonly type: "recorded"; readonly written: readonly string[] }
  | { readonly type: "refused"; readonly message: string };

const howToGoOn =
  "If this version of the machine was released, raise machineVersion and record that. If it was not, record again with --unreleased.";

/** What of the version would be told otherwise than it is recorded. */
function retold(
  shelf: string,
  now: ReadonlyMap<string, Recording>,
  digest: Digest,
): readonly string[] {
  const before = readRecordings(shelf, machineVersion);
  const digestBefore = readDigest(shelf, machineVersion);
  const others = [...now].filter(
    ([name, recording]) => before.has(name) && !isDeepStrictEqual(before.get(name), recording),
  );
  const parts = digestBefore === undefined ? [] : changedParts(digestBefore, digest);
  // New stories change the histories' part of the digest, and may.
  return [...others.map(([name]) => name), ...parts.filter((part) => part !== "histories")];
}

/**
 * Records the stories as the machine lives them now, as its version's histories. What is recorded of that
 * version already is taken for released: new stories are added to it, but when a story goes another way
 * now, or the chart or a default changed, that is refused and nothing written. With `unreleased`, all that
 * was recorded of the version is replaced. The stories are of one machine, the subscription's unless told.
 */
export function record(
  shelf: string,
  told: Readonly<Record<string, Story>>,
  { unreleased, machine }: { readonly unreleased: boolean; readonly machine?: MachineName },
): Recorded {
  if (unreleased) removeVersion(shelf, machineVersion);
  const before = readRecordings(shelf, machineVersion);
  const now = new Map(Object.entries(told).map(([name, story]) => [name, recordingOf(story)]));
  const digest = digestOfMachine(new Map([...before, ...now]), machine);
  const changed = retold(shelf, now, digest);
  if (changed.length > 0) {
    return {
      type: "refused",
      message: `Version ${machineVersion} is recorded otherwise: ${changed.join(", ")}. ${howToGoOn}`,
    };
  }
  const written = [...now].filter(([name]) => !before.has(name));
  writeVersion(shelf, machineVersion, new Map(written), digest);
  return { type: "recorded", written: written.map(([name]) => name) };
}

if (import.meta.main) {
  const unreleased = process.argv.includes("--unreleased");
  const results = [
    record(recordedHistories, stories, { unreleased }),
    record(recordedTierHistories, tierStories, { unreleased, machine: "tierConfiguration" }),
  ];
  for (const result of results) {
    if (result.type === "refused") {
      console.error(result.message);
      process.exitCode = 1;
      continue;
    }
    const root = fileURLToPath(new URL("../../../..", import.meta.url));
    const shelves = [recordedHistories, recordedTierHistories];
    const { status } = spawnSync(join(root, "node_modules/.bin/oxfmt"), shelves, {
      cwd: root,
      stdio: "inherit",
    });
    if (status !== 0) process.exitCode = 1;
    console.info(`Version ${machineVersion}: ${result.written.length} histories written.`);
  }
}
