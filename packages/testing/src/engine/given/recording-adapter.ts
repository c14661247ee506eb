import type { Adapter, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

/** One call of the adapter, and what came of it. */
export interface PerformedCall {
  readonly effect: AdapterEffect;
  readonly attempt: number;
  readonly idempotencyKey: string;
  /** Undefined while it has not answered. */
  readonly outcome: EffectOutcome | undefined;
  /** What it threw. */
  readonly thrown?: unknown;
}

/** The adapter without its intake, and every call of it in order. */
export function recordingAdapter(recorded: Adapter): {
  readonly adapter: Adapter;
  readonly calls: () => readonly PerformedCall[];
} {
  const { name, tenant, machine } = recorded;
  const calls: PerformedCall[] = [];
  return {
    calls: () => [...calls],
    adapter: {
      name,
      ...(tenant !== undefined && { tenant }),
      ...(machine !== undefined && { machine }),
      async perform(call) {
        const { effect, attempt, idempotencyKey } = call;
        const begun = { effect, attempt, idempotencyKey, outcome: undefined };
        const place = calls.push(begun) - 1;
        try {
          const outcome = await recorded.perform(call);
          calls[place] = { ...begun, outcome };
          return outcome;
        } catch (thrown) {
          calls[place] = { ...begun, thrown };
          throw thrown;
        }
      },
    },
  };
}
