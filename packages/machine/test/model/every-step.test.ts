import {
  capabilitiesSchema,
  decide,
  decisionsSchema,
  initial,
  requestTypes,
  subscriptionEventSchema,
  type Capabilities,
  type SubscriptionEventInput,
  type SubscriptionInput,
} from "@tenure/machine";
import { checkDecision, ReferenceModel } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { consent } from "../purchased.ts";

type Events = readonly SubscriptionEventInput[];
type Setup = Required<Pick<SubscriptionInput, "capabilities" | "decisions">>;

const shownStates = [
  "draft",
  "tiersSetup",
  "pending",
  "inquiring",
  "scheduled",
  "revoking",
] as const;
const outcomes = ["approved", "failed", "revoked", "discarded"] as const;
const item = { id: "A", quantity: "1", status: "active" } as const;
const allOn: Capabilities = capabilitiesSchema.parse({
  administrativeHold: true,
  dynamicValidation: { purchase: true, change: true, inquiring: true },
  scheduling: { change: true },
  renewalSwitch: true,
  itemDeactivation: true,
});

const fact = (
  shown: string,
  type: string,
  id = "PR-1",
  more: object = {},
): SubscriptionEventInput =>
  ({ type: `request.${shown}`, request: { id, type, ...more } }) as SubscriptionEventInput;
const reported = (event: SubscriptionEventInput, status: string): SubscriptionEventInput =>
  ({ ...event, subscriptionStatus: status }) as SubscriptionEventInput;
const adopted = (status: string, forced = true): SubscriptionEventInput =>
  ({ type: "subscription.adopted", status, forced }) as SubscriptionEventInput;

const contents = { items: [item], parameters: { a: "9" } };
const adoptedWith = (status: string, forced: boolean): SubscriptionEventInput => ({
  ...adopted(status, forced),
  ...contents,
});

const statuses = [
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
  "discarded",
] as const;
const standings: readonly Events[] = [
  [],
  ...statuses.map((status) => [adopted(status)]),
  [adopted("active"), fact("pending", "cancel", "PR-0")],
  [adopted("suspended"), fact("pending", "cancel", "PR-0")],
];

const requestId = "PR-1";
const by = "operator";
const answers = (who: "handler" | "operator", id = requestId): Events => [
  { type: "answer.approve", requestId: id, by: who },
  { type: "answer.reject", requestId: id, by: who, reason: "no" },
  { type: "answer.inquire", requestId: id, by: who, parameters: { a: "?" } },
  { type: "answer.schedule", requestId: id, by: who, plannedDate: "2026-02-01T00:00:00.000Z" },
  { type: "answer.postpone", requestId: id, by: who, delay: 5 },
];
const effects = [
  "fulfillRequest",
  "approveRequest",
  "failRequest",
  "inquireRequest",
  "scheduleRequest",
  "confirmRevocation",
  "createRequest",
  "readRequest",
  "revokeRequest",
  "createBillingRequest",
  "switchRenewal",
] as const;
const failed = (effect: (typeof effects)[number], id?: string): SubscriptionEventInput => ({
  type: "effect.failed",
  effectId: "AS-1/1/0",
  effect,
  attempts: 8,
  error: { code: "gone", message: "It is gone." },
  ...(id === undefined ? {} : { requestId: id }),
});
const commands: Events = [
  { type: "command.change", consent },
  { type: "command.change", consent, items: [{ ...item, status: "deactivated" }] },
  { type: "command.change", consent, items: [{ ...item, id: "B" }] },
  { type: "command.change" },
  { type: "command.adjust", parameters: {} },
  ...(["suspend", "resume", "cancel"] as const).flatMap((kind): Events => [
    { type: `command.${kind}`, consent },
    { type: `command.${kind}` },
  ]),
  { type: "command.revoke", reason: "why", consent },
  { type: "command.revoke", reason: "why" },
  { type: "command.setRenewal", renewal: "manual", consent },
  { type: "command.setRenewal", renewal: "automatic", consent },
  { type: "command.setRenewal", renewal: "manual" },
  { type: "command.bill", from: "2026-01-01T00:00:00.000Z", to: "2026-02-01T00:00:00.000Z" },
];

/** Every way a request of this type can be in progress on an active subscription. */
const situations = (type: string): readonly Events[] => {
  const pending = fact("pending", type);
  const [approve, reject, inquire, schedule, postpone] = answers("handler").map(
    (answer): Events => [pending, answer],
  ) as [Events, Events, Events, Events, Events];
  return [
    ...shownStates.map((shown) => [fact(shown, type)]),
    approve,
    reject,
    inquire,
    schedule,
    postpone,
    [pending, failed("fulfillRequest")],
    [...approve, failed("approveRequest")],
    [...reject, failed("failRequest")],
    [...inquire, failed("inquireRequest")],
    [...schedule, failed("scheduleRequest")],
    [fact("revoking", type), failed("confirmRevocation")],
    [fact("inquiring", type), { type: "answer.reject", requestId, by, reason: "no" }],
    [pending, fact("pending", "adjustment", "PR-2")],
  ];
};

