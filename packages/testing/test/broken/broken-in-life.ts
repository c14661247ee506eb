import type { Commit, Store, SubscriptionRecord } from "@tenure/engine";

import type { BrokenStore } from "./broken-store.ts";
import { ownPauses } from "./own-pauses.ts";

/** Says that commits are done and writes them when it is asked for something else. */
function lazy(sound: Store): Partial<Store> {
  let waiting: Commit[] = [];
  const write = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) await sound.commit(batch);
  };
  return {
    async commit(batch) {
      await write();
      waiting = [...batch];
      return batch.map(() => ({ type: "committed" }));
    },
    async load(batch) {
      await write();
      return sound.load(batch);
    },
    async claim(request) {
      await write();
      return sound.claim(request);
    },
    async claimTimers(request) {
      await write();
      return sound.claimTimers(request);
    },
  };
}

/** Looks records up once and believes for ever to know them. */
function cached(sound: Store): Partial<Store> {
  const known = new Map<string, SubscriptionRecord>();
  return {
    async commit(batch) {
      const results = await sound.commit(batch);
      for (const [index, { key, change }] of batch.entries()) {
        if (results[index]?.type === "committed" && change) known.set(key, change.record);
      }
      return results;
    },
    async load(batch) {
      const found = await sound.load(batch);
      return found.map((one, index) => {
        const record = known.get(batch[index]?.key ?? "");
        return record === undefined ? one : { ...one, record };
      });
    },
  };
}

export const brokenInLife: readonly BrokenStore[] = [
  {
    fault: "forgets the pauses when it is opened again",
    group: "restarts",
    breaking: ownPauses,
  },
  { fault: "says done before it is", group: "crash points", breaking: lazy },
  { fault: "believes that nobody else writes", group: "many callers", breaking: cached },
  {
    fault: "gives one answer to all who claim at the same moment",
    group: "many callers",
    breaking(sound) {
      let answer: ReturnType<Store["claim"]> | undefined;
      return {
        claim(request) {
          answer ??= sound.claim(request);
          setImmediate(() => {
            answer = undefined;
          });
          return answer;
        },
      };
    },
  },
  {
    fault: "puts a little more time on every retry",
    group: "model",
    breaking: (sound) => ({
      putBack: (claim, retry) =>
        sound.putBack(claim, { ...retry, availableAt: retry.availableAt + 1 }),
    }),
  },
  {
    fault: "loses the newest cursor",
    group: "model",
    breaking(sound) {
      let isKept = false;
      return {
        async writeCursor(name, value) {
          if (!isKept) await sound.writeCursor(name, value);
          isKept = true;
        },
      };
    },
  },
];
