import type { Answer, SubscriptionEventInput } from "@tenure/machine";
import * as fc from "fast-check";

import { asks } from "../model/request-reference.ts";
import type { Step } from "./step.ts";
import { at, items, parse, some } from "./values.ts";
import type { World } from "./world.ts";

/** Mostly the request in progress, at times another. */
const about = (world: World, pick: number): string =>
  pick % 8 === 0 ? `PR-${(pick % 3) + 1}` : (world.reference.open?.id ?? "PR-1");

const by = fc.constantFrom<Answer["by"][]>("handler", "handler", "operator");
export const answers: fc.Arbitrary<Step> = fc
  .record({
    some,
    by,
    answer: fc.constantFrom(
      { type: "answer.approve", parameters: { a: "1" } } as const,
      { type: "answer.reject", reason: "no" } as const,
      { type: "answer.inquire", parameters: { a: "?" } } as const,
      { type: "answer.schedule", plannedDate: "2026-02-01T00:00:00.000Z" } as const,
      { type: "answer.postpone", delay: 5 } as const,
    ),
  })
  .map(
    ({ some: pick, by: who, answer }) =>
      (world) =>
        parse({ ...answer, requestId: about(world, pick), by: who }),
  );

const effect = fc.constantFrom(
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
);
/** Mostly the effect that is awaited, at times another. */
export const fails: fc.Arbitrary<Step> = fc
  .record({ some, effect, isNamed: fc.boolean() })
  .map(({ some: pick, effect: other, isNamed }) => (world) => {
    const awaited = asks[world.reference.requestState] ?? "createRequest";
    return parse({
      type: "effect.failed",
      effectId: "AS-1/1/0",
      effect: pick % 3 === 0 || awaited === "startTimer" ? other : awaited,
      attempts: 8,
      error: { code: "gone", message: "It is gone." },
      ...(isNamed ? { requestId: about(world, pick) } : {}),
    });
  });

export const comesDue: fc.Arbitrary<Step> = fc
  .record({ some, timer: fc.constantFrom("postponement", "schedule") })
  .map(
    ({ some: pick, timer }) =>
      (world) =>
        parse({ type: "timer.due", timer, requestId: about(world, pick) }),
  );

export const operates: fc.Arbitrary<Step> = fc
  .constantFrom("operator.retry", "operator.retry", "operator.skip")
  .map((type) => () => parse({ type }));

const agreement = { identity: "buyer", text: "I agree.", givenAt: "2026-01-01T00:00:00.000Z" };
const consent = fc.constant(agreement);
const changed = fc
  .tuple(items, fc.boolean())
  .map(([whole, isWhole]) =>
    isWhole ? whole : whole.map(({ id, quantity }) => ({ id, quantity })),
  );
const command: fc.Arbitrary<SubscriptionEventInput> = fc.oneof(
  fc.record(
    { type: fc.constantFrom("command.suspend", "command.resume", "command.cancel"), consent },
    { requiredKeys: ["type"] },
  ),
  fc.record(
    { type: fc.constant("command.change"), items: changed, consent },
    { requiredKeys: ["type"] },
  ),
  fc.constant({ type: "command.adjust", parameters: { a: "2" } } as const),
  fc.record(
    { type: fc.constant("command.revoke"), reason: fc.constant("why"), consent },
    { requiredKeys: ["type", "reason"] },
  ),
  fc.record(
    {
      type: fc.constant("command.setRenewal"),
      renewal: fc.constantFrom("automatic", "manual"),
      consent,
    },
    { requiredKeys: ["type", "renewal"] },
  ),
  fc.constant({
    type: "command.bill",
    from: "2026-01-01T00:00:00.000Z",
    to: "2026-02-01T00:00:00.000Z",
  } as const),
);
export const commands: fc.Arbitrary<Step> = command.map((event) => () => parse(event));

const whileSuspended = ["command.resume", "command.cancel"] as const;
const whileActive = ["command.suspend", "command.cancel", "command.change"] as const;

/** A command that fits where the subscription is, mostly with consent. */
export const usualCommands: fc.Arbitrary<Step> = fc
  .record({ some, isAgreed: fc.constantFrom(true, true, true, false) })
  .map(({ some: pick, isAgreed }) => ({ reference }) => {
    const isSuspended = reference.status === "suspended";
    const type = isSuspended ? at(whileSuspended, pick) : at(whileActive, pick);
    const isFree = reference.open === undefined && !reference.isOrdering;
    const isUsable = ["active", "suspended"].includes(reference.status);
    if (!isFree || !isUsable || type === undefined) return undefined;
    return parse({ type, ...(isAgreed ? { consent: agreement } : {}) });
  });
