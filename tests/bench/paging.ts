// Pages of the API's list of subscriptions at the start, in the middle and at the end of a large store,
// through the whole service, and what counting takes. `--total 1000000` sets how many there are.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import type { Adapter, Store } from "@tenure/engine";
import { postgresStore } from "@tenure/postgres";
import { sqliteStore } from "@tenure/sqlite";

import { checkConfiguration } from "../../apps/tenure/src/configuration/define-configuration.ts";
import { startService } from "../../apps/tenure/src/serve/start-service.ts";
import { startServer } from "../../packages/postgres/test/server.ts";
import { counting } from "./counting.ts";
import { percentile } from "./engine-load.ts";
import { factsOf, fillWithLives, type Facts } from "./living.ts";

const { values } = parseArgs({
  options: {
    total: { type: "string", default: "1000000" },
    samples: { type: "string", default: "40" },
    only: { type: "string", default: "sqlite,postgres" },
  },
});
const total = Number(values.total);
const samples = Number(values.samples);
const limit = 100;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const number = (value: number, digits = 1): string =>
  value.toLocaleString("en", { maximumFractionDigits: digits });

interface Question {
  readonly query: string;
  readonly fits: (facts: Facts) => boolean;
}

const ofDefault = ({ tenant }: Facts): boolean => tenant === "default";
const half = String(total / 2).padStart(7, "0");
const last = String(total - 2).padStart(7, "0");

const questions: readonly Question[] = [
  { query: "tenant=*", fits: () => true },
  { query: "tenant=default", fits: ofDefault },
  { query: "tenant=acme", fits: ({ tenant }) => tenant === "acme" },
  { query: "tenant=*&status=active", fits: ({ status }) => status === "active" },
  { query: "tenant=*&status=suspended", fits: ({ status }) => status === "suspended" },
  {
    query: "tenant=*&status=active,suspended,terminated",
    fits: ({ status }) => ["active", "suspended", "terminated"].includes(status),
  },
  { query: "tenant=*&requestState=none", fits: ({ requestState }) => requestState === "none" },
  { query: "tenant=*&requestState=stuck", fits: ({ requestState }) => requestState === "stuck" },
  { query: "tenant=*&awaited=nobody", fits: ({ awaited }) => awaited === "nobody" },
  { query: "tenant=*&awaited=vendor", fits: ({ awaited }) => awaited === "vendor" },
  { query: "tenant=*&requestType=cancel", fits: ({ requestType }) => requestType === "cancel" },
  { query: "tenant=*&adapter=bridge", fits: ({ adapter }) => adapter === "bridge" },
  {
    query: "tenant=*&status=terminated&adapter=bridge",
    fits: ({ status, adapter }) => status === "terminated" && adapter === "bridge",
  },
  {
    query: "tenant=acme&status=active&adapter=connect&awaited=nobody",
    fits: ({ tenant, status, adapter, awaited }) =>
      tenant === "acme" && status === "active" && adapter === "connect" && awaited === "nobody",
  },
  { query: "tenant=*&status=terminated&requestState=pending", fits: () => false },
  { query: "text=AS-", fits: ofDefault },
  {
    query: `text=AS-${half.slice(0, 4)}`,
    fits: (facts) => ofDefault(facts) && facts.key.startsWith(`AS-${half.slice(0, 4)}`),
  },
  { query: `text=AS-${last}`, fits: ({ key }) => key === `AS-${last}` },
  {
    query: "text=AS-&status=suspended",
    fits: (facts) => ofDefault(facts) && facts.status === "suspended",
  },
  {
    query: `text=AS-${half.slice(0, 4)}&requestState=stuck`,
    fits: (facts) =>
      ofDefault(facts) &&
      facts.key.startsWith(`AS-${half.slice(0, 4)}`) &&
      facts.requestState === "stuck",
  },
];

/** Behind which keys a place's pages begin; each page is another, so that none is remembered. */
function placesIn(
  keys: readonly string[],
): Readonly<Record<string, readonly (number | undefined)[]>> {
  const pages = Math.max(1, Math.min(samples, Math.floor(keys.length / limit / 3)));
  const from = (first: number) => Array.from({ length: pages }, (_, page) => first + page * limit);
  const few = keys.length <= 3 * limit;
  return {
    start: [undefined, ...from(limit - 1)].slice(0, pages),
    middle: few ? [undefined] : from(Math.floor(keys.length / 2)),
    end: few ? [undefined] : from(keys.length - 1 - pages * limit),
  };
}

