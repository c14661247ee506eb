import type { Store } from "@tenure/engine";

import { seededRandom } from "../../apps/tenure/src/demo/seeded-random.ts";
import { Buyer } from "./buyer.ts";
import type { ChildProcess } from "./child-process.ts";
import { killAtCall, killMoment, type KillMoment } from "./kill-moment.ts";
import { hasConverged } from "./promises-kept.ts";
import { startWorker, type WorkerSetting } from "./worker-process.ts";
import { openWorld, type World } from "./world.ts";

export interface KillReport {
  readonly world: World;
  readonly kills: number;
  readonly killsInCalls: number;
  readonly bought: number;
  readonly requests: number;
}

/** A call that does not come is not waited for any longer than this, in milliseconds. */
const patience = 1500;
/** Convergence takes no longer than this once nobody is killed, in milliseconds. */
const healingTime = 60_000;

const pause = async (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Kills the worker at its moment. True when that was in the middle of a call. */
async function killAt(moment: KillMoment, worker: ChildProcess, world: World): Promise<boolean> {
  if (moment.type === "time") {
    if (moment.after === "start") await worker.started;
    await pause(moment.milliseconds);
    worker.signal("SIGKILL");
    return false;
  }
  let inCall = false;
  const killed = killAtCall(world, moment, () => {
    inCall = true;
    worker.signal("SIGKILL");
  });
  await worker.started;
  await Promise.race([killed, pause(patience)]);
  world.witness = undefined;
  if (!inCall) worker.signal("SIGKILL");
  return inCall;
}

function failIfBroken(worker: ChildProcess, end: number | string): void {
  if (end === "SIGKILL") return;
  throw new Error(`A worker ended by itself (${end}):\n${worker.complaints()}`);
}

/** Starts workers one after the other and kills each, while subscriptions are bought and changed. */
export async function killWorkers(options: {
  readonly place: WorkerSetting["store"];
  /** The same store, for looking at it when all is done. */
  readonly store: Store;
  readonly seed: number;
  readonly kills: number;
  readonly random: () => number;
}): Promise<KillReport> {
  const { place, store, seed, random } = options;
  const world = await openWorld(seed);
  const { platformUrl, vendorUrl } = world;
  const setting = { store: place, platformUrl, vendorUrl, leaseMilliseconds: 900 };
  const buyer = new Buyer(world.simulator, seededRandom(seed));
  const bought = buyer.run(6);

  let kills = 0;
  let killsInCalls = 0;
  while (kills < options.kills) {
    const worker = startWorker(setting);
    if (await killAt(killMoment(random), worker, world)) killsInCalls += 1;
    failIfBroken(worker, await worker.ended);
    kills += 1;
  }

  buyer.stop();
  const last = startWorker(setting);
  await last.started;
  await Promise.race([bought, pause(healingTime), last.ended]);
  await pause(1000);
  last.signal("SIGTERM");
  const end = await last.ended;
  if (end !== 0) throw new Error(`The last worker ended with ${end}:\n${last.complaints()}`);
  await store.open();
  if (!(await hasConverged(store, world, buyer.bought))) {
    throw new Error(`Seed ${seed}: not converged after ${kills} kills.`);
  }
  return { world, kills, killsInCalls, bought: buyer.bought, requests: buyer.ended };
}
