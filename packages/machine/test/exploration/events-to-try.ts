import {
  adapterEffectTypes,
  machineOf,
  requestTypes,
  type Snapshot,
  type SubscriptionEventInput,
} from "@tenure/machine";

import { capabilitiesWith, triedFlags } from "./flags-read.ts";

/** Read off the platform now, and before everything that is known. */
const fresh = "2026-01-01T00:00:05.000Z";
const stale = "2026-01-01T00:00:01.000Z";

const consent = { identity: "buyer@example.com", text: "I agree.", givenAt: fresh };
const error = { code: "refused", message: "The platform said no." };
const unheardOf = "PR-unheard-of";

const ends = ["approved", "failed", "revoked", "discarded"] as const;
const shown = [
  "draft",
  "tiersSetup",
  "pending",
  "inquiring",
  "scheduled",
  "revoking",
  ...ends,
] as const;
const statuses = [
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
  "discarded",
] as const;

/** Every type the machine knows and one it does not. */
const types: readonly string[] = [...requestTypes, "test"];
/** One of each kind: adjustment, renew and transfer do to the status what a change does. */
const kindsOfType = ["purchase", "change", "suspend", "resume", "cancel", "test"];

type Shown = (typeof shown)[number];
type Status = (typeof statuses)[number];

/** The end of a request the record's own command asked for. */
const endsOfOrdered = (id: string, type: string): readonly SubscriptionEventInput[] =>
  ends.map((as) => ({
    type: `request.${as}`,
    request: { id, type, updatedAt: fresh, ordered: true },
  }));

const fact = (
  as: Shown,
  id: string,
  type: string,
  updatedAt: string,
  subscriptionStatus?: Status,
): SubscriptionEventInput => ({
  type: `request.${as}`,
  request: { id, type, updatedAt },
  ...(subscriptionStatus === undefined ? {} : { subscriptionStatus }),
});

/** An id no fact was about so far. */
function unknownId({ context }: Snapshot): string {
  const known = context.ended.length + context.waiting.length + (context.request === null ? 0 : 1);
  return `PR-${known + 1}`;
}

function factsOfUnknown(snapshot: Snapshot): readonly SubscriptionEventInput[] {
  const id = unknownId(snapshot);
  const { request } = snapshot.context;
  // Beside a request in progress only the kind of the other one can matter; all are tried beside a change.
  const tried = request === null || request.type === "change" ? types : kindsOfType;
  return [
    ...tried.flatMap((type) => shown.map((as) => fact(as, id, type, fresh))),
    ...(snapshot.context.ordered === null
      ? []
      : endsOfOrdered(id, snapshot.context.ordered.requestType)),
    fact("approved", id, "suspend", fresh, "suspended"),
    fact("approved", id, "resume", fresh, "active"),
    // An end that was overtaken by a later one.
    ...["purchase", "suspend", "cancel", "change"].flatMap((type) =>
      (["approved", "failed"] as const).map((as) => fact(as, id, type, stale)),
    ),
    ...(snapshot.value.lifecycle === "new"
      ? shown.flatMap((as) =>
          ["purchase", "adjustment"].flatMap((type) =>
            statuses.map((status) => fact(as, id, type, fresh, status)),
          ),
        )
      : []),
  ];
}

function factsOfKnown({ context }: Snapshot): readonly SubscriptionEventInput[] {
  const { request } = context;
  const waiting = context.waiting.at(0)?.request;
  const ended = context.ended.at(-1);
  const about = (known: { id: string; type: string } | null | undefined, at: string) =>
    known ? shown.map((as) => fact(as, known.id, known.type, at)) : [];
  return [
    ...about(request, fresh),
    ...about(request, stale),
    ...about(waiting, fresh),
    ...about(waiting, stale),
    ...about(ended, fresh),
    // Hostile: the id in progress under another type.
    ...(request === null
      ? []
      : [
          fact("pending", request.id, "cancel", fresh),
          fact("approved", request.id, "cancel", fresh),
          fact("approved", request.id, "purchase", fresh),
          fact("approved", request.id, "suspend", fresh, "suspended"),
          fact("approved", request.id, "resume", fresh, "active"),
        ]),
  ];
}

