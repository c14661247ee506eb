import type { z } from "@hono/zod-openapi";
import type { HistoryEntry, OutstandingEffect } from "@tenure/engine";
import { isAdapterEffect, type AdapterEffect } from "@tenure/machine";

import { shownError } from "./shown-error.ts";
import type { effectSchema } from "./subscription-schemas.ts";
import { shown } from "./subscription-view.ts";

type EffectView = z.infer<typeof effectSchema>;

/** What is known of effects beside the entry that asked for them. */
export interface EffectsKnown {
  /** Those that are left to do, by id. */
  readonly outstanding: ReadonlyMap<string, OutstandingEffect>;
  /** Those that were given up, by id. */
  readonly failed: ReadonlyMap<string, { readonly attempts: number; readonly error: string }>;
  readonly redacted: boolean;
  readonly now: number;
}

type State = Pick<EffectView, "state" | "attempts" | "availableAt"> & {
  readonly error: string | undefined;
};

function outstandingState(left: OutstandingEffect, now: number): State {
  const { heldUntil = 0, error, attempts, availableAt } = left;
  const waits = error === undefined ? "waiting" : "retrying";
  return { state: heldUntil > now ? "running" : waits, attempts, availableAt, error };
}

/** How an effect stands: what is left to do is known by the store, what was given up by the history. */
function stateOf(id: string, { outstanding, failed, now }: EffectsKnown): State {
  const left = outstanding.get(id);
  if (left !== undefined) return outstandingState(left, now);
  const given = failed.get(id);
  return given === undefined
    ? { state: "settled", attempts: null, availableAt: null, error: undefined }
    : { state: "failed", attempts: given.attempts, availableAt: null, error: given.error };
}

/** An error as the outbox keeps it, code first; the words behind it may quote what a customer entered. */
function errorView(error: string | undefined, redacted: boolean): string | null {
  if (error === undefined) return null;
  const [code = ""] = error.split(": ", 1);
  if (!redacted) return error;
  return `${code}: ${shownError({ code, message: error.slice(code.length + ": ".length) }).message}`;
}

function effectView(id: string, effect: AdapterEffect, known: EffectsKnown): EffectView {
  const { redacted } = known;
  const { error, ...state } = stateOf(id, known);
  return {
    id,
    type: effect.type,
    requestId: "requestId" in effect ? effect.requestId : null,
    ...state,
    error: errorView(error, redacted),
    content: shown(effect, redacted),
  };
}

/** The effects an entry asked an adapter for, in order. */
export function effectsOf(
  { key, version, effects }: HistoryEntry,
  known: EffectsKnown,
): readonly EffectView[] {
  return effects
    .filter(isAdapterEffect)
    .map((effect, index) => effectView(`${key}/${version}/${index}`, effect, known));
}

/** What is left to do, in order. */
export function outstandingEffects(
  left: readonly OutstandingEffect[],
  { redacted, now }: Pick<EffectsKnown, "redacted" | "now">,
): readonly EffectView[] {
  const outstanding = new Map(left.map((effect) => [effect.id, effect]));
  const known = { outstanding, failed: new Map(), redacted, now };
  return left.map(({ id, effect }) => effectView(id, effect, known));
}
