import { TenureError, type Commit, type CommitResult, type Store } from "@tenure/engine";

import type { LeaseWatch } from "./lease-watch.ts";
import type { Life } from "./life.ts";
import type { SeededRandom } from "./seeded-random.ts";
import type { Weather } from "./weather.ts";

/** What a store is wrapped with on its way to an engine. */
export interface StoreSurroundings {
  readonly life: Life;
  readonly weather: Weather;
  readonly leases: LeaseWatch;
  readonly random: SeededRandom;
}

function unavailable(when: string): TenureError {
  return new TenureError("store_unavailable", `The store failed ${when}, for the simulation.`);
}

function about(commits: readonly Commit[]): string {
  return commits
    .map(({ key, change, settles }) => {
      const event = change === undefined ? "nothing" : change.entry.event.type;
      const verdict = change?.entry.verdict.type ?? "";
      return `${key}/${change?.record.version ?? "-"} ${event} ${verdict}${settles === undefined ? "" : ` settles ${settles.id}`}`;
    })
    .join(", ");
}

/**
 * The store as one life reaches it: a gate before and after each verb, at which others may go first or a
 * crash may come, and failures before and after the verb was done.
 */
export function simulatedStore(
  store: Store,
  { life, weather, leases, random }: StoreSurroundings,
): Store {
  // A store far away leaves others time to come in between a look and what is written on it.
  const farthest = random.pick([0, 0, 20, 400]);

  async function linger(): Promise<void> {
    if (farthest > 0 && random.chance(0.4)) await life.clock.sleep(random.below(farthest));
  }

  async function reach<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    await linger();
    await life.step(`store ${name}`);
    if (weather.strikes("store failed before it was done")) {
      life.note(`store ${name}: fails, nothing done`);
      throw unavailable("before it did anything");
    }
    const result = await work();
    await linger();
    await life.step(`store ${name}: done`);
    if (weather.strikes("store failed after it was done")) {
      life.note(`store ${name}: done, but the answer is lost`);
      throw unavailable("after it had done it");
    }
    return result;
  }

  /** Some of the batch meet somebody else who is writing; the others are written. */
  async function commitSome(batch: readonly Commit[]): Promise<readonly CommitResult[]> {
    const busy = batch.map(() => weather.strikes("subscription busy in the store"));
    const taken = batch.filter((_, index) => busy[index] === false);
    const written = [...(taken.length === 0 ? [] : await store.commit(taken))];
    const results = busy.map((isBusy): CommitResult => {
      const result = isBusy ? { type: "busy" as const } : written.shift();
      if (result === undefined) throw new TypeError("The store left a commit unanswered.");
      return result;
    });
    for (const [index, result] of results.entries()) {
      const settled = batch[index]?.settles;
      if (result.type === "committed" && settled !== undefined) leases.released(settled);
    }
    return results;
  }

  return {
    open: () => reach("open", () => store.open()),
    close: () => reach("close", () => store.close()),
    load: (batch) =>
      reach(`load ${batch.map(({ key }) => key).join(", ")}`, () => store.load(batch)),
    async commit(batch) {
      const results = await reach(`commit ${about(batch)}`, () => commitSome(batch));
      if (results.some(({ type }) => type !== "committed")) {
        life.note(`commit answered ${results.map(({ type }) => type).join(", ")}`);
      }
      return results;
    },
    claim: (request) =>
      reach("claim", async () => {
        const claimed = await store.claim(request);
        for (const effect of claimed) {
          life.note(`has claimed ${effect.id} ${effect.effect.type}, token ${effect.token}`);
          leases.claimed(life, effect, request.leaseUntil);
        }
        return claimed;
      }),
    extend: (claim, until) =>
      reach(`extend ${claim.id}`, async () => {
        const held = await store.extend(claim, until);
        if (held) leases.extended(claim, until);
        return held;
      }),
    putBack: (claim, retry) =>
      reach(`put back ${claim.id} (${retry.error})`, async () => {
        const held = await store.putBack(claim, retry);
        if (held) leases.released(claim);
        return held;
      }),
    claimTimers: (request) => reach("claim timers", () => store.claimTimers(request)),
    nextWake: (adapters) => reach("next wake", () => store.nextWake(adapters)),
    history: (key, page) => reach(`history ${key}`, () => store.history(key, page)),
    list: (filter, page) => reach("list", () => store.list(filter, page)),
    count: (filter) => reach("count", () => store.count(filter)),
    tally: (facets, filter) => reach("tally", () => store.tally(facets, filter)),
    changes: (after, limit) => reach("changes", () => store.changes(after, limit)),
    changesEnd: () => reach("changes end", () => store.changesEnd()),
    outstanding: (key) => reach(`outstanding ${key}`, () => store.outstanding(key)),
    backlog: () => reach("backlog", () => store.backlog()),
    pause: (pause) => reach("pause", () => store.pause(pause)),
    resume: (adapter) => reach("resume", () => store.resume(adapter)),
    pauses: () => reach("pauses", () => store.pauses()),
    forgetAnswers: (before, limit) =>
      reach("forget answers", () => store.forgetAnswers(before, limit)),
    readCursor: (name) => reach(`read cursor ${name}`, () => store.readCursor(name)),
    writeCursor: (name, value) =>
      reach(`write cursor ${name} ${value}`, () => store.writeCursor(name, value)),
  };
}
