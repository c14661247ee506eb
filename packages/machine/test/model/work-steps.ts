import { fc } from "@fast-check/vitest";
import type { Answer, SubscriptionEventInput } from "@tenure/machine";

import { asks } from "./request-reference.ts";
import { EventStep } from "./steps.ts";
import { at, items, maybe, parse, some } from "./values.ts";
import type { World } from "./world.ts";

/** Mostly the request in progress, at times another. */
const about = (world: World, pick: number): string =>
  pick % 8 === 0 ? `PR-${(pick % 3) + 1}` : (world.reference.open?.id ?? "PR-1");

const by = fc.constantFrom<Answer["by"][]>("handler", "handler", "operator");
export const answers = fc
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
      new EventStep((world) => parse({ ...answer, requestId: about(world, pick), by: who })),
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
export const fails = fc.record({ some, effect, isNamed: fc.boolean() }).map(
  ({ some: pick, effect: other, isNamed }) =>
    new EventStep((world) => {
      const awaited = asks[world.reference.requestState] ?? "createRequest";
      return parse({
        type: "effect.failed",
        effectId: "AS-1/1/0",
        effect: pick % 3 === 0 || awaited === "startTimer" ? other : (awaited as typeof other),
        attempts: 8,
        error: { code: "gone", message: "It is gone." },
        ...(isNamed ? { requestId: about(world, pick) } : {}),
      });
    }),
);

export const comesDue = fc
  .record({ some, timer: fc.constantFrom("postponement", "schedule") })
  .map(
    ({ some: pick, timer }) =>
      new EventStep((world) => parse({ type: "timer.due", timer, requestId: about(world, pick) })),
  );

export const operates = fc
  .constantFrom("operator.retry", "operator.retry", "operator.skip")
  .map((type) => new EventStep(() => parse({ type })));

const given = { identity: "buyer", text: "I agree.", givenAt: "2026-01-01T00:00:00.000Z" };
const consent = fc.constantFrom({ consent: given }, { consent: given }, {});
const command: fc.Arbitrary<SubscriptionEventInput> = fc.oneof(
  fc
    .tuple(fc.constantFrom("command.suspend", "command.resume", "command.cancel"), consent)
    .map(([type, agreed]) => ({ type, ...agreed }) as const),
  fc.tuple(maybe(items), fc.boolean(), consent).map(([changed, isWhole, agreed]) => ({
    type: "command.change" as const,
    ...(changed === undefined
      ? {}
      : { items: isWhole ? changed : changed.map(({ id, quantity }) => ({ id, quantity })) }),
    ...agreed,
  })),
  fc.constant({ type: "command.adjust", parameters: { a: "2" } } as const),
  consent.map((agreed) => ({ type: "command.revoke" as const, reason: "why", ...agreed })),
  fc
    .tuple(fc.constantFrom("automatic", "manual"), consent)
    .map(([renewal, agreed]) => ({ type: "command.setRenewal" as const, renewal, ...agreed })),
  fc.constant({
    type: "command.bill",
    from: "2026-01-01T00:00:00.000Z",
    to: "2026-02-01T00:00:00.000Z",
  } as const),
);
export const commands = command.map((event) => new EventStep(() => parse(event)));

/** A command that fits where the subscription is, consent given. */
export const usualCommands = some.map(
  (pick) =>
    new EventStep(({ reference }) => {
      const kinds: readonly SubscriptionEventInput[] =
        reference.status === "suspended"
          ? [
              { type: "command.resume", consent: given },
              { type: "command.cancel", consent: given },
            ]
          : [
              { type: "command.suspend", consent: given },
              { type: "command.cancel", consent: given },
              { type: "command.change", consent: given },
            ];
      const fitting = at(kinds, pick);
      const isFree = reference.open === undefined && !reference.isOrdering;
      const isUsable = ["active", "suspended"].includes(reference.status);
      return isFree && isUsable && fitting !== undefined ? parse(fitting) : undefined;
    }),
);
