import { silentLogger, systemClock, TenureError } from "@tenure/engine";

import { statusNumbers } from "../wire/subscription-status.ts";
import { admissionOf } from "./admission.ts";
import { baseUrlOf } from "./base-url.ts";
import { callerOf } from "./caller.ts";
import type { CleverbridgeClientOptions, CleverbridgeCredentials } from "./client-options.ts";
import { type ItemCalls, itemCallsOf } from "./item-calls.ts";
import { Login } from "./login.ts";
import { type ReadingCalls, readingCallsOf } from "./reading-calls.ts";
import { type SubscriptionCalls, subscriptionCallsOf } from "./subscription-calls.ts";

const usualConcurrency = 4;
const usualRatePerSecond = 30;
const usualTimeoutMilliseconds = 60_000;
const usualRetries = 2;
const usualMaxResponseBytes = 8 * 1024 * 1024;

/** The platform's Subscription API. */
export interface CleverbridgeClient extends ReadingCalls, ItemCalls, SubscriptionCalls {
  /**
   * Other credentials for all calls from now on, also for those that wait for their turn. Ends the silence that
   * follows a 401.
   */
  useCredentials(credentials: CleverbridgeCredentials): void;
}

function atLeast(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new TenureError("options_invalid", `${name}: expected a whole number, at least ${least}`);
}

/**
 * A client of cleverbridge's Subscription API. Every call rejects with a `CleverbridgeError` only; every call
 * takes a signal. A call went well only if the platform answered 2xx with the `ResultMessage` `OK`.
 *
 * - Reads are repeated on network errors, 5xx and 408; changes never, because the platform knows no idempotency
 *   key: after `mayHaveHappened`, read the subscription.
 * - Calls wait for their turn: 4 at once and 30 in a second, as the platform asks.
 * - After a 429 nothing is sent for as long as the platform says, usually a minute; calls reject at once as
 *   `throttled`.
 * - After a 401 nothing is sent until {@link CleverbridgeClient.useCredentials} is called: the platform locks a
 *   technical user after three failed logins. Until it has taken the credentials once, calls go one by one.
 * - Redirects are not followed; the credentials are told to nobody but the base URL.
 *
 * Throws `TenureError` `options_invalid` for options that cannot work.
 */
export function createCleverbridgeClient(options: CleverbridgeClientOptions): CleverbridgeClient {
  const clock = options.clock ?? systemClock();
  const admission = admissionOf(new Login(options.credentials), {
    clock,
    concurrency: atLeast("concurrency", options.concurrency ?? usualConcurrency, 1),
    ratePerSecond: atLeast("ratePerSecond", options.ratePerSecond ?? usualRatePerSecond, 1),
  });
  const line = {
    baseUrl: baseUrlOf(options.baseUrl),
    admission,
    fetch: options.fetch ?? globalThis.fetch,
    timeoutMilliseconds: atLeast(
      "timeoutMilliseconds",
      options.timeoutMilliseconds ?? usualTimeoutMilliseconds,
      1,
    ),
    maxResponseBytes: atLeast(
      "maxResponseBytes",
      options.maxResponseBytes ?? usualMaxResponseBytes,
      1,
    ),
  };
  const caller = callerOf(line, {
    clock,
    retries: atLeast("retries", options.retries ?? usualRetries, 0),
    logger: options.logger ?? silentLogger,
  });
  return {
    ...readingCallsOf(caller, options.statusNumbers ?? statusNumbers),
    ...itemCallsOf(caller),
    ...subscriptionCallsOf(caller),
    useCredentials(credentials) {
      admission.login = new Login(credentials);
    },
  };
}
