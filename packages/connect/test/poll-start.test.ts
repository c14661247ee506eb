import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

import type { Feed } from "../src/intake/feed.ts";
import { pollCursorText } from "../src/intake/poll-cursor.ts";
import { pollStart } from "../src/intake/poll-start.ts";
import { memoryIntake } from "./support/memory-intake.ts";
import { recordedLogger } from "./support/recorded-logger.ts";

const beginning = { updated: undefined, reread: [] };
const early = "2026-01-01T00:00:00.000Z";
const late = "2026-02-01T00:00:00.000Z";

function feedOf(products: readonly string[], marks: Readonly<Record<string, object>> = {}) {
  const cursors = new Map(
    Object.entries(marks).map(([name, mark]) => [`adoption/${name}`, JSON.stringify(mark)]),
  );
  const intake = memoryIntake({ logger: recordedLogger(), cursors });
  intake.record("AS-1", { type: "subscription.adopted", status: "active" });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no other field is read
  return { intake, products } as unknown as Feed;
}

const adopted = (since?: string, ...requests: readonly string[]) => ({
  since,
  complete: true,
  left: requests.length === 0 ? [] : [{ id: "AS-9", requests }],
});

describe("polling begins", () => {
  test("at the beginning where nothing is known, or an adoption is not complete", async () => {
    expect(await pollStart(feedOf(["PRD-1"]), undefined)).toEqual(beginning);
    expect(await pollStart(feedOf(["PRD-1"]), "rubbish")).toEqual(beginning);
    const half = { "default/PRD-1": { ...adopted(late), complete: false } };
    expect(await pollStart(feedOf(["PRD-1"], half), undefined)).toEqual(beginning);
    const rubbish = { "default/PRD-1": { complete: true } };
    expect(await pollStart(feedOf(["PRD-1"], rubbish), undefined)).toEqual(beginning);
    const some = feedOf(["PRD-1", "PRD-2"], { "default/PRD-1": adopted(late) });
    expect(await pollStart(some, undefined)).toEqual(beginning);
  });

  test("where the adoption began, with what it could not take over", async () => {
    const feed = feedOf(["PRD-1", "PRD-2"], {
      "default/PRD-1": adopted(late, "PR-9-001"),
      "default/PRD-2": adopted(early),
    });
    expect(await pollStart(feed, undefined)).toEqual({ updated: early, reread: ["PR-9-001"] });
  });

  test("at the beginning when another tenant's subscriptions were adopted, or none is there", async () => {
    const other = feedOf(["PRD-1"], { "acme/PRD-1": adopted(late) });
    expect(await pollStart(other, undefined)).toEqual(beginning);
    const cursors = new Map([["adoption/default/PRD-1", JSON.stringify(adopted(late))]]);
    const intake = memoryIntake({ logger: recordedLogger(), cursors });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no other field is read
    const empty = { intake, products: ["PRD-1"] } as unknown as Feed;
    expect(await pollStart(empty, undefined)).toEqual(beginning);
  });

  test("at the beginning when more has to be read again than is kept", async () => {
    const many = Array.from({ length: 201 }, (_, index) => `PR-${index}`);
    const feed = feedOf(["PRD-1"], { "default/PRD-1": adopted(late, ...many) });
    expect(await pollStart(feed, undefined)).toEqual(beginning);
  });

  test("at the kept cursor, which a product that was adopted since joins", async () => {
    const kept = pollCursorText({ updated: late, reread: ["PR-1"] }, ["PRD-1"]);
    expect(await pollStart(feedOf(["PRD-1"]), kept)).toMatchObject({
      updated: late,
      reread: ["PR-1"],
    });
    const feed = feedOf(["PRD-1", "PRD-2"], { "default/PRD-2": adopted(early, "PR-1", "PR-2") });
    expect(await pollStart(feed, kept)).toEqual({ updated: early, reread: ["PR-1", "PR-2"] });
    expect(await pollStart(feedOf(["PRD-1", "PRD-2"]), kept)).toEqual(beginning);
  });

  property.prop([
    fc.array(fc.option(fc.nat(1000), { nil: undefined }), { minLength: 1, maxLength: 5 }),
  ])("never behind what any of its products still has to be read from", async (moments) => {
    const names = moments.map((_moment, index) => `PRD-${index}`);
    const sinces = moments.map((at) => (at === undefined ? undefined : new Date(at).toISOString()));
    const marks = names.map((name, index) => [`default/${name}`, adopted(sinces[index])] as const);
    const { updated } = await pollStart(feedOf(names, Object.fromEntries(marks)), undefined);
    for (const since of sinces) {
      expect(updated === undefined || (since !== undefined && updated <= since)).toBe(true);
    }
  });
});
