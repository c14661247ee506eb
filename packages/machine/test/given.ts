import {
  decide,
  initial,
  type Decision,
  type Snapshot,
  type SubscriptionEventInput,
  type SubscriptionInput,
} from "@tenure/machine";

/** Everything a product can be allowed. */
const allCapabilities = {
  administrativeHold: true,
  dynamicValidation: { purchase: true, change: true, inquiring: true },
  scheduling: {
    purchase: true,
    change: true,
    suspend: true,
    resume: true,
    cancel: true,
    renew: true,
  },
  tierConfiguration: true,
  simultaneousAdjustment: true,
};

export const consent = {
  identity: "buyer@example.com",
  text: "I agree to the change.",
  givenAt: "2026-01-01T00:00:00.000Z",
};

export function given(
  events: readonly SubscriptionEventInput[],
  input: Partial<SubscriptionInput> = {},
): Snapshot {
  const start = initial({ key: "AS-1", capabilities: allCapabilities, ...input });
  return events.reduce((snapshot, event) => decide(snapshot, event).snapshot, start);
}

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

export function when(
  events: readonly SubscriptionEventInput[],
  event: SubscriptionEventInput,
  input: Partial<SubscriptionInput> = {},
): Decision {
  return decide(given(events, input), event);
}
