import { type Clock, type Logger, silentLogger, systemClock, TenureError } from "@tenure/engine";
import { gateOf } from "@tenure/engine/http";

import { apiKeyOf } from "./api-key.ts";
import { type Caller, callerOf } from "./caller.ts";

/** Calls at once when nothing else is said. */
const usualConcurrency = 64;
const usualTimeoutMilliseconds = 60_000;
const usualRetries = 2;
const usualMaxResponseBytes = 32 * 1024 * 1024;

/** How the client reaches the platform. */
export interface ConnectClientOptions {
  /** The API's base, as in `https://api.connect.cloudblue.com/public/v1`. */
  readonly baseUrl: string;
  /** The account's key, with or without `ApiKey ` in front. */
  readonly apiKey: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Paces the repetition of reads; the system's when left out. */
  readonly clock?: Clock;
  /** Real time a call may take, its answer included; 60 000 when left out. */
  readonly timeoutMilliseconds?: number;
  /** How often a read is repeated; 2 when left out. */
  readonly retries?: number;
  readonly logger?: Logger;
  /** Calls at once; 64 when left out. */
  readonly concurrency?: number;
  /** Size an answer may have; 32 MiB when left out. */
  readonly maxResponseBytes?: number;
}

function checkedBaseUrl(text: string): string {
  const url = URL.parse(text);
  const fits =
    url !== null && /^https?:$/u.test(url.protocol) && url.username + url.password === "";
  if (!fits || url.search !== "" || url.hash !== "") {
    throw new TenureError(
      "options_invalid",
      "baseUrl: expected the http(s) address of the API, as in https://api.connect.cloudblue.com/public/v1",
    );
  }
  return url.href.replace(/\/+$/u, "");
}

function atLeast(name: string, value: number, least: number): number {
  if (Number.isFinite(value) && value >= least) return value;
  throw new TenureError("options_invalid", `${name}: expected a number, at least ${least}`);
}

/**
 * What the calls of the platform's API are made with. Give it to the groups of calls that are needed, as in
 * `usageFileCallsOf(createConnectCaller(options))`: a bundle then holds no other group. For all of them
 * at once there is `createConnectClient`.
 *
 * Every call rejects with a `ConnectError` only; every call takes a signal. Reads are repeated on network
 * errors, 5xx and 429, honoring `Retry-After` up to 30 seconds; writes are never repeated. Redirects are
 * not followed. The key is told to nobody but the base URL.
 *
 * Throws `TenureError` `options_invalid` for options that cannot work.
 */
export function createConnectCaller(options: ConnectClientOptions): Caller {
  const line = {
    baseUrl: checkedBaseUrl(options.baseUrl),
    apiKey: apiKeyOf(options.apiKey),
    fetch: options.fetch ?? globalThis.fetch,
    gate: gateOf(atLeast("concurrency", options.concurrency ?? usualConcurrency, 1)),
    timeoutMilliseconds: atLeast(
      "timeoutMilliseconds",
      options.timeoutMilliseconds ?? usualTimeoutMilliseconds,
      1,
    ),
    maxResponseBytes: options.maxResponseBytes ?? usualMaxResponseBytes,
  };
  return callerOf(line, {
    clock: options.clock ?? systemClock(),
    retries: atLeast("retries", options.retries ?? usualRetries, 0),
    logger: options.logger ?? silentLogger,
  });
}
