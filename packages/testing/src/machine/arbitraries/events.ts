import { subscriptionEventSchema, type SubscriptionEvent } from "@tenure/machine";
import * as fc from "fast-check";

import { anyCapabilities } from "./capabilities.ts";
import { mixed, type Hostility } from "./hostility.ts";
import { anyRequestFact } from "./request-facts.ts";
import { items, parameters, requestId, second, status } from "./values.ts";

const moment = "2026-01-01T00:00:00.000Z";
const later = "2026-02-01T00:00:00.000Z";
const consent = fc.constant({ identity: "buyer@example.com", text: "I agree.", givenAt: moment });
const by = fc.constantFrom("handler", "operator");
const reason = fc.constant("no stock");
const question = fc.constant({ a: "Which?" });
const renewal = fc.constantFrom("automatic", "manual");
const holds = fc.constantFrom("command.suspend", "command.resume", "command.cancel");
const effect = fc.constantFrom(
  "fulfillRequest",
  "approveRequest",
  "failRequest",
  "inquireRequest",
  "scheduleRequest",
  "confirmRevocation",
  "createRequest",
  "readRequest",
);
const error = fc.constant({ code: "unreachable", message: "No answer." });

/** The kinds of answers, each named with what goes with it. */
const answersBy = (who: fc.Arbitrary<string>, plannedDate: fc.Arbitrary<string>) => {
  const about = { requestId, by: who };
  return [
    fc.record({ type: fc.constant("answer.approve"), ...about, parameters }),
    fc.record({ type: fc.constant("answer.reject"), ...about, reason }),
    fc.record({ type: fc.constant("answer.inquire"), ...about, parameters: question }),
    fc.record({ type: fc.constant("answer.schedule"), ...about, plannedDate }),
    fc.record({ type: fc.constant("answer.postpone"), ...about, delay: fc.nat(60_000) }),
  ];
};

/** A record in which the keys named last may be left out. */
const maybeWith = <Value extends object>(
  arbitraries: { [Key in keyof Value]: fc.Arbitrary<Value[Key]> },
  requiredKeys: (keyof Value)[],
): fc.Arbitrary<object> => fc.record<Value, keyof Value>(arbitraries, { requiredKeys });

const commandsWith = (isConsentSure: boolean) => {
  const sure = isConsentSure ? (["consent"] as const) : [];
  return [
    maybeWith({ type: holds, consent }, ["type", ...sure]),
    maybeWith({ type: fc.constant("command.change"), items, parameters, consent }, [
      "type",
      ...sure,
    ]),
    fc.record({ type: fc.constant("command.adjust"), parameters }),
    maybeWith({ type: fc.constant("command.revoke"), reason, consent }, [
      "type",
      "reason",
      ...sure,
    ]),
    maybeWith({ type: fc.constant("command.setRenewal"), renewal, consent }, [
      "type",
      "renewal",
      ...sure,
    ]),
    fc.record({ type: fc.constant("command.bill"), from: second, to: fc.constant(later) }),
  ];
};

const work = [
  fc.record({ type: fc.constantFrom("operator.retry", "operator.skip") }),
  fc.record({
    type: fc.constant("timer.due"),
    timer: fc.constantFrom("postponement", "schedule"),
    requestId,
  }),
  maybeWith(
    {
      type: fc.constant("effect.failed"),
      effectId: fc.constant("AS-1/1/0"),
      effect,
      requestId,
      attempts: fc.nat(9),
      error,
    },
    ["type", "effectId", "effect", "attempts", "error"],
  ),
];

const factsOf = (options: Hostility, forced: fc.Arbitrary<boolean>) => [
  fc.record({
    type: fc.constant("capabilities.changed"),
    capabilities: anyCapabilities(options),
  }),
  fc.record({ type: fc.constant("renewal.changed"), renewal }),
  maybeWith({ type: fc.constant("subscription.adopted"), status, items, forced }, [
    "type",
    "status",
    "forced",
  ]),
];

const never = { hostile: 0 };
const always = { hostile: 1 };

const usual = fc.oneof(
  { weight: 3, arbitrary: anyRequestFact(never) },
  {
    weight: 2,
    arbitrary: fc.oneof<fc.Arbitrary<object>[]>(
      ...answersBy(fc.constant("handler"), fc.constant(later)),
      ...commandsWith(true),
      ...work,
      ...factsOf(never, fc.constant(false)),
    ),
  },
);
const unusual = fc.oneof(
  { weight: 3, arbitrary: anyRequestFact(always) },
  {
    weight: 2,
    arbitrary: fc.oneof<fc.Arbitrary<object>[]>(
      ...answersBy(by, second),
      ...commandsWith(false),
      ...work,
      ...factsOf(always, fc.boolean()),
    ),
  },
);

const asTaken = (event: unknown): SubscriptionEvent => subscriptionEventSchema.parse(event);

/**
 * Any event the machine knows, about a handful of requests, whatever the state: facts, answers, commands, failures,
 * timers, and what operators do. A hostile one may lack consent, come from an operator, force a status, or hold a
 * hostile fact; its shape is right.
 */
export function anyEvent(options: Hostility = {}): fc.Arbitrary<SubscriptionEvent> {
  return mixed<object>(usual, unusual, options).map(asTaken);
}
