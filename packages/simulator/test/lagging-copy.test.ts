import { fc, test as property } from "@fast-check/vitest";
import { expect } from "vitest";

import { LaggingCopy } from "../src/http/lagging-copy.ts";
import { DocumentStore } from "../src/store/document-store.ts";

/** One write to each of some counters; without a count it is deleted. */
const write = fc.array(
  fc.record({ id: fc.constantFrom("a", "b", "c"), count: fc.option(fc.nat(), { nil: undefined }) }),
  { minLength: 1, maxLength: 3 },
);

property.prop([fc.array(write, { maxLength: 150 }), fc.integer({ min: 1, max: 64 })])(
  "shows what was before the last so many writes",
  (writes, behind) => {
    const copy = new LaggingCopy();
    const then = new DocumentStore();
    for (const [index, entries] of writes.entries()) {
      const changes = entries.map(({ id, count }) => ({
        collection: "counters" as const,
        id,
        value: count === undefined ? undefined : { count },
      }));
      copy.note(changes);
      if (index < writes.length - behind) then.replay(changes);
    }
    const shown = copy.before(behind);
    for (const id of ["a", "b", "c"]) {
      expect(shown.get("counters", id)).toEqual(then.get("counters", id));
    }
  },
);
