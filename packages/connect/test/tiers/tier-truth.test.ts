import { decide, initial } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { tierFactOf } from "../../src/tiers/tier-fact.ts";
import { readTierTruth } from "../../src/tiers/tier-truth.ts";
import { tierConfigRequestSchema } from "../../src/wire/tier-config.ts";
import { clientOf, failureOf } from "../support/client.ts";
import { type Answer, loopback } from "../support/loopback.ts";
import { pendingTier, tierKey, tierPayload } from "./moving-tier.ts";

const signal = new AbortController().signal;
const config = (change: object = {}) => ({
  id: tierKey,
  status: "active",
  params: [{ id: "reseller_id", value: "R-1" }],
  events: { updated: { at: "2026-02-03T05:00:00+00:00" } },
  ...change,
});

async function truthOf(
  configs: readonly (object | undefined)[],
  requests: readonly object[],
  snapshot = pendingTier,
) {
  let reads = 0;
  const server = await loopback(({ path }): Answer => {
    if (path.endsWith("/tier/config-requests")) return { json: requests };
    const shown = configs[Math.min(reads, configs.length - 1)];
    reads += 1;
    return shown === undefined ? { status: 404, json: {} } : { json: shown };
  });
  return readTierTruth(clientOf(server).tierConfigRequests, { key: tierKey, snapshot, signal });
}

const moved = (number: number, change: object) =>
  tierPayload({
    id: `TCR-100-200-300-00${number}`,
    events: { updated: { at: `2026-02-0${number}T05:00:00+00:00` } },
    ...change,
  });

describe("what the platform says of a tier configuration", () => {
  test("is its status, its parameters and its requests, oldest first", async () => {
    const truth = await truthOf(
      [config()],
      [
        moved(2, { type: "update", status: "failed", reason: "No." }),
        moved(1, { status: "approved" }),
      ],
    );
    expect(truth.adopted).toEqual({
      type: "subscription.adopted",
      status: "active",
      parameters: { reseller_id: "R-1" },
    });
    expect(truth.facts).toMatchObject([
      { type: "request.approved", request: { type: "setup" } },
      { type: "request.failed", request: { type: "update", reason: "No." } },
    ]);
  });

  test("is of one moment: what changes meanwhile is read again", async () => {
    const truth = await truthOf([config({ status: "processing" }), config()], []);
    expect(truth.adopted?.status).toBe("active");
  });

  test("cannot be told while it changes, or of a status nobody knows", async () => {
    const restless = Array.from({ length: 9 }, (_none, second) =>
      config({ events: { updated: { at: `2026-02-03T05:00:0${second}Z` } } }),
    );
    expect((await failureOf(truthOf(restless, []))).message).toContain("it changed");
    expect((await failureOf(truthOf([config({ status: "asleep" })], []))).message).toContain(
      '"asleep"',
    );
    const strange = truthOf([config()], [moved(1, { status: "deploying" })]);
    expect((await failureOf(strange)).message).toContain('"deploying"');
    expect((await failureOf(truthOf([config()], [{ id: "TCR-1" }]))).message).toContain("reads");
  });

  test("is nothing where there is no such configuration, unless it was a draft", async () => {
    expect(await truthOf([undefined], [])).toEqual({ facts: [] });
    const draft = decide(initial({ key: tierKey, machine: "tierConfiguration" }), {
      type: "request.draft",
      request: { id: "TCR-1", type: "setup" },
    }).snapshot;
    expect(await truthOf([undefined], [], draft)).toMatchObject({
      adopted: { status: "discarded" },
      facts: [{ type: "request.discarded", request: { id: "TCR-1" } }],
    });
  });
});

describe("what a tier configuration request tells", () => {
  const factOf = (change: object, configuration = {}) =>
    tierFactOf(tierConfigRequestSchema.parse(tierPayload({ ...change }, configuration)));

  test.each([
    ["draft", "request.draft"],
    ["tiers_setup", "request.tiersSetup"],
    ["pending", "request.pending"],
    ["inquiring", "request.inquiring"],
    ["approved", "request.approved"],
    ["failed", "request.failed"],
  ])("as %s is %s", (status, type) => {
    expect(factOf({ status })?.type).toBe(type);
  });

  test("is nothing in a status nobody knows", () => {
    expect(factOf({ status: "scheduled" })).toBeNull();
  });

  test("are its type, its parameters with a value, its reason, and when it was made and changed", () => {
    expect(factOf({ reason: "No." }, { status: "active" })).toEqual({
      type: "request.pending",
      request: {
        id: "TCR-100-200-300-001",
        type: "setup",
        parameters: { vat: "IT-1", reseller_id: "", address: { city: "Rome" } },
        reason: "No.",
        createdAt: "2026-02-03T04:00:00.000Z",
        updatedAt: "2026-02-03T05:00:00.000Z",
      },
      subscriptionStatus: "active",
    });
    expect(factOf({ events: {} }, { status: "gone" })).not.toHaveProperty("request.updatedAt");
  });
});
