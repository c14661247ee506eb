import { disagreement, look } from "./agreement.ts";
import { historyBreaches } from "./history-promises.ts";
import { requestBreaches } from "./request-promises.ts";
import type { World } from "./world.ts";

const everything = 10_000;
const farAhead = 8.64e15;

/** Timers that are left although nothing waits for them, and those that are missing. */
async function timerBreaches({ store, stories }: World): Promise<readonly string[]> {
  const waiting = stories.filter(({ steps }) => steps.some((step) => step.do === "leaveScheduled"));
  const left = await store.claimTimers({ now: farAhead, leaseUntil: farAhead, limit: everything });
  const due = left.filter(({ timer }) => timer === "schedule").length;
  return left.length === waiting.length && due === left.length
    ? []
    : [
        `${waiting.length} requests are scheduled, the timers are ${
          left.map(({ key, timer }) => `${timer} of ${key}`).join(", ") || "none"
        }`,
      ];
}

/** What the world shows, now that it is at rest, that should not be. */
export async function breachesOf(world: World): Promise<readonly string[]> {
  const { store, leases, operator } = world;
  const seen = await look(world);
  const breaches: string[] = [...leases.breaches, ...operator.breaches];
  for (const one of seen) {
    const differs = disagreement(one);
    if (differs !== undefined) breaches.push(differs);
    breaches.push(...requestBreaches(world, one));
    if (one.record === undefined) continue;
    const history = await store.history(one.assetId, { after: 0, limit: everything });
    breaches.push(...historyBreaches(one.record, history));
  }
  const backlog = await store.backlog();
  if (backlog > 0) breaches.push(`${backlog} effects are left in the outbox`);
  breaches.push(...(await timerBreaches(world)));
  const strangers = (await store.list({}, { limit: everything })).rows.filter(
    ({ key }) => !world.book.assetIds.includes(key),
  );
  breaches.push(...strangers.map(({ key }) => `nobody purchased ${key}`));
  return breaches;
}

/** Whether nothing more is to be expected, unless something went wrong. */
export async function isAtRest(world: World): Promise<boolean> {
  if ((await world.store.backlog()) > 0) return false;
  if ((await world.store.count({ requestState: ["pending", "revoking"] })) > 0) return false;
  return (await look(world)).every((seen) => disagreement(seen) === undefined);
}