async function timed(url: string): Promise<{ readonly took: number; readonly body: unknown }> {
  const started = performance.now();
  const response = await fetch(url);
  const body: unknown = await response.json();
  const took = performance.now() - started;
  if (response.status !== 200) throw new Error(`${url}: ${JSON.stringify(body)}`);
  return { took, body };
}

/** How long one page takes, once it is sure that it is the right one. */
async function pageBehind(
  url: string,
  keys: readonly string[],
  index: number | undefined,
): Promise<number> {
  const after = index === undefined ? "" : `&after=${encodeURIComponent(keys[index] ?? "")}`;
  const { took, body } = await timed(`${url}${after}`);
  const shown = (body as { rows: { key: string }[] }).rows.map(({ key }) => key);
  const first = index === undefined ? 0 : index + 1;
  const expected = keys.slice(first, first + limit);
  if (shown.join() !== expected.join()) throw new Error(`${url}${after} is not as it has to be`);
  return took;
}

async function ask(url: string, { query, fits }: Question, facts: readonly Facts[]): Promise<void> {
  const keys = facts.filter(fits).map(({ key }) => key);
  const address = `${url}/api/v1/subscriptions?${query}&limit=${limit}`;
  const places = Object.entries(placesIn(keys)).map(([place, behind]) => ({
    place,
    behind,
    took: [] as number[],
  }));
  // In turn, so that all places meet the same weather; what comes first only warms up.
  for (let sample = -3; sample < samples; sample += 1) {
    for (const { behind, took } of places) {
      const page = await pageBehind(address, keys, behind[Math.max(0, sample) % behind.length]);
      if (sample >= 0) took.push(page);
    }
  }
  const figures = places.map(
    ({ place, took }) =>
      `${place} ${number(percentile(took, 0.5))}/${number(percentile(took, 0.95))}`,
  );
  const median = (of: string): number =>
    percentile(places.find(({ place }) => place === of)?.took ?? [], 0.5);
  const ratio = median("end") / median("start");
  print(
    `  ${query} (${number(keys.length)}): p50/p95 ms ${figures.join(", ")}; end to start x${number(ratio, 2)}`,
  );
}

/** Takes work and never finishes it, so that what waits goes on waiting. */
function idlePlatform(name: string): Adapter {
  return {
    name,
    perform: async ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      }),
  };
}

async function measure(name: string, store: Store, facts: readonly Facts[]): Promise<void> {
  const started = performance.now();
  await store.open();
  await fillWithLives(store, total);
  print(
    `${name}: ${number(total)} subscriptions, written in ${number((performance.now() - started) / 1000)} s`,
  );
  for (const filter of [{}, { tenant: "default" }, { status: ["active"] }] as const) {
    const { tally, counts } = await counting(store, filter);
    print(
      `  counts of an overview ${JSON.stringify(filter)}: one tally ${number(tally)} ms, ` +
        `value by value ${number(counts)} ms; x${number(counts / tally, 2)}`,
    );
  }
  const service = await startService({
    configuration: checkConfiguration({
      store,
      adapters: [idlePlatform("connect"), idlePlatform("bridge")],
      tenants: ["acme"],
      http: { port: 0, console: false },
      logging: { level: "silent" },
      stopDeadlineMilliseconds: 0,
    }),
  });
  const { url } = service;
  for (const question of questions) await ask(url, question, facts);
  for (const path of [
    "/overview?tenant=*",
    "/counts?tenant=default",
    "/counts?tenant=*&status=active",
  ]) {
    const first = await timed(`${url}/api/v1${path}`);
    const again = await timed(`${url}/api/v1${path}`);
    print(`  ${path}: first ${number(first.took)} ms, again ${number(again.took)} ms`);
  }
  await service.stop();
}

const folder = mkdtempSync(join(tmpdir(), "tenure-bench-"));
const factsAt = factsOf();
const facts = Array.from({ length: total }, (_, index) => factsAt(index)).toSorted((left, right) =>
  left.key < right.key ? -1 : 1,
);
try {
  if (values.only.includes("sqlite")) {
    await measure("SQLite", sqliteStore({ file: join(folder, "tenure.db") }), facts);
  }
  if (values.only.includes("postgres")) {
    const server = await startServer();
    try {
      const connectionString = await server.createDatabase();
      await measure("PostgreSQL", postgresStore({ connectionString }), facts);
    } finally {
      await server.stop();
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
