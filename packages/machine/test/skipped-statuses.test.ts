import { lifecycleOf, type SubscriptionEventInput } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { numbered } from "./purchased.ts";

type Fact = Extract<SubscriptionEventInput, { readonly request: unknown }>["type"];

const afterDraft = (...facts: readonly Fact[]) =>
  lifecycleOf(
    given([
      { type: "request.draft", request: numbered(1, "purchase") },
      ...facts.map((type) => ({ type, request: numbered(1, "purchase") })),
    ]).snapshot,
  );

describe("a draft purchase of which statuses were skipped (D11)", () => {
  test.each([
    [["request.scheduled"], "processing"],
    [["request.revoking"], "processing"],
    [["request.approved"], "active"],
    [["request.failed"], "terminated"],
    [["request.revoked"], "terminated"],
    [["request.revoking", "request.revoked"], "terminated"],
  ] as const)("and is then seen as %s leaves the subscription %s", (facts, status) => {
    expect(afterDraft(...facts)).toBe(status);
  });
});
