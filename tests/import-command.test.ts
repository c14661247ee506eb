import { existsSync } from "node:fs";

import { approve, connect } from "@tenure/connect";
import { createEngine } from "@tenure/engine";
import { postgresStore } from "@tenure/postgres";
import { VENDOR_KEY } from "@tenure/simulator";
import { sqliteStore } from "@tenure/sqlite";
import { describe, expect, test } from "vitest";

import { testDatabase } from "../packages/postgres/test/database.ts";
import { expectAdopted, isLiving } from "./adopting/expect-adopted.ts";
import { importStage, objectsIn } from "./adopting/import-stage.ts";
import type { Ran } from "./run-here.ts";
import type { TenureRun } from "./run-tenure.ts";

/** What it wrote, once it has ended as it has to; the key is in none of it. */
async function ranTo(running: Promise<Ran>, expected: number): Promise<string> {
  const { code, output } = await running;
  expect(code, output).toBe(expected);
  expect(output).not.toContain(VENDOR_KEY.split(":")[1]);
  return output;
}

const ofProcess = async ({ ended, output }: TenureRun): Promise<Ran> => ({
  code: await ended,
  output: output(),
});

describe("tenure import", { timeout: 120_000 }, () => {
  test("tells programs of each subscription in a line of JSON, and of all in the last one", async () => {
    const { start, command, placed, file } = await importStage(30);
    expect(await ranTo(command(["--dry-run"]), 0)).toContain("would be taken over");
    expect(existsSync(file)).toBe(false);
    const rows = objectsIn(await ranTo(ofProcess(start(["--json", "--reconcile"])), 0));
    expect(rows).toHaveLength(placed.length + 1);
    const pending = placed.find(({ life }) => life.name === "cancel pending on terminating");
    expect(rows.find(({ key }) => key === pending?.id)).toEqual({
      type: "adopted",
      key: pending?.id,
      status: "terminating",
      requests: [pending?.openRequest],
    });
    const living = placed.filter(isLiving).length;
    expect(rows.at(-1)).toMatchObject({
      type: "summary",
      adopted: living,
      ended: placed.length - living,
      unreadable: 0,
      done: placed.length,
      total: placed.length,
      end: null,
      classes: { agrees: living },
    });
  });

  test("wants a key, a product and one store, and says so with code 2", async () => {
    const { command, file } = await importStage(1);
    const noKey = await ranTo(command([], { CONNECT_KEY: "" }), 2);
    const noStore = await ranTo(command([], { DATABASE_URL: "" }), 2);
    const database = ["--database", "postgres://user:secret-word@127.0.0.1/base"];
    const twoStores = await ranTo(command(database), 2);
    const noNumber = await ranTo(command(["--retries", "often"]), 2);
    expect(noKey).toContain("CONNECT_KEY is not set");
    expect(noStore).toContain("Which store?");
    expect(twoStores).toContain("cannot be used with");
    expect(noNumber).toContain("Expected a whole number");
    expect(existsSync(file)).toBe(false);
  });

  test("ends between two subscriptions at Ctrl-C, says how to go on, and goes on", async () => {
    const { start, command, placed, simulator, file } = await importStage(300);
    simulator.faults.add({ kind: "delay", delayMs: 150, times: Infinity });
    const run = start(["--json"]);
    await expect.poll(() => objectsIn(run.output()).length, { timeout: 60_000 }).toBeGreaterThan(0);
    run.child.kill("SIGINT");
    const output = await ranTo(ofProcess(run), 130);
    expect(output).toContain("run the same command again to go on");
    const stopped = objectsIn(output).at(-1);
    expect(stopped).toMatchObject({ type: "summary", end: "stopped", total: placed.length });
    expect(Number(stopped?.["done"])).toBeLessThan(placed.length);
    simulator.faults.clear();
    const rest = objectsIn(await ranTo(command(["--json"]), 0)).at(-1);
    expect(rest).toMatchObject({ done: placed.length });
    const engine = createEngine({ store: sqliteStore({ file }), passive: true, adapters: [] });
    await engine.start();
    await using _ = engine;
    await expectAdopted(engine, placed);
  });
});

describe("tenure import into PostgreSQL", { timeout: 120_000 }, () => {
  const base = testDatabase();

  test("works beside the service, which answers what waits", async () => {
    const { command, placed, url } = await importStage(60);
    const { connectionString } = base;
    const env = { DATABASE_URL: connectionString };
    const living = placed.filter(isLiving).length;
    // There is no schema yet, and a dry run makes none.
    const early = await ranTo(command(["--dry-run", "--schema", "sold"], env), 0);
    expect(early).toContain(`${living} would be taken over`);
    const client = await base.client();
    const made = "SELECT nspname FROM pg_namespace WHERE nspname = 'sold'";
    expect((await client.query(made)).rows).toEqual([]);
    const asked: string[] = [];
    const engine = createEngine({
      store: postgresStore({ connectionString, schema: "sold" }),
      adapters: [
        connect({
          baseUrl: url,
          apiKey: VENDOR_KEY,
          // It does not poll the products that are imported yet.
          products: ["PRD-300-000-003"],
          handlers: {
            otherwise: ({ request }) => {
              asked.push(request.id);
              return approve({ parameters: { subscription_id: "S-1" } });
            },
          },
        }),
      ],
    });
    await engine.start();
    await using _ = engine;
    await ranTo(command(["--dry-run", "--schema", "sold"], env), 0);
    expect(await engine.count()).toBe(0);
    await ranTo(command(["--schema", "sold"], env), 0);
    expect(await engine.count()).toBe(living);
    await expect
      .poll(async () => engine.count({ requestState: ["pending"] }), { timeout: 60_000 })
      .toBe(0);
    const waiting = placed.filter(({ life }) => life.requests.at(-1)?.[1] === "pending");
    const ids = waiting.flatMap(({ openRequest }) => openRequest ?? []);
    expect(asked.toSorted()).toEqual(ids.toSorted());
  });
});
