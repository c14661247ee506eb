import { beforeEach, describe, expect, test } from "vitest";

import { pollTiers } from "../../src/tiers/poll-tiers.ts";
import { sweepTiers } from "../../src/tiers/sweep-tiers.ts";
import type { TierFeed } from "../../src/tiers/tier-feed.ts";
import { clientOf } from "../support/client.ts";
import { memoryIntake, type MemoryIntake } from "../support/memory-intake.ts";
import { recordedLogger, type RecordedLogger } from "../support/recorded-logger.ts";
import { tierList, tierRow, type TierList } from "./tier-list.ts";

let logger: RecordedLogger;
let intake: MemoryIntake;
let ended: number;
beforeEach(() => {
  logger = recordedLogger();
  intake = memoryIntake({ logger });
  ended = 0;
});

const feedOf = (server: TierList): TierFeed => ({
  intake,
  calls: clientOf(server).tierConfigRequests,
  products: ["PRD-100-200-300"],
  overlap: 60_000,
  seen: new Map(),
  complaints: new Set(),
  ended: () => {
    ended += 1;
  },
});

const told = () =>
  intake.sent.map(({ key, event }) => `${key} ${event.type.slice("request.".length)}`);

describe("a poll", () => {
  test("takes in every request once, the second level before the first", async () => {
    const server = await tierList([tierRow(1, 1), tierRow(2, 2, {}, 2), tierRow(3, 3)]);
    expect(await pollTiers(feedOf(server))).toBe(true);
    expect(told()).toEqual(["TC-2 pending", "TC-1 pending", "TC-3 pending"]);
  });

  test("goes on where the last one ended, and a little before", async () => {
    const server = await tierList([tierRow(1, 1), tierRow(2, 59)]);
    const feed = feedOf(server);
    await pollTiers(feed);
    server.rows.push(tierRow(3, 130));
    expect(await pollTiers(feed)).toBe(true);
    expect(await pollTiers(feed)).toBe(false);
    expect(told()).toEqual(["TC-1 pending", "TC-2 pending", "TC-3 pending"]);
    const last = server.calls.at(-1)?.query;
    expect(last).toContain("ge(updated,");
    expect(last).toContain("in(configuration.product.id,(PRD-100-200-300))");
    expect(last).toContain("2026-02-03T05:01:10Z");
  });

  test("is not led past the present by a date that lies ahead", async () => {
    const ahead = { events: { updated: { at: "2999-01-01T00:00:00Z" } } };
    const server = await tierList([tierRow(1, 1), tierRow(2, 2, ahead)]);
    const feed = feedOf(server);
    await pollTiers(feed);
    server.rows.push(
      tierRow(3, 3, { events: { updated: { at: new Date(Date.now()).toISOString() } } }),
    );
    await pollTiers(feed);
    expect(told()).toEqual(["TC-1 pending", "TC-2 pending", "TC-3 pending"]);
  });

  test("misses nothing over many pages, also of rows that changed in one second", async () => {
    const rows = Array.from({ length: 45 }, (_none, index) =>
      tierRow(index, index < 30 ? 7 : index),
    );
    const server = await tierList(rows, 10);
    await pollTiers(feedOf(server));
    expect(new Set(told()).size).toBe(45);
    expect(told()).toHaveLength(45);
  });

  test("ends with a platform that shows the same page for ever", async () => {
    const server = await tierList([]);
    const row = tierRow(1, 1);
    const stubborn = { ...feedOf(server) };
    let pages = 0;
    const list: TierFeed["calls"]["list"] = async function* same() {
      pages += 1;
      yield { rows: [row as never], unreadable: [], offset: 0, total: undefined };
    };
    await pollTiers({ ...stubborn, calls: { ...stubborn.calls, list } });
    expect(pages).toBe(3);
  });

  test("is not stopped by a request that cannot be read, and reads it again", async () => {
    const broken = { id: "TCR-1-001", events: { updated: { at: "2026-02-03T05:00:01Z" } } };
    const server = await tierList([
      { ...broken, configuration: { product: { id: "PRD-100-200-300" } } },
      tierRow(2, 2),
    ]);
    const feed = feedOf(server);
    await pollTiers(feed);
    await pollTiers(feed);
    expect(told()).toEqual(["TC-2 pending"]);
    expect(logger.lines.filter(({ level }) => level === "error")).toHaveLength(1);
    server.rows[0] = tierRow(1, 1);
    await pollTiers(feed);
    expect(told()).toContain("TC-1 pending");
  });

  test("leaves a status it does not know, and says so once", async () => {
    const server = await tierList([tierRow(1, 1, { status: "deploying" })]);
    const feed = feedOf(server);
    await pollTiers(feed);
    await pollTiers(feed);
    expect(told()).toEqual([]);
    expect(logger.lines.map(({ message }) => message)).toEqual([
      expect.stringContaining("status this release does not know"),
    ]);
  });

  test("goes on beside a configuration the engine cannot take, and tells it again", async () => {
    let isDown = true;
    intake = memoryIntake({
      logger,
      beforeSend: (key) => {
        if (isDown && key === "TC-1") throw new Error("The store is down.");
      },
    });
    const server = await tierList([tierRow(1, 1), tierRow(2, 2)]);
    const feed = feedOf(server);
    await pollTiers(feed);
    expect(told()).toEqual(["TC-2 pending"]);
    isDown = false;
    await pollTiers(feed);
    expect(told()).toEqual(["TC-2 pending", "TC-1 pending"]);
  });

  test("tells when a request has ended", async () => {
    const server = await tierList([tierRow(1, 1)]);
    const feed = feedOf(server);
    await pollTiers(feed);
    expect(ended).toBe(0);
    server.rows[0] = tierRow(1, 2, { status: "approved" });
    await pollTiers(feed);
    expect(ended).toBe(1);
  });
});

describe("a sweep", () => {
  test("finds open requests that no poll has shown", async () => {
    const server = await tierList([tierRow(1, 1), tierRow(2, 2, { status: "approved" })]);
    expect(await sweepTiers(feedOf(server))).toBe(true);
    expect(told()).toEqual(["TC-1 pending"]);
  });

  test("finds what became of the requests the engine holds open", async () => {
    const server = await tierList([tierRow(1, 1), tierRow(2, 2, { status: "inquiring" })]);
    const feed = feedOf(server);
    await sweepTiers(feed);
    expect(await sweepTiers(feed)).toBe(false);
    server.rows[0] = tierRow(1, 1, { status: "failed", reason: "No." });
    server.rows[1] = tierRow(2, 9, { status: "pending" });
    expect(await sweepTiers(feed)).toBe(true);
    expect(told().slice(2)).toEqual(["TC-2 pending", "TC-1 failed"]);
  });

  test("takes a draft that is gone for deleted, and anything else that is gone for hidden", async () => {
    const server = await tierList([tierRow(1, 1, { status: "draft" }), tierRow(2, 2)]);
    const feed = feedOf(server);
    await sweepTiers(feed);
    server.rows.length = 0;
    await sweepTiers(feed);
    await sweepTiers(feed);
    expect(told().filter((row) => row.startsWith("TC-1"))).toEqual([
      "TC-1 draft",
      "TC-1 discarded",
    ]);
    expect(logger.lines.filter(({ level }) => level === "warn")).toMatchObject([
      { fields: { requestId: "TCR-2-001" } },
    ]);
  });
});
