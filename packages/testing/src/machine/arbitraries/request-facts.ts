import {
  requestFactSchema,
  requestFactTypes,
  requestTypes,
  type RequestFact,
} from "@tenure/machine";
import * as fc from "fast-check";

import { mixed, type Hostility } from "./hostility.ts";
import { anyJson, items, parameters, reported, requestId, second } from "./values.ts";

const shown = fc.constantFrom(...requestFactTypes);

const usual = fc.record(
  {
    type: shown,
    request: fc.record(
      {
        id: requestId,
        type: fc.constantFrom(...requestTypes),
        items,
        parameters,
        plannedDate: fc.constant("2026-02-01T00:00:00.000Z"),
        updatedAt: second,
      },
      { requiredKeys: ["id", "type"] },
    ),
  },
  { requiredKeys: ["type", "request"] },
);

const unusual = fc.record(
  {
    type: shown,
    request: fc.record(
      {
        id: fc.oneof(requestId, fc.constantFrom("PR-9", "constructor", "заявка")),
        type: fc.constantFrom("teleport", "test", "setup", "toString", ...requestTypes),
        items: fc.uniqueArray(
          fc.record({
            id: fc.constantFrom("A", "B", "__proto__"),
            quantity: fc.constantFrom("", "-1", "unlimited", "0.5"),
            status: fc.constantFrom("removed", "finished", "deactivated", "active"),
          }),
          { maxLength: 3, selector: ({ id }) => id },
        ),
        parameters: fc.dictionary(fc.constantFrom("a", "toString", ""), anyJson, {
          maxKeys: 2,
        }),
        plannedDate: second,
        reason: fc.constantFrom("", "no; #1"),
        ordered: fc.constant(true as const),
        createdAt: second,
        updatedAt: second,
      },
      { requiredKeys: ["id", "type"] },
    ),
    subscriptionStatus: reported,
  },
  { requiredKeys: ["type", "request"] },
);

const asTaken = (fact: unknown): RequestFact => requestFactSchema.parse(fact);

/**
 * What a platform may say of one of a handful of requests, with their contents and moments or without. A hostile
 * fact may be of a type nobody knows, show a status of the subscription that does not fit, or hold odd contents;
 * its shape is right.
 */
export function anyRequestFact(options: Hostility = {}): fc.Arbitrary<RequestFact> {
  return mixed<object>(usual, unusual, options).map(asTaken);
}
