import { machineVersion, migrate } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { changedParts, digestOfMachine } from "../histories/digest.ts";
import { outcomesOf } from "../histories/recording.ts";
import {
  readDigest,
  readRecordings,
  recordedTierHistories,
  recordedVersions,
} from "../histories/shelf.ts";
import { tierStories } from "./stories.ts";

const recorded = recordedVersions(recordedTierHistories).flatMap((version) =>
  [...readRecordings(recordedTierHistories, version)].map(
    ([name, recording]) => ({ version, name, recording }) as const,
  ),
);

describe("a recorded history of a tier configuration", () => {
  test.each(recorded)("of version $version goes the same way: $name", ({ recording }) => {
    const { start, steps } = recording;
    const migration = migrate(start);
    if (migration.type === "refused") throw new Error(migration.message);
    const outcomes = outcomesOf(
      migration.snapshot,
      steps.map(({ event }) => event),
    );
    const told = JSON.parse(JSON.stringify(outcomes)) as typeof outcomes;
    expect(told.map(({ value }) => value)).toEqual(steps.map(({ value }) => value));
    if (start.machineVersion !== machineVersion) return;
    expect(told).toEqual(steps.map(({ event: _event, ...outcome }) => outcome));
  });

  test("exists for every story told", () => {
    const names = recorded.filter(({ version }) => version === machineVersion);
    expect(names.map(({ name }) => name).toSorted()).toEqual(Object.keys(tierStories).toSorted());
  });

  test("tells of a change of the machine that comes without a new version", () => {
    const recordings = readRecordings(recordedTierHistories, machineVersion);
    const before = readDigest(recordedTierHistories, machineVersion);
    const now = digestOfMachine(recordings, "tierConfiguration");
    expect(before && changedParts(before, now)).toEqual([]);
  });
});
