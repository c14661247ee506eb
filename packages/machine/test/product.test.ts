import { fc, test } from "@fast-check/vitest";
import { decide, initial, noCapabilities } from "@tenure/machine";
import { expect } from "vitest";

import { agrees } from "../src/healing/agreement.ts";

const someProduct = fc.option(fc.constantFrom("PRD-1", "PRD-2"), { nil: undefined });

function told(product: string | undefined) {
  const named = product === undefined ? {} : { product };
  return { type: "capabilities.changed", capabilities: noCapabilities, ...named } as const;
}

test.prop([fc.array(someProduct, { maxLength: 6 })])(
  "a subscription's product is the one named last, and what names none leaves it",
  (products) => {
    let snapshot = initial({ key: "AS-1" });
    let last: string | undefined;
    for (const product of products) {
      const { verdict, snapshot: next } = decide(snapshot, told(product));
      const isNew = product !== undefined && product !== last;
      expect(verdict.type).toBe(isNew ? "moved" : "unchanged");
      last = product ?? last;
      snapshot = next;
      expect(snapshot.context.product).toBe(last);
    }
  },
);

test("a record of another product does not agree with the platform", () => {
  const { snapshot } = decide(initial({ key: "AS-1" }), told("PRD-1"));
  expect(agrees(snapshot, "new", [told("PRD-2")])).toBe(false);
  expect(agrees(snapshot, "new", [told("PRD-1")])).toBe(true);
  expect(agrees(snapshot, "new", [told(undefined)])).toBe(true);
});

test.each(["", "x".repeat(256)])("a product that no platform has is no fact: %j", (product) => {
  const { verdict } = decide(initial({ key: "AS-1" }), told(product));
  expect(verdict).toMatchObject({ type: "refused", refusal: { code: "invalid_event" } });
});
