import type { SubscriptionInput } from "@tenure/machine";
import { z } from "zod";

import type { RetryPolicy } from "./dispatch/backoff.ts";
import type { GatePolicy } from "./dispatch/gate.ts";
import type { Adapter } from "./ports/adapter.ts";
import type { Clock } from "./ports/clock.ts";
import type { Logger } from "./ports/logger.ts";
import type { Observer } from "./ports/observer.ts";
import type { Store } from "./ports/store.ts";
import { TenureError } from "./tenure-error.ts";

/** What the platform of one adapter is spared. */
export interface AdapterLimits {
  /** So many of its effects run side by side. Default: as many as the engine runs. */
  readonly concurrency?: number;
  /** So many of its effects are started in a second, evenly. Default: no limit. */
  readonly ratePerSecond?: number;
  /**
   * So many `failures` in a row that are blamed on the platform (default 10) stop its effects for a
   * `pause` (default 5,000 ms, doubled up to a minute); then one goes ahead as a probe.
   */
  readonly breaker?: { readonly failures?: number; readonly pause?: number };
}

export interface EngineOptions {
  /** Opened by `start`, closed by `stop`. */
  readonly store: Store;
  /** One per platform, each with a name of its own. */
  readonly adapters: readonly Adapter[];
  /**
   * The tenants served beside `default`, each of up to 63 lower-case letters, digits and hyphens. A key
   * names its tenant as `<tenant>:<id>`; without one it is of the tenant `default`.
   */
  readonly tenants?: readonly string[];
  /** Told of every event and every attempt. */
  readonly observer?: Observer;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Default: silence. */
  readonly logger?: Logger;
  /** The profile a new subscription is given. */
  readonly decisions?: SubscriptionInput["decisions"];
  /** Numbers from 0 up to 1, for jitter and for the name of this engine's claims. */
  readonly random?: () => number;
  /** So many effects run side by side. Default 64. */
  readonly concurrency?: number;
  /** How long a claim holds unless it is extended, which happens each third of it. Default 30,000. */
  readonly leaseMilliseconds?: number;
  /** How long one attempt at an effect may take. Default 120,000. */
  readonly attemptTimeoutMilliseconds?: number;
  /** Default: base 500 ms, cap 60,000 ms, 8 attempts, 16 lost. */
  readonly retry?: Partial<RetryPolicy>;
  /** By the adapter's name. */
  readonly limits?: Readonly<Record<string, AdapterLimits>>;
  /** A larger event is refused as invalid, in bytes of JSON. Default 1,048,576. */
  readonly maximumEventBytes?: number;
  /** How long the answer given under an idempotency key is remembered. Default 90 days. */
  readonly answersKeptMilliseconds?: number;
  /**
   * What becomes of a fact that contradicts the record. `keep`: it is kept and marked, for somebody to
   * reconcile. `reconcile`: a while later the subscription is reconciled by itself. Default `keep`.
   */
  readonly onDrift?: "keep" | "reconcile";
  /** Intakes are asked to wait while the outbox holds more effects than this. Default 10,000. */
  readonly congestedAbove?: number;
  /** How often the store is looked at even when nothing seems due. Default 5,000. */
  readonly idleMilliseconds?: number;
  /**
   * Does nothing by itself: takes events in, answers and reconciles, and performs no effect, fires no timer and
   * runs no intake. What is due stays in the store, untouched, for an engine that works on it. Default false.
   */
  readonly passive?: boolean;
}

const positive = z.number().int().positive();

const limitsSchema = z.object({
  concurrency: positive.optional(),
  ratePerSecond: z.number().positive().optional(),
  breaker: z.object({ failures: positive.default(10), pause: positive.default(5000) }).prefault({}),
});

const tuningSchema = z.object({
  concurrency: positive.default(64),
  leaseMilliseconds: positive.default(30_000),
  attemptTimeoutMilliseconds: positive.default(120_000),
  retry: z
    .object({
      base: positive.default(500),
      cap: positive.default(60_000),
      attempts: positive.default(8),
      lost: positive.default(16),
    })
    .prefault({}),
  limits: z.record(z.string(), limitsSchema).default({}),
  maximumEventBytes: positive.default(1_048_576),
  answersKeptMilliseconds: positive.default(90 * 86_400_000),
  onDrift: z.enum(["keep", "reconcile"]).default("keep"),
  congestedAbove: z.number().int().nonnegative().default(10_000),
  idleMilliseconds: positive.default(5000),
  passive: z.boolean().default(false),
});

/** The numbers the engine runs by, all present. */
export type Tuning = z.infer<typeof tuningSchema>;

/** Reads the numbers out of the options; throws `options_invalid` when one is none. */
export function tuningOf(options: EngineOptions): Tuning {
  const parsed = tuningSchema.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new TenureError(
    "options_invalid",
    `The engine's options are wrong:\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

/**
 * The gate of each adapter.
 *
 * @throws TenureError `options_invalid` when limits name an adapter that there is not
 */
export function gatePolicies(
  { limits, concurrency }: Tuning,
  adapters: readonly string[],
): readonly (readonly [adapter: string, policy: GatePolicy])[] {
  const unknown = Object.keys(limits).find((name) => !adapters.includes(name));
  if (unknown !== undefined) {
    throw new TenureError(
      "options_invalid",
      `The option limits names ${unknown}, and no adapter has that name.`,
    );
  }
  return adapters.map((adapter) => {
    const own = limits[adapter] ?? limitsSchema.parse({});
    const { ratePerSecond, breaker } = own;
    const most = Math.min(concurrency, own.concurrency ?? concurrency);
    return [adapter, { concurrency: most, ratePerSecond, breaker }];
  });
}