const facts = (type: string, id = requestId): Events =>
  [...shownStates, ...outcomes].map((shown) => fact(shown, type, id, contents));

/** What is shown together with the subscription's status. */
const told = (type: string): Events =>
  ["active", "suspended", "terminating", "terminated"].map((status) =>
    reported(fact("approved", type), status),
  );

const adoptions: Events = statuses.flatMap((status) => [
  adopted(status),
  adopted(status, false),
  adoptedWith(status, true),
  adoptedWith(status, false),
]);

/** Everything that can be sent where a request of this type may be in progress. */
const everything = (type: string): Events => [
  ...facts(type),
  ...facts(type, "PR-2"),
  ...answers("handler"),
  ...answers(by),
  ...answers(by, "PR-2"),
  ...effects.flatMap((effect) => [
    failed(effect),
    failed(effect, requestId),
    failed(effect, "PR-2"),
  ]),
  ...(["postponement", "schedule"] as const).flatMap((timer): Events => [
    { type: "timer.due", timer, requestId },
    { type: "timer.due", timer, requestId: "PR-2" },
  ]),
  { type: "operator.retry" },
  { type: "operator.skip" },
  ...commands,
  ...adoptions,
  { type: "capabilities.changed", capabilities: {} },
  { type: "capabilities.changed", capabilities: allOn },
  { type: "renewal.changed", renewal: "manual" },
  { type: "renewal.changed", renewal: "automatic" },
];

/** Sends each of the events after the history, and lets the reference say what has to come of it. */
function checkEach(history: Events, events: Events, setup: Setup): number {
  const parsed = history.map((event) => subscriptionEventSchema.parse(event));
  const snapshot = parsed.reduce(
    (before, event) => decide(before, event).snapshot,
    initial({ key: "AS-1", ...setup }),
  );
  let checked = 0;
  for (const input of events) {
    const event = subscriptionEventSchema.parse(input);
    const reference = new ReferenceModel({
      capabilities: capabilitiesSchema.parse(setup.capabilities),
      decisions: decisionsSchema.parse(setup.decisions),
    });
    for (const before of parsed) reference.apply(before);
    checkDecision(reference, {
      decide,
      before: snapshot,
      event,
      decision: decide(snapshot, event),
    });
    checked += 1;
  }
  return checked;
}

const setups: readonly Setup[] = [
  { capabilities: allOn, decisions: {} },
  { capabilities: {}, decisions: {} },
  { capabilities: allOn, decisions: { cancelWhileSuspended: false, rejectedCancel: "active" } },
  {
    capabilities: { ...allOn, dynamicValidation: { inquiring: true } },
    decisions: { revokedActsAsFailed: false, draftGate: "inquiringForm" },
  },
  { capabilities: allOn, decisions: { rejectWhileInquiring: false } },
];

describe("every single step", { timeout: 60_000 }, () => {
  test.each(requestTypes)("a %s that shows in any status, from any status", (type) => {
    for (const setup of setups) {
      for (const standing of standings) {
        const seen = [...facts(type), ...told(type), ...adoptions];
        expect(checkEach(standing, seen, setup)).toBeGreaterThan(0);
        expect(checkEach([...standing, fact("pending", type)], seen, setup)).toBeGreaterThan(0);
      }
    }
  });

  const busy: readonly Events[] = [
    [adopted("suspended"), fact("pending", "resume")],
    [adopted("suspended"), { type: "command.cancel", consent }],
    [adopted("active"), fact("scheduled", "change")],
    [adopted("terminated", false), fact("scheduled", "change")],
  ];
  test.each([...standings, ...busy])("every command, where it stands %#", (...standing) => {
    for (const setup of setups) {
      expect(checkEach(standing, commands, setup)).toBe(commands.length);
      expect(checkEach([adoptedWith("active", true), ...standing], commands, setup)).toBe(
        commands.length,
      );
    }
  });

  test.each(["purchase", "change", "suspend", "teleport"])(
    "everything, however far a %s in progress has come",
    (type) => {
      const ordered: Events = [{ type: "command.change", consent }];
      for (const setup of setups) {
        for (const situation of [[], ordered, ...situations(type)]) {
          const history = [adopted("active"), ...situation];
          expect(checkEach(history, everything(type), setup)).toBeGreaterThan(0);
        }
      }
    },
  );
});
