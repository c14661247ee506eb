import {
  requestTypes,
  subscriptionEventSchema,
  type Json,
  type SubscriptionEvent,
  type SubscriptionEventInput,
} from "@tenure/machine";
import * as fc from "fast-check";

import type { Details } from "./world.ts";

/** The event as the machine takes it, defaults filled in. */
export const parse = (event: SubscriptionEventInput): SubscriptionEvent =>
  subscriptionEventSchema.parse(event);

/** Any JSON as it reads after it was written: minus zero is zero there. */
// oxlint-disable-next-line no-unsafe-type-assertion -- what was written as JSON reads as JSON
export const anyJson = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

export const requestType = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...requestTypes) },
  { weight: 1, arbitrary: fc.constant("teleport") },
);
/** Of a handful, so that a history's events meet. */
export const requestId = fc.constantFrom("PR-1", "PR-2", "PR-3");
export const openState = fc.oneof(
  { weight: 4, arbitrary: fc.constant("pending") },
  {
    weight: 6,
    arbitrary: fc.constantFrom("draft", "tiersSetup", "inquiring", "scheduled", "revoking"),
  },
);
export const endState = fc.oneof(
  { weight: 4, arbitrary: fc.constant("approved") },
  { weight: 4, arbitrary: fc.constantFrom("failed", "revoked", "discarded") },
);
export const status = fc.constantFrom(
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
  "discarded",
);
export const items = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom("A", "B"),
    quantity: fc.constant("1"),
    status: fc.constantFrom("active", "active", "removed", "deactivated", "finished"),
  }),
  { maxLength: 2, selector: ({ id }) => id },
);
export const parameters = fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("1", "2"), {
  noNullPrototype: true,
});
/** A moment in the first seconds of a history. */
export const second = fc
  .integer({ min: 0, max: 9 })
  .map((number) => `2026-01-01T00:00:0${number}.000Z`);
export const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
/** What a platform may show of the subscription beside one of its requests; a draft shows by its purchase alone. */
export const reported = fc.constantFrom(
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
);
export const details: fc.Arbitrary<Details> = fc.record({
  isDated: fc.integer({ min: 0, max: 4 }).map((number) => number > 0),
  reported: maybe(reported),
  items: maybe(items),
  parameters: maybe(parameters),
  isOrdered: maybe(fc.constant(true as const)),
});
export const some = fc.nat(100);
export const at = <Value>(values: readonly Value[], pick: number): Value | undefined =>
  values[pick % values.length];

/** Mostly on, so that histories get somewhere. */
export const flag = fc.constantFrom(true, true, true, false);
