import type { AdapterEffect, Snapshot, SubscriptionEventInput } from "@tenure/machine";

import type { SendResult } from "../send.ts";
import type { Clock } from "./clock.ts";
import type { Logger } from "./logger.ts";
import type { ListFilter, Page, SubscriptionRecord } from "./store.ts";

/** One attempt at one effect. */
export interface EffectCall {
  readonly key: string;
  readonly effectId: string;
  readonly effect: AdapterEffect;
  /**
   * The same for every attempt at the effect, after a crash too; and for every `fulfillRequest` of one
   * request, however often its handler is asked again.
   */
  readonly idempotencyKey: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** An earlier attempt may have reached the platform: look there before acting again. */
  readonly uncertain: boolean;
  /** The subscription as it stands. */
  readonly snapshot: Snapshot;
  /** Aborts when the engine stops, the claim is lost, or the attempt exceeds its time. */
  readonly signal: AbortSignal;
}

/** What came of an attempt. A throw counts as `retry` blamed on the effect. */
export type EffectOutcome =
  /** Done; the events are taken in, in order, and the effect is settled with the last of them. */
  | { readonly type: "done"; readonly events: readonly SubscriptionEventInput[] }
  /**
   * Try again later. Blamed on the effect it counts toward the attempts cap; blamed on the platform
   * (unreachable, overloaded, misconfigured) it does not, so that an outage strands nothing.
   */
  | {
      readonly type: "retry";
      readonly blame: "effect" | "platform";
      readonly error: { readonly code: string; readonly message: string };
      /** Wait at least this long, in milliseconds: a platform's `Retry-After`. */
      readonly after?: number;
    }
  /** No repetition can help. The request becomes stuck, for an operator. */
  | {
      readonly type: "refused";
      readonly error: { readonly code: string; readonly message: string };
    };

/** What an adapter's intake is given to work with. */
export interface Intake {
  /** Takes an event in for a subscription of this adapter; creates the subscription when it is new. */
  send(
    key: string,
    event: SubscriptionEventInput,
    options?: { readonly idempotencyKey?: string },
  ): Promise<SendResult>;
  get(key: string): Promise<SubscriptionRecord | undefined>;
  /** Subscriptions of this adapter. */
  list(
    filter: Omit<ListFilter, "adapter">,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<Page<SubscriptionRecord>>;
  /** True while the outbox lags so far behind that an intake should wait. */
  congested(): Promise<boolean>;
  /** How far the intake has read, kept in the store under the adapter's name. */
  readCursor(name: string): Promise<string | undefined>;
  writeCursor(name: string, value: string): Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborts when the engine stops. */
  readonly signal: AbortSignal;
}

/** Binds the engine to one platform. Knows nothing of the store or the dispatcher. */
export interface Adapter {
  readonly name: string;
  /** Makes one attempt at an effect. Must honour the signal. */
  perform(call: EffectCall): Promise<EffectOutcome>;
  /**
   * Runs until the intake's signal aborts, feeding what the platform shows. A rejection is logged and
   * the run is started again after a pause. Left out: the adapter has no intake of its own.
   */
  run?(intake: Intake): Promise<void>;
}
