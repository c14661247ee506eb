import { postgresStore } from "@tenure/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { seededRandom } from "../apps/tenure/src/demo/seeded-random.ts";
import { startServer } from "../packages/postgres/test/server.ts";
import { expectPromisesKept } from "./durability/promises-kept.ts";
import { troubleWorkers } from "./durability/trouble-workers.ts";

/** `TENURE_TROUBLES=500` troubles the workers as often as told. */
const troubles = Number(process.env["TENURE_TROUBLES"] ?? 30);
/** `TENURE_TROUBLE_SEEDS=1-9` runs as many crews, one after the other. */
const [firstSeed = 1, lastSeed = 1] = (process.env["TENURE_TROUBLE_SEEDS"] ?? "1-1")
  .split("-")
  .map(Number);
const seeds = Array.from({ length: lastSeed - firstSeed + 1 }, (_, index) => firstSeed + index);

let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

describe("four workers on one PostgreSQL, killed and paused past their leases, the database restarted", () => {
  test.for(seeds)(
    "seed %i: converge to the platform's truth, with one key per vendor call and every outcome once",
    { timeout: 180_000 + troubles * 4000 },
    async (seed) => {
      const place = { connectionString: await server.createDatabase(), schema: "crew" };
      const store = postgresStore(place);
      const report = await troubleWorkers({
        place,
        store,
        seed,
        workers: 4,
        troubles,
        restart: async () => server.restart(),
        random: seededRandom(seed),
      });
      try {
        await expectPromisesKept(store, report.world);
        const { kills, pauses, restarts, bought, requests, world } = report;
        expect(Math.min(kills, pauses, restarts), "every kind of trouble").toBeGreaterThan(0);
        console.log(
          `seed ${seed}: ${kills} kills, ${pauses} pauses, ${restarts} restarts of the database, ` +
            `${bought} subscriptions, ${requests} requests, ${world.vendorCalls.length} vendor calls`,
        );
      } finally {
        await store.close();
        await report.world.close();
      }
    },
  );
});
