import { test as propertyTest } from "@fast-check/vitest";
import { redact, redactedMarker } from "@tenure/engine";
import * as fc from "fast-check";
import { describe, expect } from "vitest";

import { differences } from "../../apps/tenure/src/api/differences.ts";

const names = fc.oneof(
  fc.constantFrom("items", "parameters", "context", "value", "quantity", "status", "type", "email"),
  fc.string({ maxLength: 8 }),
);
const leaf = fc.oneof(fc.string({ maxLength: 6 }), fc.integer(), fc.boolean(), fc.constant(null));
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(names, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const snapshots = fc.dictionary(names, json, { maxKeys: 5, noNullPrototype: true });

type Tree = Record<string, unknown>;
type Change = ReturnType<typeof differences>[number];

/** Makes one change in a copy. */
function changed(root: unknown, { path, ...change }: Change): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return "after" in change ? change.after : undefined;
  const copy = structuredClone(root) as Tree;
  const inner = changed(copy[name], { path: rest, ...change });
  if (inner === undefined) {
    if (Array.isArray(copy)) copy.splice(Number(name), 1);
    else delete copy[name];
  } else {
    Object.defineProperty(copy, name, {
      value: inner,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return copy;
}

const plainly = (value: unknown) => ({ real: value, shown: value });

describe("what an event changed", () => {
  propertyTest.prop([snapshots, snapshots])(
    "leads from before to after, when it is all done",
    (before, after) => {
      // What goes from a list goes from its end, so the last of it has to go first.
      const found = [...differences(plainly(before), plainly(after))].toReversed();
      const removed = found.filter((one) => !("after" in one));
      const others = found.filter((one) => "after" in one).toReversed();
      const done = [...removed, ...others].reduce(changed, before as unknown);
      expect(done).toEqual(after);
    },
  );

  propertyTest.prop([snapshots])("is nothing between a snapshot and its like", (snapshot) => {
    expect(differences(plainly(snapshot), plainly(structuredClone(snapshot)))).toEqual([]);
  });

  propertyTest.prop([snapshots, snapshots])(
    "is in as many places when it is redacted, and tells no more than the redacted snapshots do",
    (before, after) => {
      const hidden = (value: Tree) => ({ real: value, shown: redact(value) });
      const plain = differences(plainly(before), plainly(after));
      const told = differences(hidden(before), hidden(after));
      expect(told).toHaveLength(plain.length);
      const allowed = JSON.stringify([redact(before), redact(after), redactedMarker]);
      for (const change of told) {
        for (const name of change.path) {
          expect(allowed).toContain(JSON.stringify(name).slice(1, -1));
        }
        for (const value of [change.before, change.after]) {
          if (value !== undefined) expect(allowed).toContain(JSON.stringify(value));
        }
      }
    },
  );
});
