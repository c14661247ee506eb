import { awaits, type AdapterEffect, type Decision, type EffectError } from "@tenure/machine";

import { codeOf, messageOf } from "../error-fields.ts";
import type { EffectOutcome } from "../ports/adapter.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { AttemptEnd } from "../ports/observer.ts";
import type { ClaimedEffect, Store } from "../ports/store.ts";
import { parseEvent } from "../record/parse-event.ts";
import type { Recorder } from "../record/recorder.ts";
import { TenureError } from "../tenure-error.ts";
import { backoff, type RetryPolicy } from "./backoff.ts";
import { keepable } from "./read-outcome.ts";

export interface SettleOptions {
  readonly store: Store;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly retry: RetryPolicy;
  readonly maximumEventBytes: number;
}

/** An effect whose outcome is to be written down. */
export interface Attempted {
  readonly claimed: ClaimedEffect;
  /** The trace that the outcome's events belong to. */
  readonly trace: string | undefined;
  /** The earliest time for another attempt, in milliseconds since the epoch. */
  readonly notBefore: (now: number) => number;
}

type Done = Extract<EffectOutcome, { type: "done" }>;
type Retry = Extract<EffectOutcome, { type: "retry" }>;

/** Effects that take a request a step on: as long as they are awaited, the step was not taken. */
const steps: ReadonlySet<AdapterEffect["type"]> = new Set([
  "fulfillRequest",
  "approveRequest",
  "failRequest",
  "inquireRequest",
  "scheduleRequest",
  "confirmRevocation",
  "revokeRequest",
]);

/**
 * An event that moves nothing although the step is waited for. Settling the effect with it would leave
 * the request waiting for ever.
 */
function movesNothing(
  effect: AdapterEffect,
  { verdict, snapshot }: Pick<Decision, "verdict" | "snapshot">,
): boolean {
  return steps.has(effect.type) && verdict.type !== "moved" && awaits(snapshot, effect);
}

/** What the platform showed was older than what is known: it has to be looked at again. */
const behind: Retry = {
  type: "retry",
  blame: "nobody",
  error: { code: "platform_behind", message: "what the platform showed is known already" },
};

/** Gives the effect up: the request gets stuck, and an operator decides. */
export async function giveUp(
  { recorder }: SettleOptions,
  { claimed: { id, key, effect, token }, trace }: Pick<Attempted, "claimed" | "trace">,
  failure: { readonly attempts: number; readonly error: EffectError },
): Promise<AttemptEnd> {
  const code = failure.error.code || "unknown";
  const recorded = await recorder.record({
    key,
    event: {
      type: "effect.failed",
      effectId: id,
      effect: effect.type,
      ...("requestId" in effect && { requestId: effect.requestId }),
      attempts: failure.attempts,
      error: { ...failure.error, code },
    },
    trace,
    outcomeOf: { claim: { id, token }, settledBy: () => true },
  });
  return recorded.type === "fenced" ? { outcome: "lost" } : { outcome: "stuck", code };
}

async function settleRetry(
  options: SettleOptions,
  attempted: Attempted,
  { blame, error, after }: Retry,
): Promise<AttemptEnd> {
  const { store, clock, logger, random, retry } = options;
  const { claimed, notBefore } = attempted;
  const { id, key, effect, claims, token } = claimed;
  const attempts = claimed.attempts + (blame === "effect" ? 1 : 0);
  if (attempts >= retry.attempts) return giveUp(options, attempted, { attempts, error });
  const now = clock.now();
  const wait = Math.max(backoff(retry, claims, { random, atLeast: after }), notBefore(now) - now);
  const text = `${error.code}: ${error.message}`;
  const held = await store.putBack(
    { id, token },
    { availableAt: now + wait, attempts, error: text },
  );
  if (!held) return { outcome: "lost" };
  const { code } = error;
  const fields = { key, effectId: id, effect: effect.type, code, blame, attempts, wait };
  logger.warn(fields, "effect failed: trying again");
  return { outcome: "retry", code };
}

async function settleDone(
  options: SettleOptions,
  attempted: Attempted,
  outcome: Done,
): Promise<AttemptEnd> {
  const { recorder, maximumEventBytes } = options;
  const { claimed, trace } = attempted;
  const { key, id, token, effect } = claimed;
  const claim = { id, token };
  const parsed = outcome.events.map((event) => parseEvent(event, maximumEventBytes));
  const events = parsed.flatMap((one) => ("event" in one ? [one.event] : []));
  const problem = parsed.find((one) => "problem" in one)?.problem;
  if (problem !== undefined) {
    const error = { code: "invalid_event", message: problem };
    return settleRetry(options, attempted, { type: "retry", blame: "effect", error });
  }
  if (events.length === 0) {
    const { type } = await recorder.settle(key, claim);
    return { outcome: type === "fenced" ? "lost" : "done" };
  }

  for (const [index, event] of events.entries()) {
    const last = index === events.length - 1;
    // oxlint-disable-next-line no-await-in-loop -- events are taken in, in order
    const recorded = await recorder.record({
      key,
      event,
      trace,
      outcomeOf: { claim, settledBy: (decision) => last && !movesNothing(effect, decision) },
    });
    if (recorded.type === "fenced") return { outcome: "lost" };
    if (!movesNothing(effect, recorded.result)) continue;
    if (event.type.startsWith("answer.")) {
      const message = `The handler's ${event.type} does not answer the request in progress.`;
      const error = { code: "answer_unusable", message };
      return giveUp(options, attempted, { attempts: claimed.attempts + 1, error });
    }
    if (last) return settleRetry(options, attempted, behind);
  }
  return { outcome: "done" };
}

/** Writes down what came of an attempt. Repeating it after a failure of the store does no harm. */
export function settleOutcome(
  options: SettleOptions,
  attempted: Attempted,
  outcome: EffectOutcome,
): Promise<AttemptEnd> {
  switch (outcome.type) {
    case "done":
      return settleDone(options, attempted, outcome);
    case "retry":
      return settleRetry(options, attempted, outcome);
    case "refused": {
      const attempts = attempted.claimed.attempts + 1;
      return giveUp(options, attempted, { attempts, error: outcome.error });
    }
  }
}

/**
 * The outcome of an outcome that cannot be written down, so that it ends in a stuck request and not
 * in a loop; undefined when the store may take it later.
 */
export function unusable(error: unknown): EffectOutcome | undefined {
  if (error instanceof TenureError && error.consequence === "Retryable") return undefined;
  const code = keepable(codeOf(error) ?? "outcome_unusable");
  return { type: "retry", blame: "effect", error: { code, message: keepable(messageOf(error)) } };
}
