import type { EffectCall, EffectOutcome } from "@tenure/engine";

import { ConnectError } from "../client/connect-error.ts";
import { outcomeOf } from "../effects/outcome.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";
import type { TierBindings } from "./tier-bindings.ts";
import { isEndOfTier } from "./tier-fact.ts";
import { doneWithTier } from "./tier-outcome.ts";

/** One step a tier configuration request is taken by a call to the platform. */
export interface TierStep {
  readonly requestId: string;
  /** The statuses the step leads out of. In any other, it has been taken already or is void. */
  readonly from: readonly string[];
  /** The status it leads to. */
  readonly to: string;
  /** Takes the step. Answering an outcome says that it cannot be taken. */
  take(seen: TierConfigRequest): Promise<EffectOutcome | undefined>;
}

const isLost = (error: unknown): boolean => error instanceof ConnectError && error.mayHaveHappened;

const isRefusal = (error: unknown): boolean =>
  error instanceof ConnectError && ["refused", "conflict", "not_found"].includes(error.kind);

async function takeStep(
  { calls, logger }: TierBindings,
  call: EffectCall,
  step: TierStep,
): Promise<EffectOutcome> {
  const look = () => calls.get(step.requestId, { signal: call.signal });

  async function afterTrouble(error: unknown): Promise<EffectOutcome> {
    if (isLost(error) || isRefusal(error)) {
      try {
        const seen = await look();
        if (!step.from.includes(seen.status)) return doneWithTier(seen);
      } catch (second) {
        // The first error says what happened, unless it only said no and the platform is now out of reach.
        return outcomeOf(isLost(error) ? error : second, logger);
      }
    }
    return outcomeOf(error, logger);
  }

  try {
    const before = await look();
    if (!step.from.includes(before.status)) return doneWithTier(before);
    const instead = await step.take(before);
    if (instead !== undefined) return instead;
    const after = await look();
    // A platform that shows the change late has confirmed it all the same.
    const shown = step.from.includes(after.status) ? { ...after, status: step.to } : after;
    return doneWithTier(shown);
  } catch (error) {
    return afterTrouble(error);
  }
}

/**
 * Takes a step at most once. The request is looked at before, and after, because the platform's answers to
 * these calls say nothing. If it has left the step's statuses, what it shows is the outcome.
 */
export async function settleTier(
  bindings: TierBindings,
  call: EffectCall,
  step: TierStep,
): Promise<EffectOutcome> {
  const outcome = await takeStep(bindings, call, step);
  const isEnd = outcome.type === "done" && outcome.events.some(({ type }) => isEndOfTier(type));
  if (isEnd) bindings.ended();
  return outcome;
}
