import { fc } from "@fast-check/vitest";
import {
  requestTypes,
  subscriptionEventSchema,
  type SubscriptionEvent,
  type SubscriptionEventInput,
} from "@tenure/machine";

import type { Details } from "./world.ts";

/** The event as the machine takes it, defaults filled in. */
export const parse = (event: SubscriptionEventInput): SubscriptionEvent =>
  subscriptionEventSchema.parse(event);

export const requestType = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...requestTypes) },
  { weight: 1, arbitrary: fc.constant("teleport") },
);
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
export const items = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom("A", "B"),
    quantity: fc.constant("1"),
    status: fc.constantFrom("active", "active", "removed", "deactivated", "finished"),
  }),
  { maxLength: 2, selector: ({ id }) => id },
);
const parameters = fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("1", "2"));
export const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
export const details: fc.Arbitrary<Details> = fc.record({
  isDated: fc.integer({ min: 0, max: 4 }).map((number) => number > 0),
  reported: maybe(
    fc.constantFrom("processing", "active", "suspended", "terminating", "terminated"),
  ),
  items: maybe(items),
  parameters: maybe(parameters),
  isOrdered: maybe(fc.constant(true as const)),
});
export const some = fc.nat(100);
export const at = <Value>(values: readonly Value[], pick: number): Value | undefined =>
  values[pick % values.length];

/** Mostly on, so that histories get somewhere. */
export const flag = fc.constantFrom(true, true, true, false);
