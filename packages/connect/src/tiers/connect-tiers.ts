import { type Adapter, systemClock, TenureError } from "@tenure/engine";
import { type TierRequestType, tierRequestTypes } from "@tenure/machine";

import { adoptedLogger } from "../adopted-logger.ts";
import {
  type ConnectClient,
  type ConnectClientOptions,
  createConnectClient,
} from "../client/connect-client.ts";
import { templateCatalogOf } from "../effects/template-catalog.ts";
import { handlersByType } from "../handlers/handling.ts";
import { createNudge, type Nudge } from "../intake/nudge.ts";
import { performTier } from "./perform-tier.ts";
import { runTierIntake } from "./run-tier-intake.ts";
import type { TierBindings } from "./tier-bindings.ts";
import type { TierHandler, TierHandlers } from "./tier-handlers.ts";
import { readTierTruth } from "./tier-truth.ts";

/** How tier configurations on Connect are kept. Times are in milliseconds. */
export interface ConnectTiersOptions extends ConnectClientOptions {
  /** Ids of the products whose tier configuration requests are taken in; at least one. */
  readonly products: readonly string[];
  /** What the vendor does for each type of tier configuration request; each needs a handler, or `hold`, or `otherwise`. */
  readonly handlers: TierHandlers;
  /** Used in place of a client made of the other options. */
  readonly client?: ConnectClient;
  /**
   * What the engine and its store know the adapter by, the same ever after; `connect-tiers` when left out. Several in one
   * engine need a name each, whether they are of one tenant or of several.
   */
  readonly name?: string;
  /** Whose configurations they are: one of the engine's `tenants`. Default: `default`. */
  readonly tenant?: string;
  /** Wakes the poller out of its pause. */
  readonly nudge?: Nudge;
  /** Woken when a request has ended: the nudge of who reads the fulfillment requests that waited for it. */
  readonly waiting?: Nudge;
  /** Pause between polls while there is news; 5 000 when left out. */
  readonly pollEvery?: number;
  /** The pause grows up to this while there is none; 30 000 when left out. */
  readonly pollEveryIdle?: number;
  /** How often every open request is read again; 30 000 when left out. */
  readonly sweepEvery?: number;
  /** How far polls look back behind what they have read, for changes that show late; 60 000 when left out. */
  readonly overlap?: number;
}

/** The engine's adapter for tier configurations on Connect. */
export interface ConnectTiersAdapter extends Adapter {
  readonly machine: "tierConfiguration";
}

const minute = 60_000;

/**
 * Binds the engine to the tier configurations of CloudBlue Connect: takes in the tier configuration
 * requests of the products, has the handlers answer them, and carries the answers out. Give it to the engine
 * beside `connect()`. Configurations are known by the platform's id (`TC-…`).
 *
 * Throws `TenureError` `options_invalid` for options that cannot work, a missing handler among them.
 */
export function connectTiers(options: ConnectTiersOptions): ConnectTiersAdapter {
  const { products, pollEvery = 5000, pollEveryIdle = minute / 2, overlap = minute } = options;
  if (products.length === 0 || products.includes("")) {
    throw new TenureError("options_invalid", "products: expected at least one product id");
  }
  const clock = options.clock ?? systemClock();
  const logger = adoptedLogger(options.logger);
  const client = options.client ?? createConnectClient({ ...options, clock, logger });
  const nudge = options.nudge ?? createNudge();
  const bindings: TierBindings = {
    calls: client.tierConfigRequests,
    conversations: client.conversations,
    templates: templateCatalogOf(client.products, clock),
    handlers: handlersByType<TierRequestType, TierHandler>(
      options.handlers,
      tierRequestTypes,
      "tier configuration requests",
    ),
    clock,
    logger,
    ended() {
      // The first level may go on as well.
      nudge.wake();
      options.waiting?.wake();
    },
  };
  return {
    name: options.name ?? "connect-tiers",
    ...(options.tenant === undefined ? {} : { tenant: options.tenant }),
    machine: "tierConfiguration",
    perform: (call) => performTier(bindings, call),
    run(intake) {
      logger.adopt(intake.logger);
      const { calls } = bindings;
      const known = { seen: new Map(), complaints: new Set<string>() };
      return runTierIntake(
        { intake, calls, products, overlap, ended: bindings.ended, ...known },
        { pollEvery, pollEveryIdle, sweepEvery: options.sweepEvery ?? minute / 2 },
        nudge,
      );
    },
    truth: (question) => readTierTruth(bindings.calls, question),
  };
}
