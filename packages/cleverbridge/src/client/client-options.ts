import type { Clock, Logger } from "@tenure/engine";

import type { StatusNumbers } from "../wire/subscription-status.ts";

/** A technical user of the platform with the privilege "API User". */
export interface CleverbridgeCredentials {
  readonly username: string;
  readonly password: string;
}

/** How the client reaches the platform. */
export interface CleverbridgeClientOptions {
  readonly credentials: CleverbridgeCredentials;
  /** `https://rest.cleverbridge.com` when left out. Plain http is for loopback only. */
  readonly baseUrl?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Paces the calls, and the repetition of reads; the system's when left out. */
  readonly clock?: Clock;
  /** Real time from sending a call to the end of its answer; 60 000 when left out. */
  readonly timeoutMilliseconds?: number;
  /** How often a read is repeated; 2 when left out. */
  readonly retries?: number;
  readonly logger?: Logger;
  /** Calls at once; 4 when left out, the platform's advice. */
  readonly concurrency?: number;
  /**
   * Calls that come in at the platform in any second, at most; 30 when left out, the platform's limit for an
   * address. A call counts until a second after its end.
   */
  readonly ratePerSecond?: number;
  /** Size an answer may have; 8 MiB when left out. */
  readonly maxResponseBytes?: number;
  /** Which number stands for which status of a subscription; the numbers of 2026 when left out. */
  readonly statusNumbers?: StatusNumbers;
}
