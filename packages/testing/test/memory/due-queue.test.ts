import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { DueQueue } from "../../src/store/memory/due-queue.ts";

interface Thing {
  readonly name: number;
}

const step = fc.record({ thing: fc.nat(9), at: fc.option(fc.nat(5)) });

test.prop([fc.array(step, { maxLength: 60 })])(
  "whatever is set and deleted, the earliest is in front, of one time the lowest order",
  (steps) => {
    const things = Array.from({ length: 10 }, (_, name): Thing => ({ name }));
    const queue = new DueQueue<Thing>();
    const expected = new Map<Thing, readonly [at: number, order: number]>();
    for (const { thing: place, at } of steps) {
      const thing = things[place];
      if (thing === undefined) continue;
      if (at === null) {
        queue.delete(thing);
        expected.delete(thing);
      } else {
        queue.set(thing, at, thing.name);
        expected.set(thing, [at, thing.name]);
      }
      const sorted = [...expected].toSorted(
        ([, [oneAt, oneOrder]], [, [otherAt, otherOrder]]) =>
          oneAt - otherAt || oneOrder - otherOrder,
      );
      expect(queue.size).toBe(sorted.length);
      expect(queue.first?.thing).toBe(sorted[0]?.[0]);
      expect(queue.first?.at).toBe(sorted[0]?.[1][0]);
    }
  },
);
