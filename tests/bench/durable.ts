// Durable events per second against a bare loop of the same SQL in the same run, latencies, and what a
// hundred times as many subscriptions cost. `--large 1000000` sets the larger number of them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import type { Store } from "@tenure/engine";
import { postgresStore } from "@tenure/postgres";
import { sqliteStore } from "@tenure/sqlite";

import { bareLoop as barePostgres } from "../../packages/postgres/bench/bare-loop.ts";
import { startServer } from "../../packages/postgres/test/server.ts";
import { bareLoop as bareSqlite } from "../../packages/sqlite/bench/bare-loop.ts";
import { openLoad, percentile, type LoadFigures } from "./engine-load.ts";
import { fill } from "./fill.ts";

const { values } = parseArgs({
  options: {
    small: { type: "string", default: "10000" },
    large: { type: "string", default: "1000000" },
    events: { type: "string", default: "20000" },
    rounds: { type: "string", default: "3" },
    only: { type: "string", default: "sqlite,postgres" },
  },
});
const small = Number(values.small);
const large = Number(values.large);
const events = Number(values.events);
const rounds = Number(values.rounds);
const group = 64;

const folder = mkdtempSync(join(tmpdir(), "tenure-bench-"));
const number = (value: number, digits = 0): string =>
  value.toLocaleString("en", { maximumFractionDigits: digits });
const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const median = (numbers: readonly number[]): number => percentile(numbers, 0.5);

interface Subject {
  readonly name: string;
  /** A store that is empty. */
  readonly fresh: () => Promise<Store>;
  readonly bare: () => Promise<number>;
}

interface Measured {
  readonly ratios: readonly number[];
  readonly figures: readonly LoadFigures[];
  readonly bare: readonly number[];
}

/** Bare loop and engine in turn, so that both meet the same weather. */
async function againstBare({ fresh, bare }: Subject): Promise<Measured> {
  const measured = { ratios: [] as number[], figures: [] as LoadFigures[], bare: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const bareRate = await bare();
    const store = await fresh();
    const load = await openLoad(store, 1000);
    await fill(store, 0, 1000);
    await load.send(events / 10, group);
    const figures = await load.send(events, group);
    await load.engine.stop();
    measured.bare.push(bareRate);
    measured.figures.push(figures);
    measured.ratios.push(figures.eventsPerSecond / bareRate);
  }
  return measured;
}

async function startDelays({ fresh }: Subject): Promise<readonly number[]> {
  const load = await openLoad(await fresh(), 1);
  const delays = await load.startDelays(300);
  await load.engine.stop();
  return delays;
}

async function scale({ name, fresh }: Subject): Promise<void> {
  const store = await fresh();
  const load = await openLoad(store, small);
  await fill(store, 0, small);
  await load.send(events / 4, group);
  const atSmall = await load.send(events, group);
  const memory = process.memoryUsage().rss;
  await fill(store, small, large);
  load.spread(large);
  await load.send(events / 4, group);
  const before = process.memoryUsage().rss;
  const atLarge = await load.send(events, group);
  const after = process.memoryUsage().rss;
  await load.engine.stop();
  const mega = (bytes: number): string => `${number(bytes / 2 ** 20)} MB`;
  print(
    `${name}: ${number(small)} subscriptions ${number(atSmall.eventsPerSecond)}/s, ` +
      `${number(large)} subscriptions ${number(atLarge.eventsPerSecond)}/s: ` +
      `cost per event x${number(atSmall.eventsPerSecond / atLarge.eventsPerSecond, 2)}; ` +
      `memory ${mega(memory)} at the smaller, ${mega(before)} and after ${number(events)} events ${mega(after)} at the larger`,
  );
}

async function measure(subject: Subject): Promise<void> {
  const { ratios, figures, bare } = await againstBare(subject);
  const rates = figures.map(({ eventsPerSecond }) => eventsPerSecond);
  const committed = figures.flatMap((one) => one.committed);
  print(
    `${subject.name}: ${number(median(rates))} durable events/s of ${number(median(bare))}/s bare, ` +
      `ratio ${number(median(ratios), 2)} (${ratios.map((ratio) => number(ratio, 2)).join(", ")})`,
  );
  print(
    `${subject.name}: send to committed with ${group} under way: ` +
      `p50 ${number(percentile(committed, 0.5), 1)} ms, p99 ${number(percentile(committed, 0.99), 1)} ms`,
  );
  const delays = await startDelays(subject);
  print(
    `${subject.name}: committed to effect started: ` +
      `p50 ${number(percentile(delays, 0.5), 2)} ms, p99 ${number(percentile(delays, 0.99), 2)} ms`,
  );
  await scale(subject);
}

let files = 0;
const freshFile = (): string => join(folder, `${(files += 1)}.db`);

if (values.only.includes("sqlite")) {
  await measure({
    name: "SQLite",
    fresh: async () => sqliteStore({ file: freshFile() }),
    bare: async () => bareSqlite({ file: freshFile(), events, group }),
  });
}
if (values.only.includes("postgres")) {
  const server = await startServer();
  try {
    await measure({
      name: "PostgreSQL",
      fresh: async () => postgresStore({ connectionString: await server.createDatabase() }),
      bare: async () => {
        const connectionString = await server.createDatabase();
        // The loop works on the schema that a store makes.
        const store = postgresStore({ connectionString });
        await store.open();
        await store.close();
        return barePostgres({ connectionString, events, group });
      },
    });
  } finally {
    await server.stop();
  }
}
rmSync(folder, { recursive: true, force: true });
