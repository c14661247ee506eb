import { storePromises, storePromisesLeftOut } from "@tenure/testing/store";
import { describe, expect, test } from "vitest";

import { memorySubject } from "./memory-subject.ts";

const whole = memorySubject();
const names = (promises: readonly { readonly group: string; readonly name: string }[]) =>
  promises.map(({ group, name }) => `${group}: ${name}`);

describe("the promises of a store", () => {
  test("have names of their own", () => {
    const all = names([...storePromises(whole), ...storePromisesLeftOut(whole)]);
    expect(new Set(all).size).toBe(all.length);
  });

  test("are either tried or named as left out, with what the subject lacks", () => {
    const { open, close } = whole;
    const least = { open, close };
    const leftOut = storePromisesLeftOut(least);
    const all = names([...storePromises(whole), ...storePromisesLeftOut(whole)]);
    expect(names([...storePromises(least), ...leftOut]).toSorted()).toEqual(all.toSorted());
    expect(new Set(leftOut.flatMap(({ lacks }) => lacks))).toEqual(
      new Set(["reopen", "crash", "second", "releases"]),
    );
    expect(storePromisesLeftOut({ ...whole, releases: [] })).toEqual([]);
  });

  test("close every store they open, also when they are broken", async () => {
    let opened = 0;
    let closed = 0;
    const counting = {
      open: () => {
        opened += 1;
        return whole.open();
      },
      close: async (store: Awaited<ReturnType<typeof whole.open>>) => {
        closed += 1;
        await whole.close(store);
      },
      releases: [],
    };
    const runs = storePromises({ ...counting, runs: 2 }).map(({ run }) => run());
    const results = await Promise.allSettled(runs);
    expect(results.filter(({ status }) => status === "rejected")).toHaveLength(3);
    expect(opened).toBeGreaterThan(runs.length - 10);
    expect(closed).toBe(opened);
  });

  test("make the same choices with the same seed", async () => {
    const seen: string[][] = [];
    for (const seed of [7, 7, 8]) {
      const asked: string[] = [];
      const subject = {
        ...whole,
        seed,
        open: async () => {
          const store = await whole.open();
          return new Proxy(store, {
            get(target, name) {
              const value: unknown = Reflect.get(target, name);
              if (typeof value !== "function") return value;
              return (...given: readonly unknown[]): unknown => {
                asked.push(`${String(name)} ${JSON.stringify(given)}`);
                return Reflect.apply(value, target, given);
              };
            },
          });
        },
      };
      await storePromises(subject)
        .find(({ group }) => group === "model")
        ?.run();
      seen.push(asked);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).not.toEqual(seen[2]);
  });
});
