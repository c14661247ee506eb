import {
  awaits,
  type AdapterEffect,
  type Decision,
  type EffectError,
  type SubscriptionEvent,
} from "@tenure/machine";

import { codeOf } from "../error-fields.ts";
import type { EffectOutcome } from "../ports/adapter.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { ClaimedEffect, Store } from "../ports/store.ts";
import { parseEvent } from "../record/parse-event.ts";
import type { Recorder } from "../record/recorder.ts";
import { TenureError } from "../tenure-error.ts";
import { backoff, type RetryPolicy } from "./backoff.ts";

export interface SettleOptions {
  readonly store: Store;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly retry: RetryPolicy;
}

type Done = Extract<EffectOutcome, { type: "done" }>;
type Retry = Extract<EffectOutcome, { type: "retry" }>;

/**
 * An answer that moves nothing although it is waited for. Settling the effect with it would leave the
 * request waiting for ever.
 */
function isUnusable(
  effect: AdapterEffect,
  event: SubscriptionEvent,
  { verdict, snapshot }: Pick<Decision, "verdict" | "snapshot">,
): boolean {
  return event.type.startsWith("answer.") && verdict.type !== "moved" && awaits(snapshot, effect);
}

/** Gives the effect up: the request gets stuck, and an operator decides. */
async function giveUp(
  { recorder }: SettleOptions,
  { id, key, effect, token }: ClaimedEffect,
  failure: { readonly attempts: number; readonly error: EffectError },
): Promise<void> {
  await recorder.record({
    key,
    event: {
      type: "effect.failed",
      effectId: id,
      effect: effect.type,
      ...("requestId" in effect && { requestId: effect.requestId }),
      attempts: failure.attempts,
      error: { ...failure.error, code: failure.error.code || "unknown" },
    },
    outcomeOf: { claim: { id, token }, settledBy: () => true },
  });
}

async function settleRetry(
  options: SettleOptions,
  claimed: ClaimedEffect,
  { blame, error, after }: Retry,
): Promise<void> {
  const { store, clock, logger, random, retry } = options;
  const { id, key, effect, claims, token } = claimed;
  const attempts = claimed.attempts + (blame === "effect" ? 1 : 0);
  if (attempts >= retry.attempts) {
    await giveUp(options, claimed, { attempts, error });
    return;
  }
  const wait = backoff(retry, claims, { random, atLeast: after });
  const availableAt = clock.now() + wait;
  const text = `${error.code}: ${error.message}`;
  await store.putBack({ id, token }, { availableAt, attempts, error: text });
  const fields = {
    key,
    effectId: id,
    effect: effect.type,
    code: error.code,
    blame,
    attempts,
    wait,
  };
  logger.warn(fields, "effect failed: trying again");
}

async function settleDone(
  options: SettleOptions,
  claimed: ClaimedEffect,
  outcome: Done,
): Promise<void> {
  const { recorder } = options;
  const { key, id, token, effect } = claimed;
  const claim = { id, token };
  const parsed = outcome.events.map(parseEvent);
  const events = parsed.flatMap((one) => ("event" in one ? [one.event] : []));
  const problem = parsed.find((one) => "problem" in one)?.problem;
  if (problem !== undefined) {
    const error = { code: "invalid_event", message: problem };
    await settleRetry(options, claimed, { type: "retry", blame: "effect", error });
    return;
  }
  if (events.length === 0) await recorder.settle(key, claim);

  for (const [index, event] of events.entries()) {
    const last = index === events.length - 1;
    // oxlint-disable-next-line no-await-in-loop -- events are taken in, in order
    const recorded = await recorder.record({
      key,
      event,
      outcomeOf: { claim, settledBy: (decision) => last && !isUnusable(effect, event, decision) },
    });
    if (recorded.type === "fenced") return;
    if (isUnusable(effect, event, recorded.result)) {
      const message = `The handler's ${event.type} does not answer the request in progress.`;
      const failure = {
        attempts: claimed.attempts + 1,
        error: { code: "answer_unusable", message },
      };
      // oxlint-disable-next-line no-await-in-loop -- ends the loop
      await giveUp(options, claimed, failure);
      return;
    }
  }
}

/** Writes down what came of an attempt. Repeating it after a failure of the store does no harm. */
export async function settleOutcome(
  options: SettleOptions,
  claimed: ClaimedEffect,
  outcome: EffectOutcome,
): Promise<void> {
  switch (outcome.type) {
    case "done":
      await settleDone(options, claimed, outcome);
      break;
    case "retry":
      await settleRetry(options, claimed, outcome);
      break;
    case "refused": {
      const attempts = claimed.attempts + 1;
      await giveUp(options, claimed, { attempts, error: outcome.error });
      break;
    }
  }
}

/**
 * The outcome of an outcome that cannot be written down, so that it ends in a stuck request and not
 * in a loop; undefined when the store may take it later.
 */
export function unusable(error: unknown): EffectOutcome | undefined {
  if (error instanceof TenureError && error.consequence === "Retryable") return undefined;
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error) ?? "outcome_unusable";
  return { type: "retry", blame: "effect", error: { code, message } };
}
