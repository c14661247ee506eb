import type { Store } from "@tenure/engine";

import { seededRandom } from "../../apps/tenure/src/demo/seeded-random.ts";
import { Buyer } from "./buyer.ts";
import { Crew, trouble } from "./crew.ts";
import { hasConverged } from "./promises-kept.ts";
import { startWorker, type WorkerSetting } from "./worker-process.ts";
import { openWorld, type World } from "./world.ts";

export interface TroubleReport {
  readonly world: World;
  readonly kills: number;
  readonly pauses: number;
  readonly restarts: number;
  readonly bought: number;
  readonly requests: number;
}

/** Convergence takes no longer than this once the trouble is over, in milliseconds. */
const healingTime = 60_000;

const pause = async (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Resolves as soon as the condition holds; false when it does not within the time. */
async function within(
  milliseconds: number,
  condition: () => Promise<boolean> | boolean,
): Promise<boolean> {
  for (let left = milliseconds; left > 0; left -= 50) {
    if (await condition()) return true;
    await pause(50);
  }
  return false;
}

/** Runs workers side by side and troubles them, while subscriptions are bought and changed. */
export async function troubleWorkers(options: {
  readonly place: WorkerSetting["store"];
  /** The same store, for looking at it when all is done. */
  readonly store: Store;
  readonly seed: number;
  readonly workers: number;
  readonly troubles: number;
  /** Restarts the database under the workers' hands. */
  readonly restart: () => Promise<void>;
  readonly random: () => number;
}): Promise<TroubleReport> {
  const { place, store, seed, workers, troubles, restart, random } = options;
  const leaseMilliseconds = 900;
  const world = await openWorld(seed);
  const { platformUrl, vendorUrl } = world;
  const setting = { store: place, platformUrl, vendorUrl, leaseMilliseconds };
  await using crew = new Crew(workers, () => startWorker(setting));
  await crew.started();
  const buyer = new Buyer(world.simulator, seededRandom(seed));
  let isBought = false;
  const buy = async (): Promise<void> => {
    await buyer.run(8);
    isBought = true;
  };
  const bought = buy();

  const restarts = await trouble(crew, {
    size: workers,
    troubles,
    leaseMilliseconds,
    restart,
    random,
  });

  buyer.stop();
  await within(healingTime, () => isBought);
  await store.open();
  const converged = await within(healingTime, async () => hasConverged(store, world, buyer.bought));
  await crew.end();
  if (!converged || !isBought) throw new Error(`Seed ${seed}: not converged.`);
  await bought;
  const { kills, pauses } = crew;
  return { world, kills, pauses, restarts, bought: buyer.bought, requests: buyer.ended };
}
