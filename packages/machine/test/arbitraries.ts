import { fc } from "@fast-check/vitest";
import { requestTypes, type Snapshot, type SubscriptionEventInput } from "@tenure/machine";

const requestType = fc.constantFrom(...requestTypes, "test");
const anyRequestId = fc.constantFrom("PR-1", "PR-2", "PR-3");
const moment = fc.integer({ min: 0, max: 9 }).map((second) => `2026-01-01T00:00:0${second}.000Z`);
const status = fc.constantFrom(
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
  "discarded",
);
const items = fc.array(
  fc.record({
    id: fc.constantFrom("A", "B"),
    quantity: fc.constantFrom("0", "1", "unlimited"),
    status: fc.constantFrom("active", "removed", "deactivated"),
  }),
  { maxLength: 2 },
);
const parameters = fc.dictionary(fc.constantFrom("a", "b"), fc.jsonValue(), { maxKeys: 2 });

const requestFact = fc.record(
  {
    type: fc.constantFrom(
      "request.draft",
      "request.tiersSetup",
      "request.pending",
      "request.inquiring",
      "request.scheduled",
      "request.revoking",
      "request.approved",
      "request.failed",
      "request.revoked",
      "request.discarded",
    ),
    request: fc.record(
      {
        id: anyRequestId,
        type: requestType,
        items,
        parameters,
        updatedAt: moment,
        plannedDate: moment,
      },
      { requiredKeys: ["id", "type"] },
    ),
    subscriptionStatus: status,
  },
  { requiredKeys: ["type", "request"] },
);

const consent = fc.option(
  fc.constant({ identity: "who", text: "what", givenAt: "2026-01-01T00:00:00.000Z" }),
  { nil: undefined },
);

const by = fc.constantFrom("handler", "operator");
const rest = fc.oneof(
  fc.record({ type: fc.constant("answer.approve"), requestId: anyRequestId, by, parameters }),
  fc.record({
    type: fc.constant("answer.reject"),
    requestId: anyRequestId,
    by,
    reason: fc.constant("no"),
  }),
  fc.record({
    type: fc.constant("answer.inquire"),
    requestId: anyRequestId,
    by,
    parameters: fc.constant({ a: "?" }),
  }),
  fc.record({
    type: fc.constant("answer.schedule"),
    requestId: anyRequestId,
    by,
    plannedDate: moment,
  }),
  fc.record({
    type: fc.constant("answer.postpone"),
    requestId: anyRequestId,
    by,
    delay: fc.nat(9),
  }),
  fc.record({
    type: fc.constantFrom("command.suspend", "command.resume", "command.cancel"),
    consent,
  }),
  fc.record({ type: fc.constant("command.change"), items, consent }),
  fc.record({ type: fc.constant("command.adjust"), parameters }),
  fc.record({ type: fc.constant("command.revoke"), reason: fc.constant("why"), consent }),
  fc.record({ type: fc.constantFrom("operator.retry", "operator.skip") }),
  fc.record({
    type: fc.constant("timer.due"),
    timer: fc.constantFrom("postponement", "schedule"),
    requestId: anyRequestId,
  }),
  fc.record({
    type: fc.constant("effect.failed"),
    effectId: fc.constant("e"),
    effect: fc.constantFrom(
      "fulfillRequest",
      "approveRequest",
      "failRequest",
      "inquireRequest",
      "scheduleRequest",
      "confirmRevocation",
      "createRequest",
      "readRequest",
    ),
    requestId: fc.option(anyRequestId, { nil: undefined }),
    attempts: fc.nat(9),
    error: fc.constant({ code: "x", message: "y" }),
  }),
  fc.record({
    type: fc.constant("capabilities.changed"),
    capabilities: fc.record({
      administrativeHold: fc.boolean(),
      dynamicValidation: fc.record({ purchase: fc.boolean(), change: fc.boolean() }),
      scheduling: fc.record({ change: fc.boolean(), cancel: fc.boolean() }),
    }),
  }),
  fc.record({ type: fc.constant("subscription.adopted"), status, items, forced: fc.boolean() }),
);

/** Any event the machine knows, about a handful of requests, so that histories meet themselves. */
const anyEvent = fc.oneof(
  { weight: 3, arbitrary: requestFact },
  { weight: 2, arbitrary: rest },
) as fc.Arbitrary<SubscriptionEventInput>;

const consented = { identity: "who", text: "what", givenAt: "2026-01-01T00:00:00.000Z" };

/** What a well-behaved world may do next: opens requests, answers them, fails effects, ends requests. */
function plausibleEvents(snapshot: Snapshot): readonly SubscriptionEventInput[] {
  const { request, ended } = snapshot.context;
  if (request === null) {
    const id = `PR-${ended.length + 1}`;
    return [
      ...requestTypes.map((type) => ({ type: "request.pending", request: { id, type } }) as const),
      { type: "request.draft", request: { id, type: "purchase" } },
      { type: "request.draft", request: { id, type: "change" } },
      { type: "request.pending", request: { id, type: "test" } },
      { type: "command.suspend", consent: consented },
      { type: "command.resume", consent: consented },
      { type: "command.cancel", consent: consented },
    ];
  }
  const fact = { id: request.id, type: request.type };
  const requestId = request.id;
  const error = { code: "x", message: "y" };
  const failing = {
    type: "effect.failed",
    effectId: "e",
    requestId,
    attempts: 1,
    error,
  } as const;
  return [
    { type: "request.approved", request: fact },
    { type: "request.approved", request: fact },
    { type: "request.failed", request: fact },
    { type: "request.pending", request: fact },
    { type: "request.inquiring", request: fact },
    { type: "request.scheduled", request: fact },
    { type: "request.revoking", request: fact },
    { type: "request.revoked", request: fact },
    { type: "answer.approve", requestId },
    { type: "answer.reject", requestId, reason: "no" },
    { type: "answer.inquire", requestId, parameters: { a: "?" } },
    { type: "answer.schedule", requestId, plannedDate: "2026-02-01T00:00:00.000Z" },
    { type: "answer.postpone", requestId, delay: 5 },
    { ...failing, effect: "fulfillRequest" },
    { ...failing, effect: "approveRequest" },
    { ...failing, effect: "inquireRequest" },
    { type: "operator.retry" },
    { type: "timer.due", timer: "postponement", requestId },
    { type: "timer.due", timer: "schedule", requestId },
  ];
}

/** One step of a history: an event whatever the state, or a pick among what is plausible in it. */
type Step = { readonly event: SubscriptionEventInput } | { readonly pick: number };

const allOn = {
  type: "capabilities.changed",
  capabilities: {
    administrativeHold: true,
    dynamicValidation: { purchase: true, change: true },
    scheduling: { purchase: true, change: true, suspend: true, resume: true, cancel: true },
  },
} as const;

/** The event a step stands for, where the subscription is. */
export function eventAt(step: Step, snapshot: Snapshot): SubscriptionEventInput {
  if ("event" in step) return step.event;
  const events = plausibleEvents(snapshot);
  return events[step.pick % events.length] ?? allOn;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ event: anyEvent }) },
  { weight: 3, arbitrary: fc.record({ pick: fc.nat(10_000) }) },
);

/** A history that begins as most do and goes on in any order, legal or not. */
export const anyHistory: fc.Arbitrary<readonly Step[]> = fc
  .array(step, { minLength: 1, maxLength: 60, size: "max" })
  .map((steps) => [{ event: allOn }, ...steps]);
