import { AssertionError } from "node:assert";

import {
  adapterPromises,
  adapterPromisesLeftOut,
  type AdapterPlatform,
} from "@tenure/testing/adapter";
import { describe, expect, test } from "vitest";

import { broken } from "./broken/broken-adapter.ts";
import { brokenInEffects } from "./broken/broken-in-effects.ts";
import { brokenInIntake } from "./broken/broken-in-intake.ts";
import { brokenInLooking } from "./broken/broken-in-looking.ts";
import { connectSubject } from "./connect-subject.ts";

/** Adapters that break one promise each, as adapters are broken in the field. */
const brokenAdapters = [...brokenInEffects, ...brokenInIntake, ...brokenInLooking];

const titleOf = ({ group, name }: { readonly group: string; readonly name: string }) =>
  `${group}: ${name}`;

describe("an adapter is caught that", () => {
  test.each(brokenAdapters)("$fault", async (adapter) => {
    const subject = {
      ...connectSubject((sound, logger) => broken(adapter, sound, logger)),
      seed: 1,
    };
    const promise = adapterPromises(subject).find((one) => titleOf(one) === adapter.breaks);
    if (promise === undefined) throw new Error(`there is no promise ${adapter.breaks}`);
    const error: unknown = await promise.run().catch((reason: unknown) => reason);
    // That of a property is the cause of what tells the case.
    const isProperty = error instanceof Error && error.cause !== undefined;
    expect(isProperty ? error.cause : error).toBeInstanceOf(AssertionError);
  });
});

describe("the promises of an adapter", () => {
  const subject = connectSubject();
  const all = adapterPromises(subject).map(titleOf);

  test("have names of their own, and each is broken by an adapter that is caught", () => {
    expect(new Set(all).size).toBe(all.length);
    expect(new Set(brokenAdapters.map(({ breaks }) => breaks))).toEqual(new Set(all));
  });

  test("are either tried or named as left out, with what the platform lacks", () => {
    const least = { ...subject, without: ["news", "answer", "secrets"] } as const;
    const leftOut = adapterPromisesLeftOut(least);
    expect([...adapterPromises(least), ...leftOut].map(titleOf).toSorted()).toEqual(all.toSorted());
    expect(new Set(leftOut.flatMap(({ lacks }) => lacks))).toEqual(new Set(least.without));
    expect(adapterPromisesLeftOut(subject)).toEqual([]);
  });

  test("need every part that the subject does not say it is without", async () => {
    const poor = {
      async open() {
        const platform = Object.entries(await subject.open());
        const poorer = platform.filter(([name]) => name !== "news" && name !== "hang");
        return Object.fromEntries(poorer) as unknown as AdapterPlatform;
      },
    };
    const promises = adapterPromises(poor).filter(({ name }) => name.includes("intake ends"));
    for (const { run } of promises) await expect(run()).rejects.toThrow(/the platform has \w+/u);
    expect(promises).toHaveLength(2);
  });

  test("cannot be kept by doing nothing: a task has to change something", async () => {
    const idle = {
      async open() {
        return { ...(await subject.open()), changes: () => 0 };
      },
    };
    const repeats = adapterPromises(idle).filter(({ name }) =>
      name.includes("changes nothing more"),
    );
    for (const { run } of repeats) await expect(run()).rejects.toThrow("it changes something");
    const none = {
      async open() {
        return { ...(await subject.open()), tasks: [] };
      },
    };
    for (const { run } of adapterPromises(none)) await expect(run()).rejects.toThrow("has tasks");
  });

  test("close every platform they open, also when they are broken", async () => {
    let opened = 0;
    let closed = 0;
    const counting = {
      async open() {
        opened += 1;
        return { ...(await subject.open()), changes: () => opened };
      },
      async close() {
        closed += 1;
      },
    };
    const repeats = adapterPromises(counting).filter(({ group }) => group === "repeats");
    await Promise.allSettled(repeats.map(({ run }) => run()));
    expect(opened).toBeGreaterThan(0);
    expect(closed).toBe(opened);
  });
});
