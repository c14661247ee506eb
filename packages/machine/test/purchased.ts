import type { SubscriptionEventInput } from "@tenure/machine";

export const consent = {
  identity: "buyer@example.com",
  text: "I agree to the change.",
  givenAt: "2026-01-01T00:00:00.000Z",
};

/** A request numbered within the subscription. */
export const numbered = (number: number, type: string) => ({ id: `PR-1-00${number}`, type });

export const purchased: readonly SubscriptionEventInput[] = [
  { type: "request.pending", request: numbered(1, "purchase") },
  { type: "request.approved", request: numbered(1, "purchase") },
];

export const suspended: readonly SubscriptionEventInput[] = [
  ...purchased,
  { type: "request.pending", request: numbered(2, "suspend") },
  { type: "request.approved", request: numbered(2, "suspend") },
];
