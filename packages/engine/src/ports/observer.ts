import type {
  AdapterEffectType,
  LifecycleState,
  RequestState,
  SubscriptionEventType,
  Verdict,
} from "@tenure/machine";

/** An event on its way from its sender to the store. */
export interface ObservedEvent {
  readonly key: string;
  readonly tenant: string;
  readonly type: SubscriptionEventType;
  /** The trace of the effect that it answers, or that the sender gave, as a W3C `traceparent`. */
  readonly trace: string | undefined;
  /** How long ago the platform says it happened, in milliseconds; undefined when it does not say. */
  readonly lag: number | undefined;
}

/** What became of an event. */
export type EventEnd =
  | {
      readonly type: "recorded";
      readonly adapter: string;
      readonly verdict: Verdict;
      readonly drift: boolean;
      readonly from: { readonly status: LifecycleState; readonly requestState: RequestState };
      readonly to: { readonly status: LifecycleState; readonly requestState: RequestState };
      /** How long the subscription had been in the state it left, in milliseconds; 0 when it did not leave it. */
      readonly timeInState: number;
      /** The effects it asked for. */
      readonly effects: readonly AdapterEffectType[];
    }
  /** Answered from the inbox. */
  | { readonly type: "repeated" }
  /** The effect it answers belongs to somebody else by now. */
  | { readonly type: "fenced" }
  | { readonly type: "failed"; readonly error: unknown };

export interface EventObservation {
  /** The trace that the effects of this event belong to. */
  readonly trace?: string;
  ended(end: EventEnd): void;
}

/** One attempt at one effect. */
export interface ObservedAttempt {
  readonly key: string;
  readonly tenant: string;
  readonly adapter: string;
  readonly effect: AdapterEffectType;
  readonly effectId: string;
  readonly attempt: number;
  /** How long after its time it begins, in milliseconds. */
  readonly waited: number;
  /** The trace of the event that asked for it. */
  readonly trace: string | undefined;
}

export interface AttemptEnd {
  /** `stuck`: given up. `lost`: somebody else has it. `superseded`: no longer wanted, not performed. */
  readonly outcome: "done" | "retry" | "stuck" | "superseded" | "aborted" | "lost";
  /** Why, for `retry` and `stuck`. */
  readonly code?: string;
}

export interface AttemptObservation {
  /** The trace that what the adapter does belongs to, and that the outcome's events answer. */
  readonly trace?: string;
  /** Runs the adapter's work inside the observation. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  ended(end: AttemptEnd): void;
}

/** How far the engine's work lags behind, read from the store. */
export interface EngineGauges {
  /** Effects in the outbox. */
  readonly backlog: number;
  /** Subscriptions whose request is stuck. */
  readonly stuck: number;
  /** How long the effect longest due has waited, in milliseconds; 0 when none is due. */
  readonly outboxLag: number;
  /** How long the timer longest due has waited, in milliseconds; 0 when none is due. */
  readonly timerLag: number;
}

/**
 * Told of what the engine does, while it does it. It must return at once; what it throws is the
 * engine's own failure. `observer` of `@tenure/engine/opentelemetry` makes one of spans and metrics.
 */
export interface Observer {
  event(observed: ObservedEvent): EventObservation;
  attempt(observed: ObservedAttempt): AttemptObservation;
  /** Given once the engine has started; returns what ends the watch when it stops. */
  watch(gauges: () => Promise<EngineGauges>): () => void;
}
