import type { Fault } from "./http/faults.ts";
import type { RateLimit } from "./http/rate-limit.ts";
import type { Clock } from "./system-clock.ts";
import type { TokenHeader } from "./validation/webhook-post.ts";

export interface SimulatorOptions {
  /** All ids and codes and everything left to chance derive from it: the same seed and the same calls give the same. Default 1. */
  readonly seed?: number;
  /** Default the system clock. What is due is settled at the start of each call, and soon after it is due. */
  readonly clock?: Clock;
  /**
   * Time stands still but for `time.advance` and `time.set`. Starts at the clock's time, or at `startAt` in epoch
   * milliseconds. Default false: it runs with the clock, and can be advanced beside.
   */
  readonly virtualTime?: boolean | { readonly startAt: number };
  /**
   * A journal of JSON lines, appended to before each answer. A simulator on a file that exists resumes with the
   * documents and the call record it holds; faults to come are not kept. One simulator to a file at a time.
   */
  readonly file?: string;
  /** Default `VENDOR_KEY`. */
  readonly vendorKey?: string;
  /** Default `DISTRIBUTOR_KEY`. */
  readonly distributorKey?: string;
  /** Calls the vendor's webhooks. Default the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** How long a webhook may take to answer, in real time. Default 10 000. */
  readonly webhookTimeoutMs?: number;
  /** How long events are collected before their webhook is called once for all. Default 100. */
  readonly webhookDelayMs?: number;
  /** How long the first retry of an event webhook waits; each further one twice as long, up to 10 minutes. Default 10 000. */
  readonly webhookRetryMs?: number;
  /** The header with the token of webhooks. Default `Authorization`. */
  readonly webhookTokenHeader?: TokenHeader;
  /** Refuses calls beyond it with 429 and `Retry-After`. Default none. */
  readonly rateLimit?: RateLimit;
  /** Faults to begin with. */
  readonly faults?: readonly Fault[];
  /** What `Authorization: Bearer …` must carry for calls below `/_simulator`. Default none: this machine only. */
  readonly controlToken?: string;
}
