import type { Tampering } from "./fleet.ts";
import { breachesOf, isAtRest } from "./promises.ts";
import type { Trouble } from "./weather.ts";
import { worldOf, type World } from "./world.ts";

const minute = 60_000;
/** So long, at least, the trouble lasts, unless all stories end before. */
const trouble = { least: minute, most: 4 * minute };
/** So long the stories may take, and then the record, once nothing goes wrong any more. */
const patience = 20 * minute;
const between = 4000;
/** Several sweeps fit into it: what is still to come, comes. */
const afterRest = 25_000;

const alwaysShown = [
  " world ",
  "has started",
  "cut off",
  "stands still",
  "goes on",
  "told to stop",
];

/** What became of one seed. */
export interface Report {
  readonly seed: number;
  /** What was promised and not kept; empty when all is well. */
  readonly breaches: readonly string[];
  readonly steps: number;
  readonly counts: ReadonlyMap<Trouble, number>;
  readonly digest: string;
  /** The whole trace. */
  trace(): string;
  /** The part of the trace that speaks of what the breaches name, and of the world. */
  excerpt(linesAtMost: number): string;
}

async function within(
  world: World,
  work: Promise<unknown>,
  milliseconds: number,
): Promise<boolean> {
  const over = new AbortController();
  const late = world.outside.clock.sleep(milliseconds, over.signal).then(() => "late" as const);
  const first = await Promise.race([work, late]);
  over.abort();
  return first !== "late";
}

async function comesToRest(world: World): Promise<void> {
  const { clock } = world.outside;
  const until = clock.now() + patience;
  while (clock.now() < until) {
    await clock.sleep(between);
    if (await isAtRest(world)) break;
  }
  await clock.sleep(afterRest);
}

async function live(world: World, { engines }: Tampering): Promise<readonly string[]> {
  const { fleet, misfortunes, weather, random, outside, buyers, store, network } = world;
  await store.open();
  misfortunes.begin(engines);
  const stories = Promise.all(buyers.map((buyer) => buyer.play()));
  await within(world, stories, random.between(trouble.least, trouble.most));

  outside.note("from here on nothing goes wrong");
  weather.clearUp();
  network.outage.until = 0;
  await misfortunes.end();
  const haveEnded = await within(world, stories, patience);
  await comesToRest(world);
  const breaches = await breachesOf(world);
  const vessels = [...fleet.afloat];
  const stopped = Promise.all(vessels.map(({ engine }) => engine.stop()));
  const haveStopped = await within(world, stopped, minute);
  return [
    ...(haveEnded ? [] : ["the stories do not come to their end"]),
    ...breaches,
    ...(haveStopped ? [] : ["the engine does not stop"]),
  ];
}

/** What a breach speaks of: subscriptions, and requests by the digits of theirs. */
function mentioned(breaches: readonly string[]): readonly string[] {
  const ids = breaches.flatMap((breach) => breach.match(/\d{4}-\d{4}-\d{4}/gu) ?? []);
  return [...new Set(ids)];
}

/** Lives one world from its first step to its rest, and says what it promised and did not keep. */
export async function simulate(seed: number, tampering: Tampering = {}): Promise<Report> {
  const world = worldOf(seed, tampering);
  const { scheduler, trace, weather } = world;
  let breaches: readonly string[];
  try {
    breaches = await scheduler.run(live(world, tampering));
  } catch (error) {
    breaches = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
  return {
    seed,
    breaches,
    steps: scheduler.steps,
    counts: weather.counts,
    digest: trace.digest(),
    trace: () => trace.whole(),
    excerpt: (linesAtMost) => {
      const ids = mentioned(breaches);
      return trace.text(ids.length === 0 ? [] : [...ids, ...alwaysShown], linesAtMost);
    },
  };
}
