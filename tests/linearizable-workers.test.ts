import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createEngine, verifyHistory } from "@tenure/engine";
import { postgresStore } from "@tenure/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { seededRandom } from "../apps/tenure/src/demo/seeded-random.ts";
import { startServer } from "../packages/postgres/test/server.ts";
import { startClient } from "./durability/client-process.ts";
import { Crew, trouble } from "./durability/crew.ts";
import { checkSubscription } from "./linearizability/check-subscription.ts";
import { absent, operate } from "./linearizability/engine-client.ts";
import { operationRecorder } from "./linearizability/operation-recorder.ts";
import { readOperations } from "./linearizability/read-operations.ts";
import type {
  SubscriptionOperation,
  SubscriptionResponse,
} from "./linearizability/subscription-model.ts";

/** `TENURE_TROUBLES=500` troubles the clients as often as told. */
const troubles = Number(process.env["TENURE_TROUBLES"] ?? 20);
/** `TENURE_TROUBLE_SEEDS=1-9` runs as many crews, one after the other. */
const [firstSeed = 1, lastSeed = 1] = (process.env["TENURE_TROUBLE_SEEDS"] ?? "1-1")
  .split("-")
  .map(Number);
const seeds = Array.from({ length: lastSeed - firstSeed + 1 }, (_, index) => firstSeed + index);
const keys = Array.from({ length: 8 }, (_, index) => `AS-${index}`);

const folder = mkdtempSync(join(tmpdir(), "tenure-linearizable-"));
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

type Read = ReturnType<typeof readOperations<SubscriptionOperation, SubscriptionResponse>>;

/** What nobody was told the answer to is asked again under its key: the answer tells what became of it. */
async function askAgain(log: string, store: ReturnType<typeof postgresStore>): Promise<Read> {
  await using engine = createEngine({ store, adapters: [absent] });
  await engine.start();
  const recorder = operationRecorder<SubscriptionOperation, SubscriptionResponse>(log, "asking");
  for (const [key, operations] of readOperations<SubscriptionOperation, SubscriptionResponse>([
    log,
  ])) {
    for (const { input, response } of operations) {
      if (response !== undefined || input.type === "get") continue;
      await recorder.record({ key, input }, async () => operate(engine, key, input));
    }
    expect(verifyHistory(await engine.history(key, { limit: 1000 })), key).toBeUndefined();
  }
  return readOperations([log]);
}

describe("clients of four engines on one PostgreSQL, killed, paused, the database restarted,", () => {
  test.for(seeds)(
    "seed %i: see each subscription as if one after the other had used it",
    { timeout: 120_000 + troubles * 4000 },
    async (seed) => {
      const store = { connectionString: await server.createDatabase(), schema: "clients" };
      const log = join(folder, `${seed}.jsonl`);
      const start = (number: number) =>
        startClient({ store, log, name: `c${number}`, seed: seed * 1000 + number, keys });
      await using crew = new Crew(4, start);
      await crew.started();
      const restarts = await trouble(crew, {
        size: 4,
        troubles,
        leaseMilliseconds: 900,
        restart: async () => server.restart(),
        random: seededRandom(seed),
      });
      await crew.started();
      await crew.end();

      const histories = await askAgain(log, postgresStore(store));
      let operations = 0;
      for (const [key, history] of histories) {
        const result = checkSubscription(key, history);
        expect(result.ok, result.ok ? "" : result.drawing).toBe(true);
        operations += history.length;
      }
      expect(Math.min(crew.kills, crew.pauses, restarts), "every kind of trouble").toBeGreaterThan(
        0,
      );
      expect(operations).toBeGreaterThan(troubles * 10);
      console.log(
        `seed ${seed}: ${operations} operations on ${histories.size} subscriptions, ${crew.kills} kills, ` +
          `${crew.pauses} pauses, ${restarts} restarts of the database`,
      );
    },
  );
});
