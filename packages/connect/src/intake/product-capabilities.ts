import type { Clock, Logger } from "@tenure/engine";
import type { Capabilities } from "@tenure/machine";

import { capabilitiesOf } from "../capabilities-of.ts";
import type { ConnectClient } from "../client/connect-client.ts";
import { ConnectError } from "../client/connect-error.ts";
import { timeLeft } from "../kept-time.ts";

/** What is known of a product's capabilities. */
type CapabilityKnowledge =
  | { readonly type: "known"; readonly capabilities: Capabilities }
  /** The platform does not show the product (403, 404). */
  | { readonly type: "hidden" }
  /** The platform could not be asked just now. */
  | { readonly type: "unavailable" };

/** Reads what products can do, and keeps it for a while. Never rejects. */
export interface ProductCapabilities {
  of(productId: string): Promise<CapabilityKnowledge>;
}

/** Reads through the client; an answer, a bad one too, is kept for `keptMilliseconds`. */
export function productCapabilitiesOf(
  client: ConnectClient,
  options: {
    readonly clock: Clock;
    readonly logger: Logger;
    readonly signal: AbortSignal;
    readonly keptMilliseconds: number;
  },
): ProductCapabilities {
  const { clock, logger, signal, keptMilliseconds } = options;
  const kept = new Map<
    string,
    { readonly at: number; readonly answer: Promise<CapabilityKnowledge> }
  >();

  async function ask(productId: string): Promise<CapabilityKnowledge> {
    try {
      const product = await client.products.get(productId, { signal });
      return { type: "known", capabilities: capabilitiesOf(product) };
    } catch (error) {
      if (signal.aborted) return { type: "unavailable" };
      const status = error instanceof ConnectError ? error.status : undefined;
      const hidden =
        status === 403 || (error instanceof ConnectError && error.kind === "not_found");
      logger.warn(
        { productId, status, error: error instanceof Error ? error.message : String(error) },
        hidden
          ? "the product cannot be read: its capabilities count as off for new subscriptions; let the API key read products"
          : "the product's capabilities cannot be read just now; its new subscriptions wait",
      );
      return { type: hidden ? "hidden" : "unavailable" };
    }
  }

  return {
    of(productId) {
      const known = kept.get(productId);
      const now = clock.now();
      if (known !== undefined && timeLeft(known.at, now, keptMilliseconds) > 0) return known.answer;
      const answer = ask(productId);
      kept.set(productId, { at: now, answer });
      return answer;
    },
  };
}
