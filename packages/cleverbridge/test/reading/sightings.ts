import { fc } from "@fast-check/vitest";
import {
  decide,
  type Decisions,
  type Snapshot,
  type SubscriptionEventInput,
} from "@tenure/machine";

import type { Learned } from "../../src/reading/parameters-shown.ts";
import type { CleverbridgeSubscription } from "../../src/wire/subscription.ts";
import { read, sentItem, shown, take } from "./shown.ts";

const statuses = [
  "Active",
  "Active",
  "Active",
  "Deactivated",
  "Deactivated",
  "Finished",
  "Grace",
  "Hold",
  "New",
  "Handled by Client",
  "Awaiting new order",
  "99",
];

const day = (number: number): string => `2026-06-${String(number).padStart(2, "0")}T00:00:00.000Z`;

const sentItems = fc
  .uniqueArray(
    fc.record({
      number: fc.integer({ min: 1, max: 4 }),
      status: fc.constantFrom(1, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
    {
      selector: ({ number }) => number,
      maxLength: 4,
    },
  )
  .map((rows) =>
    rows.map(({ number, status, quantity }) => sentItem(number, status, { Quantity: quantity })),
  );

/** Whatever a platform may show. */
export const anySubscription: fc.Arbitrary<CleverbridgeSubscription> = fc
  .record({
    Subscriptionstatus: fc.constantFrom(...statuses),
    RenewalType: fc.constantFrom("Automatic", "Automatic", "Manual", undefined),
    NextBillingDate: fc.option(fc.integer({ min: 1, max: 28 }).map(day), {
      nil: undefined,
      freq: 8,
    }),
    LastIntervalNo: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined, freq: 8 }),
    Items: sentItems,
  })
  .map(shown);

const learned: fc.Arbitrary<Learned | undefined> = fc.option(
  fc.record(
    {
      managementModel: fc.constantFrom("1.0", "2.0"),
      cause: fc.record(
        {
          type: fc.constantFrom("chargeback", "refund"),
          at: fc.constant(day(1)),
          interval: fc.integer({ min: 0, max: 4 }),
        },
        { requiredKeys: ["type", "at"] },
      ),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined, freq: 3 },
);

const consent = { identity: "somebody", text: "I agree.", givenAt: day(1) };
const effects = [
  "fulfillRequest",
  "approveRequest",
  "scheduleRequest",
  "confirmRevocation",
  "createRequest",
] as const;

/** An event of this moment; about the request in progress, if there is one. */
type Makes = (requestId: string | undefined, at: string) => SubscriptionEventInput | undefined;

/** What a record goes through besides being compared: commands, and what comes of them. */
export type Happening =
  | { readonly type: "sent"; readonly make: Makes }
  | {
      readonly type: "seen";
      readonly subscription: CleverbridgeSubscription;
      readonly learned: Learned | undefined;
    }
  | { readonly type: "passed"; readonly days: number };

const about =
  (make: (requestId: string, at: string) => SubscriptionEventInput): Makes =>
  (requestId, at) =>
    requestId === undefined ? undefined : make(requestId, at);

const opened =
  (type: string): Makes =>
  (_id, at) => ({
    type: "request.pending",
    request: { id: `${type} ${at}`, type, updatedAt: at },
  });

const shownBeside =
  (as: "scheduled" | "failed" | "revoked" | "approved", type: string): Makes =>
  (_id, at) => ({
    type: `request.${as}`,
    request: { id: `another ${type} ${as} ${at}`, type, updatedAt: at, plannedDate: day(20) },
    ...(type === "suspend" ? { subscriptionStatus: "suspended" as const } : {}),
  });

const makes: readonly Makes[] = [
  () => ({ type: "command.cancel", consent }),
  () => ({ type: "command.change", parameters: { nextBillingDate: day(28) }, consent }),
  () => ({ type: "command.setRenewal", renewal: "manual", consent }),
  () => ({ type: "command.revoke", reason: "changed my mind", consent }),
  opened("cancel"),
  opened("change"),
  // Beside whatever is in progress: what two who act at once may tell.
  shownBeside("scheduled", "cancel"),
  shownBeside("failed", "cancel"),
  shownBeside("revoked", "cancel"),
  shownBeside("approved", "suspend"),
  about((requestId) => ({ type: "answer.approve", requestId })),
  about((requestId) => ({ type: "answer.reject", requestId, reason: "no" })),
  about((requestId, at) => ({ type: "answer.schedule", requestId, plannedDate: at })),
  about((id, at) => ({
    type: "request.scheduled",
    request: { id, type: "cancel", plannedDate: at, updatedAt: at },
  })),
  about((id, at) => ({ type: "request.revoking", request: { id, type: "cancel", updatedAt: at } })),
  about((id, at) => ({ type: "request.failed", request: { id, type: "change", updatedAt: at } })),
  ...effects.map((effect) =>
    about((requestId) => ({
      type: "effect.failed",
      effectId: "e",
      effect,
      requestId,
      attempts: 8,
      error: { code: "gone", message: "gone" },
    })),
  ),
  () => ({ type: "operator.retry" }),
];

const sent: fc.Arbitrary<Happening> = fc
  .constantFrom(...makes)
  .map((make) => ({ type: "sent", make }) as const);

const sighting: fc.Arbitrary<Happening> = fc
  .record({ subscription: anySubscription, learned })
  .map((row) => ({ type: "seen", ...row }));

const passing: fc.Arbitrary<Happening> = fc
  .integer({ min: 0, max: 3 })
  .map((days) => ({ type: "passed", days }));

export const anyLife: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: sighting },
    { weight: 5, arbitrary: sent },
    { weight: 1, arbitrary: passing },
  ),
  { maxLength: 14 },
);

export const anyDecisions: fc.Arbitrary<Partial<Decisions>> = fc.record({
  cancelWhileSuspended: fc.constantFrom(true, true, false),
  rejectedCancel: fc.constantFrom("whereItWas", "active"),
  revokedActsAsFailed: fc.constantFrom(true, true, false),
});

export const momentOfDay = day;

/** Lives the happenings, and gives the record and the day they end on. */
export function liveOn(
  from: Snapshot,
  life: readonly Happening[],
): { readonly snapshot: Snapshot; readonly day: number } {
  let snapshot = from;
  let today = 2;
  for (const happening of life) {
    const at = day(today);
    if (happening.type === "passed") today = Math.min(27, today + happening.days);
    else if (happening.type === "seen") {
      const { subscription, learned: told } = happening;
      const reading = read(snapshot, subscription, { now: at, learned: told ?? {} });
      snapshot = take(snapshot, reading.events);
    } else {
      const event = happening.make(snapshot.context.request?.id, at);
      if (event !== undefined) ({ snapshot } = decide(snapshot, event));
    }
  }
  return { snapshot, day: today };
}
