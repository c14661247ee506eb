import type { EffectCall, Logger } from "@tenure/engine";
import type { Occasion } from "@tenure/machine";

import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import { type ItemChanges, itemChangesOf } from "./item-changes.ts";
import { type ItemParameters, itemParametersOf } from "./item-parameters.ts";
import { type ParameterReading, parameterReadingOf } from "./parameter-reading.ts";

/** What a handler is given. */
export interface HandlerCall extends ParameterReading {
  /** The request, read from the platform just now. */
  readonly request: FulfillmentRequest;
  /** What the request does to the subscription's items. */
  readonly items: ItemChanges;
  /** Reads the configuration of one of its items. */
  readonly itemParameters: ItemParameters;
  /** The same for every call about one request: give it to the vendor's API, so that it acts once. */
  readonly idempotencyKey: string;
  /** How the request came to be handled: opened, answered, due, postponed, retried. */
  readonly occasion: Occasion;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Aborts when the engine stops or the attempt exceeds its time. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** Puts together what a handler is given for a request. */
export function handlerCallOf(
  request: FulfillmentRequest,
  call: EffectCall,
  occasion: Occasion,
  logger: Logger,
): HandlerCall {
  return {
    ...parameterReadingOf(request),
    request,
    items: itemChangesOf(request.asset.items),
    itemParameters: itemParametersOf(request.asset),
    idempotencyKey: call.idempotencyKey,
    occasion,
    attempt: call.attempt,
    signal: call.signal,
    logger,
  };
}
