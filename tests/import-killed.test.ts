import { connect, hold } from "@tenure/connect";
import { createEngine, type EngineOptions } from "@tenure/engine";
import { type ConnectSimulator, VENDOR_KEY } from "@tenure/simulator";
import { sqliteStore } from "@tenure/sqlite";
import { describe, expect, onTestFinished, test } from "vitest";

import { seededRandom } from "../apps/tenure/src/demo/seeded-random.ts";
import { collect } from "./adopting/collect.ts";
import {
  expectAdopted,
  expectAgreement,
  expectIntact,
  isLiving,
} from "./adopting/expect-adopted.ts";
import { importStage, objectsIn, products } from "./adopting/import-stage.ts";

/** `TENURE_IMPORTED=20000` imports as many as told. */
const subscriptions = Number(process.env["TENURE_IMPORTED"] ?? 3000);
/** `TENURE_IMPORT_KILLS=50` kills as often, at moments of `TENURE_IMPORT_SEED`. */
const kills = Number(process.env["TENURE_IMPORT_KILLS"] ?? 4);
const random = seededRandom(Number(process.env["TENURE_IMPORT_SEED"] ?? 1));

type Stage = Awaited<ReturnType<typeof importStage>>;

/** Kills a run once it has made so many calls; 0 kills it before the first. */
async function killAfter({ simulator, start }: Stage, calls: number): Promise<void> {
  const from = simulator.calls.length;
  const run = start(["--json"]);
  while (simulator.calls.length - from < calls && run.child.exitCode === null) {
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
  }
  run.child.kill("SIGKILL");
  await run.ended;
}

/** An engine on what was imported, before the same platform without a wire between. */
function engineOn(simulator: ConnectSimulator, file: string, options: Partial<EngineOptions> = {}) {
  return createEngine({
    store: sqliteStore({ file }),
    adapters: [
      connect({
        baseUrl: "http://platform.invalid/public/v1",
        apiKey: VENDOR_KEY,
        products,
        handlers: { otherwise: hold },
        fetch: async (input, init) => simulator.fetch(new Request(input, init)),
        pollEvery: 50,
        pollEveryIdle: 100,
        sweepEvery: 500,
      }),
    ],
    ...options,
  });
}

describe("an import that is killed with SIGKILL again and again", { timeout: 240_000 }, () => {
  test("adopts every living subscription once, as it stands, and leaves the reconciler nothing to do", async () => {
    const stage = await importStage(subscriptions);
    const { placed, simulator, file, start } = stage;
    const callsOfAll = Math.max(12, (subscriptions / 100) * 4);
    for (let killed = 0; killed < kills; killed += 1) {
      await killAfter(stage, Math.floor((random() * callsOfAll * 2) / kills));
    }
    const last = start(["--json"]);
    expect(await last.ended, last.output().slice(-2000)).toBe(0);
    const summary = objectsIn(last.output()).at(-1);
    expect(summary).toMatchObject({ done: placed.length, unreadable: 0, end: null });

    const engine = engineOn(simulator, file, { passive: true });
    await engine.start();
    await using _ = engine;
    await expectAdopted(engine, placed);
    await expectIntact(engine);
    await expectAgreement(engine, placed.filter(isLiving).length);
  });

  test("agrees with a platform that went on meanwhile, as soon as the service has looked", async () => {
    const stage = await importStage(200);
    const { simulator, file, start, placed } = stage;
    simulator.robot.start({ rate: 15, seed: 3 });
    const waiting = placed.flatMap(({ openRequest }) => openRequest ?? []);
    const before = waiting.length;
    const moving = setInterval(() => {
      const id = waiting.splice(Math.floor(random() * waiting.length), 1)[0];
      if (id !== undefined)
        simulator.control.endRequest(id, random() < 0.5 ? "approved" : "failed");
    }, 50);
    onTestFinished(() => clearInterval(moving));
    await killAfter(stage, 4);
    await killAfter(stage, 7);
    const last = start();
    expect(await last.ended, last.output()).toBe(0);
    simulator.robot.stop();
    clearInterval(moving);
    expect(waiting.length).toBeLessThan(before);
    expect(simulator.robot.tally()?.moves.purchase).toBeGreaterThan(0);

    const engine = engineOn(simulator, file);
    await engine.start();
    await using _ = engine;
    await expect
      .poll(
        async () => {
          const rows = await collect(engine.reconcile({ concurrency: 50 }));
          return rows.filter((row) => row.class !== "agrees").map(({ key }) => key);
        },
        { timeout: 60_000 },
      )
      .toEqual([]);
    // What the robot bought is there as well.
    expect(await engine.count()).toBeGreaterThan(placed.filter(isLiving).length);
    await expectIntact(engine);
  });
});
