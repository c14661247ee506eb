import { fc, test } from "@fast-check/vitest";
import { requestFactSchema } from "@tenure/machine";
import { describe, expect } from "vitest";

import { fulfillmentRequestSchema, requestFactOf } from "../src/index.ts";
import { requestPayload } from "./support/payloads.ts";

const factOf = (
  change?: Readonly<Record<string, unknown>>,
  asset?: Readonly<Record<string, unknown>>,
) => requestFactOf(fulfillmentRequestSchema.parse(requestPayload(change, asset)));

const junk = fc.jsonValue({ maxDepth: 3 });
const junkParts = fc.record(
  {
    id: fc.oneof(fc.string(), junk),
    type: fc.oneof(fc.string(), junk),
    status: fc.oneof(fc.constantFrom("pending", "approved", "draft", "later"), junk),
    updated: fc.oneof(fc.string(), junk),
    planned_date: junk,
    reason: junk,
    asset: fc.oneof(
      junk,
      fc.record({
        id: fc.string({ minLength: 1 }),
        status: junk,
        product: fc.constant({ id: "PRD-1" }),
        items: fc.array(
          fc.oneof(
            junk,
            fc.record({ id: junk, mpn: fc.string(), quantity: fc.oneof(fc.string(), fc.double()) }),
          ),
        ),
        params: fc.array(
          fc.oneof(junk, fc.record({ id: fc.string(), value: junk, structured_value: junk })),
        ),
      }),
    ),
  },
  { requiredKeys: [] },
);

describe("a fulfillment request as a fact", () => {
  test.prop([fc.oneof(junk, junkParts)], { numRuns: 500 })(
    "is one the machine understands, or none: never a throw, whatever came over the wire",
    (payload) => {
      const read = fulfillmentRequestSchema.safeParse(payload);
      if (!read.success) return;
      const fact = requestFactOf(read.data);
      if (fact !== null) expect(requestFactSchema.safeParse(fact).error).toBeUndefined();
    },
  );

  test.each([
    ["draft", "request.draft"],
    ["tiers_setup", "request.tiersSetup"],
    ["pending", "request.pending"],
    ["inquiring", "request.inquiring"],
    ["scheduled", "request.scheduled"],
    ["revoking", "request.revoking"],
    ["approved", "request.approved"],
    ["failed", "request.failed"],
    ["revoked", "request.revoked"],
  ])("in status %s is %s", (status, type) => {
    expect(factOf({ status })?.type).toBe(type);
  });

  test.each(["deploying", "constructor", "__proto__"])(
    "in the unknown status %s is none",
    (status) => {
      expect(factOf({ status })).toBeNull();
    },
  );

  test("keeps a type nobody knows", () => {
    expect(factOf({ type: "merge" })?.request.type).toBe("merge");
  });

  test("carries items, parameters, dates and the subscription's status", () => {
    const planned = { planned_date: "2026-03-01T00:00:00+02:00", reason: "late" };
    expect(factOf({ ...planned, updated: "2026-02-03T04:05:06.209244+00:00" })).toEqual({
      type: "request.pending",
      subscriptionStatus: "processing",
      request: {
        id: "PR-1000-2000-3000-001",
        type: "purchase",
        items: [{ id: "PRD_100_200_300_0001", mpn: "BACKUP-10", quantity: "5", status: "active" }],
        parameters: { admin_email: "admin@example.com", tenant: "", options: { trial: true } },
        plannedDate: "2026-02-28T22:00:00.000Z",
        createdAt: "2026-02-03T04:05:06.000Z",
        updatedAt: "2026-02-03T04:05:06.209Z",
        reason: "late",
      },
    });
  });

  test.each([
    ["0", "removed"],
    [0, "removed"],
    ["0.00", "removed"],
    ["0.5", "active"],
    ["unlimited", "active"],
    [undefined, "active"],
  ])("with an item of quantity %j shows it as %s", (quantity, status) => {
    const fact = factOf({}, { items: [{ id: "a", quantity }] });
    expect(fact?.request.items).toEqual([{ id: "a", quantity: String(quantity ?? ""), status }]);
  });

  test("prefers a structured value only when it holds something", () => {
    const params = [
      { id: "phone", value: "+1", structured_value: { country_code: "+1" } },
      { id: "flat", value: "text", structured_value: {} },
      { id: "nothing", value: null },
      { id: "__proto__", value: "x" },
    ];
    const parameters = factOf({}, { params })?.request.parameters ?? {};
    expect(Object.entries(parameters)).toEqual([
      ["phone", { country_code: "+1" }],
      ["flat", "text"],
      ["__proto__", "x"],
    ]);
  });

  test.each(["new", "rejected", "frozen", undefined])(
    "leaves out the subscription status %s",
    (status) => {
      expect(factOf({}, { status })).not.toHaveProperty("subscriptionStatus");
    },
  );
});
