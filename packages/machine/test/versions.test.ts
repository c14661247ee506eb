import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { machineVersion, migrate, requestTypes, type Snapshot } from "@tenure/machine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { changedParts, digestOfMachine } from "./histories/digest.ts";
import { record } from "./histories/record.ts";
import { outcomesOf, snapshotsOf } from "./histories/recording.ts";
import {
  readDigest,
  readRecordings,
  recordedHistories,
  recordedVersions,
} from "./histories/shelf.ts";
import { stories } from "./histories/stories.ts";
import { everything, fact, type Story } from "./histories/telling.ts";

const recorded = recordedVersions(recordedHistories).flatMap((version) =>
  [...readRecordings(recordedHistories, version)].map(
    ([name, recording]) => ({ version, name, recording }) as const,
  ),
);

function broughtToNow(snapshot: Snapshot): Snapshot {
  const migration = migrate(snapshot);
  if (migration.type === "refused") throw new Error(migration.message);
  return migration.snapshot;
}

describe("a recorded history", () => {
  test.each(recorded)("of version $version goes the same way: $name", ({ recording }) => {
    const { start, steps } = recording;
    const outcomes = outcomesOf(
      broughtToNow(start),
      steps.map(({ event }) => event),
    );
    const told = JSON.parse(JSON.stringify(outcomes)) as typeof outcomes;
    expect(told.map(({ value }) => value)).toEqual(steps.map(({ value }) => value));
    if (start.machineVersion !== machineVersion) return;
    expect(told).toEqual(steps.map(({ event: _event, ...outcome }) => outcome));
  });

  test.each(recorded)(
    "of version $version can be taken up after every step: $name",
    ({ recording: { steps, ...rest } }) => {
      for (const [done, snapshot] of snapshotsOf({ steps, ...rest }).entries()) {
        const ahead = steps.slice(done);
        const outcomes = outcomesOf(
          broughtToNow(snapshot),
          ahead.map(({ event }) => event),
        );
        expect(outcomes.map(({ value }) => value)).toEqual(ahead.map(({ value }) => value));
      }
    },
  );

  test("exists for each request type, approved and failed, and for every story told", () => {
    const names = recorded.filter(({ version }) => version === machineVersion);
    expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(stories)));
    for (const type of requestTypes) {
      expect(Object.keys(stories)).toEqual(
        expect.arrayContaining([`${type}-approved`, `${type}-failed`]),
      );
    }
  });
});

describe("the behavior of the machine", () => {
  test("does not change without a new version", () => {
    const before = readDigest(recordedHistories, machineVersion);
    const now = digestOfMachine(readRecordings(recordedHistories, machineVersion));
    const changed =
      before === undefined ? ["nothing of it is recorded"] : changedParts(before, now);
    expect(
      changed,
      `Version ${machineVersion} of the machine behaves otherwise than recorded (${changed.join(", ")}). ` +
        "If that version was released: raise machineVersion, teach migrate the older one, and record the new one with " +
        "`node --conditions=@tenure/source packages/machine/test/histories/record.ts`. " +
        "If it was not released yet: record it again, with --unreleased.",
    ).toEqual([]);
  });
});

describe("the recorder", () => {
  let shelf: string;
  beforeEach(() => {
    shelf = mkdtempSync(join(tmpdir(), "histories-"));
  });
  afterEach(() => rmSync(shelf, { recursive: true }));

  const pending = fact("pending", 1, "purchase");
  const bought: Story = { input: everything, events: [pending, fact("approved", 1, "purchase")] };
  const refused: Story = { input: everything, events: [pending, fact("failed", 1, "purchase")] };
  const kept = { unreleased: false };

  test("refuses to let a recorded story go another way, and writes nothing", () => {
    record(shelf, { story: bought }, kept);
    const before = [readRecordings(shelf, machineVersion), readDigest(shelf, machineVersion)];
    expect(record(shelf, { story: refused, other: bought }, kept)).toMatchObject({
      type: "refused",
      message: expect.stringContaining("story"),
    });
    expect([readRecordings(shelf, machineVersion), readDigest(shelf, machineVersion)]).toEqual(
      before,
    );
  });

  test("overwrites a version that was not released when told so", () => {
    record(shelf, { story: bought, forgotten: bought }, kept);
    expect(record(shelf, { story: refused }, { unreleased: true })).toEqual({
      type: "recorded",
      written: ["story"],
    });
    expect([...readRecordings(shelf, machineVersion).keys()]).toEqual(["story"]);
    expect(record(shelf, { story: refused }, kept)).toEqual({ type: "recorded", written: [] });
  });

  test("adds a new story to a recorded version", () => {
    record(shelf, { story: bought }, kept);
    expect(record(shelf, { story: bought, other: refused }, kept)).toEqual({
      type: "recorded",
      written: ["other"],
    });
    const digest = readDigest(shelf, machineVersion);
    expect(digest).toEqual(digestOfMachine(readRecordings(shelf, machineVersion)));
  });
});
