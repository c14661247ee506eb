import type { EffectCall, Logger } from "@tenure/engine";
import type { Occasion } from "@tenure/machine";

import { type ParameterReading, tierReadingOf } from "../handlers/parameter-reading.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";

/** What a tier handler is given. */
export interface TierHandlerCall extends ParameterReading {
  /** The request, read from the platform just now, with its configuration. */
  readonly request: TierConfigRequest;
  /** 1 sells to the customer, 2 to level 1. */
  readonly level: 1 | 2;
  /** The reseller's account, `TA-…`; empty when the platform does not tell. */
  readonly accountId: string;
  /** The same for every call about one request: give it to the vendor's API, so that it acts once. */
  readonly idempotencyKey: string;
  /** How the request came to be handled: opened, answered, postponed, retried. */
  readonly occasion: Occasion;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Aborts when the engine stops or the attempt exceeds its time. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** The level of the request's configuration. */
export function levelOf({ configuration }: TierConfigRequest): 1 | 2 {
  return configuration.tier_level === 2 ? 2 : 1;
}

/** Puts together what a tier handler is given for a request. */
export function tierHandlerCallOf(
  request: TierConfigRequest,
  call: EffectCall,
  occasion: Occasion,
  logger: Logger,
): TierHandlerCall {
  return {
    ...tierReadingOf(request),
    request,
    level: levelOf(request),
    accountId: request.configuration.account?.id ?? "",
    idempotencyKey: call.idempotencyKey,
    occasion,
    attempt: call.attempt,
    signal: call.signal,
    logger,
  };
}
