import type { Clock, Engine, Logger } from "@tenure/engine";
import { relayFeed } from "@tenure/inspector";

import type { Configuration } from "../configuration/configuration-schema.ts";
import { everyTenant } from "../http/caller.ts";

/**
 * Tells Stately's own inspector what happens to subscriptions from now on, where the configuration wants it
 * told. Resolves when the signal aborts; never rejects.
 */
export async function relaySubscriptions(
  engine: Engine,
  { inspector: { relay } }: Configuration,
  parts: { readonly clock: Clock; readonly logger: Logger; readonly signal: AbortSignal },
): Promise<void> {
  if (relay === undefined) return;
  const { clock, logger, signal } = parts;
  try {
    await relayFeed(engine, { ...relay, tenant: everyTenant, clock, logger, signal });
  } catch (error) {
    logger.error({ error }, "the relay of subscriptions has ended");
  }
}
