import type { ClaimedEffect, Store, TimerRow } from "@tenure/engine";

import { type BrokenStore, versionIn } from "./broken-store.ts";
import { ownPauses } from "./own-pauses.ts";

/** Claims of which the sound store hears nothing but the newest token. */
function unfenced(sound: Store): Partial<Store> {
  const newest = new Map<string, number>();
  const renewed = <Claim extends { readonly id: string; readonly token: number }>(
    claim: Claim,
  ) => ({
    ...claim,
    token: newest.get(claim.id) ?? claim.token,
  });
  return {
    async claim(request) {
      const claimed = await sound.claim(request);
      for (const { id, token } of claimed) newest.set(id, token);
      return claimed;
    },
    commit: (batch) =>
      sound.commit(
        batch.map(({ settles, requires, ...commit }) => ({
          ...commit,
          ...(settles && { settles: renewed(settles) }),
          ...(requires && { requires: renewed(requires) }),
        })),
      ),
  };
}

/** Takes the longest due, whoever they belong to. */
function unfair(sound: Store): Partial<Store> {
  return {
    async claim({ adapters, ...request }) {
      const claimed: ClaimedEffect[] = [];
      for (const { adapter, limit } of adapters) {
        const all = await sound.claim({ ...request, adapters: [{ adapter, limit: 9999 }] });
        const sorted = all.toSorted((left, right) => left.availableAt - right.availableAt);
        claimed.push(...sorted.slice(0, limit));
        for (const one of sorted.slice(limit)) await sound.putBack(one, { ...one, error: "" });
      }
      return claimed;
    },
  };
}

async function fireAtOnce(sound: Store, timers: readonly TimerRow[]): Promise<void> {
  for (const firedTimer of timers) {
    const { key } = firedTimer;
    const expectedVersion = await versionIn(sound, key);
    const nothing = { effects: [], startTimers: [], cancelTimers: [] };
    await sound.commit([{ ...nothing, key, expectedVersion, firedTimer }]);
  }
}

const allAdapters = ["connect", "bridge", "other"];

export const brokenInOutbox: readonly BrokenStore[] = [
  {
    fault: "keeps the effects of a subscription in another order",
    group: "outbox",
    breaking: (sound) => ({
      commit: (batch) =>
        sound.commit(batch.map((commit) => ({ ...commit, effects: commit.effects.toReversed() }))),
    }),
  },
  {
    fault: "gives an effect to everybody who asks",
    group: "outbox",
    breaking: (sound) => ({
      async claim(request) {
        const claimed = await sound.claim(request);
        for (const claim of claimed) await sound.extend(claim, 0);
        return claimed;
      },
    }),
  },
  {
    fault: "keeps what was settled",
    group: "outbox",
    breaking: (sound) => ({
      commit: (batch) =>
        sound.commit(
          batch.map(({ settles, ...commit }) => ({
            ...commit,
            ...(settles && { requires: settles }),
          })),
        ),
    }),
  },
  {
    fault: "forgets the trace",
    group: "outbox",
    breaking: (sound) => ({
      claim: async (request) =>
        (await sound.claim(request)).map(({ trace: _trace, ...claimed }) => claimed),
    }),
  },
  {
    fault: "takes effects of adapters that were not named",
    group: "outbox",
    breaking: (sound) => ({
      claim: (request) =>
        sound.claim({
          ...request,
          adapters: allAdapters.map((adapter) => ({ adapter, limit: 99 })),
        }),
    }),
  },
  {
    fault: "wakes for adapters that were not named",
    group: "outbox",
    breaking: (sound) => ({ nextWake: () => sound.nextWake(allAdapters) }),
  },
  { fault: "hears results that come too late", group: "leases", breaking: unfenced },
  {
    fault: "lets anybody extend a lease",
    group: "leases",
    breaking: (sound) => ({
      async extend(claim, leaseUntil) {
        await sound.extend(claim, leaseUntil);
        return true;
      },
    }),
  },
  {
    fault: "forgets the attempts of what is put back",
    group: "leases",
    breaking: (sound) => ({
      putBack: (claim, retry) => sound.putBack(claim, { ...retry, attempts: 0 }),
    }),
  },
  {
    fault: "does not count lost leases",
    group: "leases",
    breaking: (sound) => ({
      claim: async (request) =>
        (await sound.claim(request)).map((claimed) => ({ ...claimed, lost: 0 })),
    }),
  },
  { fault: "lets a crowd go first", group: "fairness", breaking: unfair },
  {
    fault: "takes no notice of a pause",
    group: "pauses",
    breaking(sound) {
      const { claim: _claim, nextWake: _nextWake, ...told } = ownPauses(sound);
      return told;
    },
  },
  {
    fault: "drops a timer when it is claimed",
    group: "timers",
    breaking: (sound) => ({
      async claimTimers(request) {
        const timers = await sound.claimTimers(request);
        await fireAtOnce(sound, timers);
        return timers;
      },
    }),
  },
  {
    fault: "never lets go of a timer that fired",
    group: "timers",
    breaking: (sound) => ({
      commit: (batch) => sound.commit(batch.map(({ firedTimer: _fired, ...commit }) => commit)),
    }),
  },
  {
    fault: "cancels timers after it started them",
    group: "timers",
    breaking: (sound) => ({
      commit: (batch) =>
        sound.commit(
          batch.map((commit) => ({
            ...commit,
            startTimers: commit.startTimers.filter(
              ({ timer }) => !commit.cancelTimers.includes(timer),
            ),
          })),
        ),
    }),
  },
];