const adoptions: readonly SubscriptionEventInput[] = [
  ...statuses.flatMap((status) =>
    [false, true].map((forced) => ({ type: "subscription.adopted", status, forced }) as const),
  ),
  {
    type: "subscription.adopted",
    status: "active",
    forced: true,
    items: [{ id: "A", quantity: "1", status: "active" }],
    parameters: { a: "1" },
  },
];

const item = (status: "active" | "removed" | "deactivated", id = "A") =>
  ({ id, quantity: status === "removed" ? "0" : "1", status }) as const;

const commands: readonly SubscriptionEventInput[] = [
  { type: "command.change", consent },
  { type: "command.change" },
  { type: "command.change", items: [item("active")], consent },
  { type: "command.change", items: [item("removed")], consent },
  { type: "command.change", items: [item("deactivated"), item("active", "B")], consent },
  { type: "command.adjust", parameters: { a: "1" } },
  ...(["command.suspend", "command.resume", "command.cancel"] as const).flatMap(
    (type): readonly SubscriptionEventInput[] => [{ type, consent }, { type }],
  ),
  { type: "command.revoke", reason: "Asked for.", consent },
  { type: "command.revoke", reason: "Asked for." },
  { type: "command.setRenewal", renewal: "automatic", consent },
  { type: "command.setRenewal", renewal: "manual", consent },
  { type: "command.setRenewal", renewal: "manual" },
  { type: "command.bill", from: stale, to: fresh },
];

const answers = (requestId: string): readonly SubscriptionEventInput[] =>
  (["handler", "operator"] as const).flatMap((by): readonly SubscriptionEventInput[] => [
    { type: "answer.approve", requestId, by, parameters: { a: "1" }, template: "TL-1" },
    { type: "answer.reject", requestId, by, reason: "No." },
    { type: "answer.inquire", requestId, by, parameters: { a: "What is it?" } },
    { type: "answer.schedule", requestId, by, plannedDate: fresh },
    { type: "answer.postpone", requestId, by, delay: 1_000 },
  ]);

const failures = (requestId: string | undefined): readonly SubscriptionEventInput[] =>
  adapterEffectTypes.map((effect) => ({
    type: "effect.failed",
    effectId: "AS-1/1/0",
    effect,
    attempts: 3,
    error,
    ...(requestId === undefined ? {} : { requestId }),
  }));

const timers = (requestId: string): readonly SubscriptionEventInput[] => [
  { type: "timer.due", timer: "postponement", requestId },
  { type: "timer.due", timer: "schedule", requestId },
];

const always: readonly SubscriptionEventInput[] = [
  ...adoptions,
  ...commands,
  ...answers(unheardOf),
  ...timers(unheardOf),
  { type: "operator.retry" },
  { type: "operator.skip" },
  { type: "renewal.changed", renewal: "automatic" },
  { type: "renewal.changed", renewal: "manual" },
];

/** What plays the part of a subscription's request types for a tier configuration; the others are strange to it. */
const typesOfTier: ReadonlyMap<string, string> = new Map([
  ["purchase", "setup"],
  ["change", "update"],
]);

function ofTier(event: SubscriptionEventInput): SubscriptionEventInput {
  if (!("request" in event)) return event;
  const type = typesOfTier.get(event.request.type);
  return type === undefined ? event : { ...event, request: { ...event.request, type } };
}

/** Every event type with representative contents, about what the record holds and what it does not. */
export function eventsToTry(snapshot: Snapshot): readonly SubscriptionEventInput[] {
  const events = eventsOfSubscription(snapshot);
  return machineOf(snapshot) === "subscription" ? events : events.map(ofTier);
}

function eventsOfSubscription(snapshot: Snapshot): readonly SubscriptionEventInput[] {
  const id = snapshot.context.request?.id;
  return [
    ...factsOfKnown(snapshot),
    ...factsOfUnknown(snapshot),
    ...always,
    ...failures(id),
    ...(id === undefined ? [] : [...answers(id), ...timers(id)]),
  ];
}

/** The product's capabilities, all off and all tried ones on. */
export const capabilityEvents: readonly SubscriptionEventInput[] = [
  { type: "capabilities.changed", capabilities: capabilitiesWith({}) },
  {
    type: "capabilities.changed",
    capabilities: capabilitiesWith(Object.fromEntries(triedFlags.map((flag) => [flag, true]))),
  },
];
