import { fc } from "@fast-check/vitest";
import type { SubscriptionEventInput } from "@tenure/machine";

import type { SubscriptionOperation } from "./subscription-model.ts";

const purchase = { id: "PR-1", type: "purchase" };
const change = { id: "PR-2", type: "change" };
const suspend = { id: "PR-3", type: "suspend" };

/** Events of all kinds: that move, are known already, contradict the record, or are refused. */
export const events: readonly SubscriptionEventInput[] = [
  { type: "request.pending", request: purchase },
  { type: "request.approved", request: purchase },
  { type: "request.pending", request: change },
  { type: "request.inquiring", request: change },
  { type: "request.approved", request: change },
  { type: "request.failed", request: change },
  { type: "request.approved", request: suspend },
  { type: "renewal.changed", renewal: "manual" },
  { type: "renewal.changed", renewal: "automatic" },
  { type: "command.suspend" },
  { type: "command.adjust", parameters: { domain: "example.com" } },
  { type: "operator.retry" },
];

/** What clients do with one subscription. */
export const subscriptionOperation: fc.Arbitrary<SubscriptionOperation> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ type: "get" as const }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...events).map((event) => ({ type: "send" as const, event })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("send" as const),
      event: fc.constantFrom(...events),
      idempotencyKey: fc.constantFrom("first", "second", "third"),
    }),
  },
);
