import type { RequestFact, SubscriptionEvent } from "@tenure/machine";

import type { World } from "./world.ts";

/** One step of a history: the event it stands for where the world is; undefined when it makes no sense there. */
export type Step = (world: World) => SubscriptionEvent | undefined;

/** Something comes about on the platform, and is told later or never. */
export const keptBack =
  (comesAbout: (world: World) => RequestFact): Step =>
  (world) => {
    world.remember(comesAbout(world), world.untold);
    return undefined;
  };
