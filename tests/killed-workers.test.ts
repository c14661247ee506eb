import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Store } from "@tenure/engine";
import { postgresStore } from "@tenure/postgres";
import { sqliteStore } from "@tenure/sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { seededRandom } from "../apps/tenure/src/demo/seeded-random.ts";
import { startServer } from "../packages/postgres/test/server.ts";
import { killWorkers } from "./durability/kill-workers.ts";
import { expectPromisesKept } from "./durability/promises-kept.ts";

/** `TENURE_KILLS=2000` kills as often as told, on each store. */
const kills = Number(process.env["TENURE_KILLS"] ?? 104);
/** `TENURE_KILL_SEED=7` takes other moments. */
const firstSeed = Number(process.env["TENURE_KILL_SEED"] ?? 1);
/** Worlds side by side, each with a share of the kills. */
const worlds = 2;

const seeds = Array.from({ length: worlds }, (_, index) => firstSeed + index);
const quota = Math.ceil(kills / worlds);
const timeout = 60_000 + quota * 4000;

const folder = mkdtempSync(join(tmpdir(), "tenure-kills-"));
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

type Place =
  | { readonly file: string }
  | { readonly connectionString: string; readonly schema: string };

const stores: readonly (readonly [
  string,
  (seed: number) => Promise<{ place: Place; store: Store }>,
])[] = [
  [
    "SQLite",
    async (seed) => {
      const place = { file: join(folder, `${seed}.db`) };
      return { place, store: sqliteStore(place) };
    },
  ],
  [
    "PostgreSQL",
    async (seed) => {
      const place = { connectionString: await server.createDatabase(), schema: `kills_${seed}` };
      return { place, store: postgresStore(place) };
    },
  ],
];

describe.each(stores)(
  "workers on %s that are killed with SIGKILL again and again",
  (name, open) => {
    test.concurrent.for(seeds)(
      `seed %i: converge to the platform's truth, with one key per vendor call and every outcome once`,
      { timeout },
      async (seed) => {
        const { place, store } = await open(seed);
        const report = await killWorkers({
          place,
          store,
          seed,
          kills: quota,
          random: seededRandom(seed),
        });
        try {
          await expectPromisesKept(store, report.world);
          expect(report.kills).toBeGreaterThanOrEqual(quota);
          expect(report.killsInCalls, "kills in the middle of a call").toBeGreaterThan(quota / 8);
          console.log(
            `${name}, seed ${seed}: ${report.kills} kills (${report.killsInCalls} in the middle of a call), ` +
              `${report.bought} subscriptions, ${report.requests} requests, ` +
              `${report.world.vendorCalls.length} vendor calls`,
          );
        } finally {
          await store.close();
          await report.world.close();
        }
      },
    );
  },
);
