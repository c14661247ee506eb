import { systemClock } from "@tenure/engine";
import { describe, test } from "vitest";

import { createNudge } from "../src/intake/nudge.ts";
import { runTierIntake } from "../src/tiers/run-tier-intake.ts";
import { clientOf } from "./support/client.ts";
import { runIntakeOf, until } from "./support/intake-run.ts";
import { memoryIntake } from "./support/memory-intake.ts";
import { requestPayload } from "./support/payloads.ts";
import { recordedLogger } from "./support/recorded-logger.ts";
import { requestList } from "./support/request-list.ts";
import { tierList, tierRow } from "./tiers/tier-list.ts";

const day = 86_400_000;

/** The system's clock, until somebody sets it. */
function adjustable() {
  const real = systemClock();
  let ahead = 0;
  return {
    clock: { ...real, now: () => real.now() + ahead },
    set: (milliseconds: number) => {
      ahead += milliseconds;
    },
  };
}

describe("a clock that is set back by a day", () => {
  test("keeps nobody from sweeping and from reading capabilities again", async () => {
    const server = await requestList([requestPayload()]);
    const { clock, set } = adjustable();
    runIntakeOf(server, { memory: { clock }, clock, sweepEvery: 20, capabilitiesKept: 20 });
    const sweeps = () => server.calls.filter(({ query }) => query.startsWith("in(id,")).length;
    const reads = () => server.count("GET /products/PRD-100-200-300");
    await until(() => sweeps() > 1 && reads() > 1, "the first sweeps");
    set(-day);
    const before = { sweeps: sweeps(), reads: reads() };
    await until(
      () => sweeps() > before.sweeps + 2 && reads() > before.reads + 2,
      "further sweeps and reads",
    );
  });

  test("keeps nobody from looking for open tier requests", async () => {
    const server = await tierList([tierRow(1, 1)]);
    const { clock, set } = adjustable();
    const logger = recordedLogger();
    const intake = memoryIntake({ logger, clock });
    const pace = { pollEvery: 5, pollEveryIdle: 10, sweepEvery: 20 };
    const feed = {
      intake,
      calls: clientOf(server).tierConfigRequests,
      products: ["PRD-100-200-300"],
      overlap: 60_000,
      seen: new Map(),
      complaints: new Set<string>(),
      ended: () => undefined,
    };
    const ended = runTierIntake(feed, pace, createNudge());
    const sweeps = () => server.calls.filter(({ query }) => query.includes("in(status,")).length;
    await until(() => sweeps() > 1, "the first sweeps");
    set(-day);
    const before = sweeps();
    await until(() => sweeps() > before + 2, "further sweeps");
    intake.stop();
    await ended;
  });
});
