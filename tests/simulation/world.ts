import type { Store } from "@tenure/engine";
import { memoryDatabase, memoryStore } from "@tenure/testing/store";

import { Buyer } from "./buyer.ts";
import { Distributor } from "./distributor.ts";
import { Fleet, type Tampering } from "./fleet.ts";
import type { Network } from "./journey.ts";
import { LeaseWatch } from "./lease-watch.ts";
import { Life } from "./life.ts";
import { Misfortunes } from "./misfortunes.ts";
import { Operator } from "./operator.ts";
import { PastAnswers } from "./past-answers.ts";
import { furnish } from "./products.ts";
import { Scheduler } from "./scheduler.ts";
import { seededRandom, type SeededRandom } from "./seeded-random.ts";
import { SimulatedPlatform } from "./simulated-platform.ts";
import { storiesOf, type Story } from "./stories.ts";
import { StoryBook } from "./story-book.ts";
import { Trace } from "./trace.ts";
import { Vendor } from "./vendor.ts";
import { Weather } from "./weather.ts";

/** The first of January 2026. */
const start = Date.UTC(2026, 0, 1);
const stepsAtMost = 60_000;

/** Everything there is for one seed. */
export interface World {
  readonly random: SeededRandom;
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly weather: Weather;
  readonly network: Network;
  readonly platform: SimulatedPlatform;
  readonly distributor: Distributor;
  readonly vendor: Vendor;
  readonly book: StoryBook;
  readonly operator: Operator;
  readonly leases: LeaseWatch;
  readonly fleet: Fleet;
  readonly misfortunes: Misfortunes;
  readonly stories: readonly Story[];
  readonly buyers: readonly Buyer[];
  /** The database as somebody sees it who looks on from outside, by a store of their own. */
  readonly store: Store;
  /** The life of those who only look on. */
  readonly outside: Life;
}

export function worldOf(seed: number, tampering: Tampering = {}): World {
  const random = seededRandom(seed);
  const scheduler = new Scheduler(random.fork("order"), { start, steps: stepsAtMost });
  const trace = new Trace(() => scheduler.now());
  const life = (name: string): Life => new Life(name, { scheduler, trace });
  const outside = life("world");
  const weather = new Weather(random.fork("weather"));
  const platform = new SimulatedPlatform(seed, life("platform"));
  furnish(platform.simulator);
  const distributor = new Distributor(platform);
  const vendor = new Vendor({ life: life("vendor"), weather, random: random.fork("vendor") });
  const book = new StoryBook();
  const leases = new LeaseWatch(() => scheduler.now());
  const database = memoryDatabase();
  const network: Network = {
    platform,
    outside: life("network"),
    weather,
    past: new PastAnswers(() => scheduler.now(), random.fork("past")),
    random: random.fork("network"),
    outage: { until: 0, hangs: false },
  };
  const fleet = new Fleet({
    scheduler,
    trace,
    database,
    network,
    leases,
    book,
    vendor,
    random: random.fork("engines"),
    tampering,
  });
  const operator = new Operator({
    life: life("operator"),
    vendor,
    book,
    engine: () => fleet.serving,
  });
  const misfortunes = new Misfortunes({
    scheduler,
    fleet,
    outside,
    network,
    operator,
    random: random.fork("misfortunes"),
  });
  const stories = storiesOf(random.fork("stories"));
  const buyers = stories.map(
    (story) =>
      new Buyer(
        {
          life: life("buyer"),
          distributor,
          platform,
          operator,
          book,
          random: random.fork(story.name),
        },
        story,
      ),
  );
  return {
    random,
    scheduler,
    trace,
    weather,
    network,
    platform,
    distributor,
    vendor,
    book,
    operator,
    leases,
    fleet,
    misfortunes,
    stories,
    buyers,
    store: memoryStore({ database }),
    outside,
  };
}
