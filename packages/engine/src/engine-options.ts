import type { SubscriptionInput } from "@tenure/machine";
import { z } from "zod";

import type { RetryPolicy } from "./dispatch/backoff.ts";
import type { Adapter } from "./ports/adapter.ts";
import type { Clock } from "./ports/clock.ts";
import type { Logger } from "./ports/logger.ts";
import type { Store } from "./ports/store.ts";
import { TenureError } from "./tenure-error.ts";

export interface EngineOptions {
  /** Opened by `start`, closed by `stop`. */
  readonly store: Store;
  /** One per platform, each with a name of its own. */
  readonly adapters: readonly Adapter[];
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
  /** Default: base 500 ms, cap 60,000 ms, 8 attempts. */
  readonly retry?: Partial<RetryPolicy>;
  /** Intakes are asked to wait while the outbox holds more effects than this. Default 10,000. */
  readonly congestedAbove?: number;
  /** How often the store is looked at even when nothing seems due. Default 5,000. */
  readonly idleMilliseconds?: number;
}

const positive = z.number().int().positive();

const tuningSchema = z.object({
  concurrency: positive.default(64),
  leaseMilliseconds: positive.default(30_000),
  attemptTimeoutMilliseconds: positive.default(120_000),
  retry: z
    .object({
      base: positive.default(500),
      cap: positive.default(60_000),
      attempts: positive.default(8),
    })
    .prefault({}),
  congestedAbove: z.number().int().nonnegative().default(10_000),
  idleMilliseconds: positive.default(5000),
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
