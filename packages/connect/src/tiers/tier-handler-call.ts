import type { EffectCall, Logger } from "@tenure/engine";
import type { Json, Occasion } from "@tenure/machine";

import type { ParameterPhase } from "../handlers/parameter-reading.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";

/** What a tier handler is given. */
export interface TierHandlerCall {
  /** The request, read from the platform just now, with its configuration. */
  readonly request: TierConfigRequest;
  /** 1 sells to the customer, 2 to level 1. */
  readonly level: 1 | 2;
  /** The reseller's account, `TA-…`; empty when the platform does not tell. */
  readonly accountId: string;
  /**
   * The parameter's flat value; `""` when it exists without one, undefined when there is no such
   * parameter in the phase. A parameter that does not tell its phase counts as either of ordering and
   * fulfillment.
   */
  readonly parameter: (phase: ParameterPhase, id: string) => string | undefined;
  /** The parameter's structured value; undefined without one. */
  readonly structuredParameter: (phase: ParameterPhase, id: string) => Json | undefined;
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

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
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
  const find = (phase: ParameterPhase, id: string) =>
    phase === "configuration"
      ? request.configuration.configuration?.params.find((one) => one.id === id)
      : request.params.find((one) => one.id === id && ((one.phase ?? "") || phase) === phase);
  return {
    request,
    level: levelOf(request),
    accountId: request.configuration.account?.id ?? "",
    parameter(phase, id) {
      const found = find(phase, id);
      return found === undefined ? undefined : textOf(found.value);
    },
    structuredParameter: (phase, id) => find(phase, id)?.structured_value ?? undefined,
    idempotencyKey: call.idempotencyKey,
    occasion,
    attempt: call.attempt,
    signal: call.signal,
    logger,
  };
}
