import { performance } from "node:perf_hooks";

import { Client } from "pg";

import { commitCall } from "../src/commit-batch.ts";
import { DatabaseClock } from "../src/database-clock.ts";
import type { Statement } from "../src/database.ts";
import { packed, unpacked } from "../src/packed.ts";
import { quotedSchema } from "../src/schema-name.ts";
import { batchesOf, type BatchPlan } from "./batches.ts";

export interface BareLoopOptions extends Partial<BatchPlan> {
  readonly connectionString: string;
  /** A schema that a store has made. */
  readonly schema?: string;
  /** Begins the keys, so that several loops can go over one schema. */
  readonly name?: string;
}

async function run(client: Client, statements: readonly Statement[]): Promise<void> {
  for (const statement of statements) {
    await client.query({ ...statement, values: [...statement.values] });
  }
}

/**
 * Sends the statements that a store sends for these events, a look-up and a commit for each group, on
 * connections of their own. All of them are put together before the time is taken: what is left is the
 * driver, the way, and the database. The yardstick for what the store and the engine take for themselves.
 *
 * @returns events per second
 */
export async function bareLoop(options: BareLoopOptions): Promise<number> {
  const { connectionString, schema = "tenure", name = "bare", ...rest } = options;
  const plan = { events: 10_000, group: 64, subscriptions: 1000, callers: 1, ...rest };
  const quoted = quotedSchema(schema);
  const clock = new DatabaseClock(true);
  const lookUp = `SELECT * FROM ${quoted}.look_up(${unpacked(1, "text")}, ${unpacked(2, "text")})`;
  const prepared = batchesOf(plan, name).map((batches) =>
    batches.flatMap((batch) => [
      {
        name: "load",
        text: lookUp,
        values: [
          packed(batch.map(({ key }) => key)),
          packed(batch.map(({ inbox }) => inbox?.idempotencyKey ?? null)),
        ],
      },
      commitCall(quoted, batch, clock, null).statement,
    ]),
  );
  const clients = await Promise.all(
    prepared.map(async () => {
      const client = new Client({ connectionString });
      await client.connect();
      return client;
    }),
  );
  try {
    const start = performance.now();
    await Promise.all(clients.map((client, index) => run(client, prepared[index] ?? [])));
    const seconds = (performance.now() - start) / 1000;
    return prepared.reduce((sum, own) => sum + (own.length / 2) * plan.group, 0) / seconds;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
