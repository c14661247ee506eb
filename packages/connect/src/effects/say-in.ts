import type { EffectCall, EffectOutcome } from "@tenure/engine";

import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import type { Bindings } from "./bindings.ts";
import { postMessage } from "./post-message.ts";

/** Posts what a handler wants said about the request, if anything; else as {@link postMessage}. */
export async function sayIn(
  { client: { conversations }, logger }: Bindings,
  { signal }: EffectCall,
  { id: requestId, asset }: FulfillmentRequest,
  text: string | undefined,
): Promise<EffectOutcome | undefined> {
  if (text === undefined) return undefined;
  const vendorId = asset.connection?.vendor?.id ?? undefined;
  return postMessage({ conversations, logger }, { requestId, text, vendorId, signal });
}
