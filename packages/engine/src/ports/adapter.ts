import type { AdapterEffect, MachineName, Snapshot, SubscriptionEventInput } from "@tenure/machine";

import type { SendResult } from "../send.ts";
import type { Clock } from "./clock.ts";
import type { Finding } from "./finding.ts";
import type { ListFilter, Page } from "./listing.ts";
import type { Logger } from "./logger.ts";
import type { SubscriptionRecord } from "./subscription-record.ts";

/** One attempt at one effect. */
export interface EffectCall {
  /** The subscription's id on the platform: its key without the tenant. */
  readonly key: string;
  readonly tenant: string;
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
  /** The trace the attempt belongs to, as a W3C `traceparent`, for calls that pass it on. */
  readonly trace?: string;
  /**
   * Aborts when the engine stops, the claim is lost, or the attempt exceeds its time. Of an attempt over its
   * time the adapter is heard out for a second: an answer that blames the platform, because the attempt was
   * waiting for it, is taken, and so is one that it is done. Silence, a throw and all else blame the effect.
   */
  readonly signal: AbortSignal;
}

/** What came of an attempt. A throw counts as `retry` blamed on the effect. */
export type EffectOutcome =
  /** Done; the events are taken in, in order, and the effect is settled with the last of them. */
  | { readonly type: "done"; readonly events: readonly SubscriptionEventInput[] }
  /**
   * Try again later. Blamed on the effect it counts toward the attempts cap. Blamed on the platform
   * (unreachable, overloaded, misconfigured) it does not, so that an outage strands nothing; it counts
   * toward the adapter's circuit breaker instead, and its `after` holds all effects of the adapter.
   * Blamed on nobody (a wait that was asked for) it counts toward neither and holds this effect only.
   */
  | {
      readonly type: "retry";
      readonly blame: "effect" | "platform" | "nobody";
      readonly error: { readonly code: string; readonly message: string };
      /** Wait at least this long, in milliseconds: a platform's `Retry-After`. */
      readonly after?: number;
    }
  /** No repetition can help. The request becomes stuck, for an operator. */
  | {
      readonly type: "refused";
      readonly error: { readonly code: string; readonly message: string };
    };

/** What an adapter's intake is given to work with. Keys are those of the platform, without the tenant. */
export interface Intake {
  /**
   * Takes an event in for a subscription of this adapter; creates the subscription when it is new. With an
   * `expectedVersion`, a subscription at any other version rejects with `version_conflict`.
   */
  send(
    key: string,
    event: SubscriptionEventInput,
    options?: { readonly idempotencyKey?: string; readonly expectedVersion?: number },
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

/** What a platform says of one subscription, in the machine's own events, all as of one moment. */
export interface PlatformTruth {
  /** The subscription as it stands on the platform; absent when the platform does not know it. */
  readonly adopted?: Extract<SubscriptionEventInput, { readonly type: "subscription.adopted" }>;
  /**
   * What the platform shows of its requests, oldest first, one fact each: every request that the snapshot
   * holds open and that there still is, and the newest of the others. Capabilities and renewal may stand
   * among them.
   */
  readonly facts: readonly SubscriptionEventInput[];
}

/** Binds the engine to one platform. Knows nothing of the store or the dispatcher. */
export interface Adapter {
  /**
   * What its subscriptions are kept by, in the store too: of its own in an engine, and the same ever after.
   * Without whitespace and slashes.
   */
  readonly name: string;
  /** Whose subscriptions its intake feeds. Default: `default`. */
  readonly tenant?: string;
  /** What its keys are of, when they are new. Default: `subscription`. */
  readonly machine?: MachineName;
  /** Makes one attempt at an effect. Must honour the signal. */
  perform(call: EffectCall): Promise<EffectOutcome>;
  /**
   * Runs until the intake's signal aborts, feeding what the platform shows. A rejection is logged and
   * the run is started again after a pause. Left out: the adapter has no intake of its own.
   */
  run?(intake: Intake): Promise<void>;
  /**
   * Looks whether the platform can be worked with as configured: reachability, credentials, clocks. Changes
   * nothing. Rejects with nothing but the signal's reason. Left out: it cannot be told.
   */
  examine?(options: { readonly signal: AbortSignal }): Promise<readonly Finding[]>;
  /** Reads what the platform says of a subscription, for the reconciler. Throws when it cannot tell. */
  truth?(question: {
    readonly key: string;
    readonly tenant: string;
    readonly snapshot: Snapshot;
    readonly signal: AbortSignal;
  }): Promise<PlatformTruth>;
}
