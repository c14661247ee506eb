import type { AdapterEffect, AdapterEffectType, Awaited as AwaitedParty } from "@tenure/machine";
import type {
  LifecycleState,
  PendingState,
  RefusalCode,
  RequestState,
  SubscriptionEventType,
  TimerName,
  Verdict,
} from "@tenure/machine";

type Partly<Effect> = Effect extends unknown ? Partial<Effect> : never;

/** An effect by its type, or by some of its fields; the fields left out may be anything. */
export type EffectStatement =
  | AdapterEffectType
  | (Partly<AdapterEffect> & { readonly type: AdapterEffectType });

/** A timer that runs, by its name, or by some of what is known of it; `dueIn` in milliseconds from now. */
export type TimerStatement =
  | TimerName
  | { readonly timer: TimerName; readonly requestId?: string; readonly dueIn?: number };

/**
 * What must be so in the end. What is left out may be anything, with one exception: unless `verdict` or
 * `refusal` is stated, the last event must not have been refused. Lists are whole and in order.
 */
export interface Statement {
  readonly status?: LifecycleState;
  readonly requestState?: RequestState;
  /** Null: no request is pending. */
  readonly pendingState?: PendingState | null;
  /** On whom the subscription waits. */
  readonly awaited?: AwaitedParty;
  /** What was made of the last event that was sent. */
  readonly verdict?: Verdict["type"];
  /** The last event that was sent was refused, with this code. */
  readonly refusal?: RefusalCode;
  /** What was asked of the adapter since the given history, done or not. */
  readonly effects?: readonly EffectStatement[];
  /** What the adapter was called with since then; each attempt counts. */
  readonly performed?: readonly EffectStatement[];
  /** The timers that run. */
  readonly timers?: readonly TimerStatement[];
  /** The events that went into the history since then: those sent, the adapter's outcomes, timers. */
  readonly events?: readonly SubscriptionEventType[];
}

const names: ReadonlySet<string> = new Set<keyof Statement>([
  "status",
  "requestState",
  "pendingState",
  "awaited",
  "verdict",
  "refusal",
  "effects",
  "performed",
  "timers",
  "events",
]);

/** The statement without what is left out. */
export function statementOf(
  stated: Statement | LifecycleState,
  effects?: readonly EffectStatement[],
): Statement {
  const statement: Statement = {
    ...(typeof stated === "string" ? { status: stated } : stated),
    ...(effects !== undefined && { effects }),
  };
  const given = Object.entries(statement).filter(([, value]) => value !== undefined);
  const unknown = given.find(([name]) => !names.has(name));
  if (unknown !== undefined) {
    const known = [...names].join(", ");
    throw new TypeError(`There is nothing to state about ${unknown[0]}. There is: ${known}.`);
  }
  if (given.length === 0) throw new TypeError("Nothing was stated, so nothing would be tested.");
  return Object.fromEntries(given);
}
