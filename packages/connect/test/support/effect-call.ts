import type { EffectCall, EffectOutcome } from "@tenure/engine";
import {
  type AdapterEffect,
  decide,
  initial,
  type Snapshot,
  subscriptionEventSchema,
  type SubscriptionEventInput,
} from "@tenure/machine";

import { connect, type ConnectOptions, type Handlers, hold } from "../../src/index.ts";
import type { Loopback } from "./loopback.ts";
import { recordedLogger, type RecordedLogger } from "./recorded-logger.ts";

export const subscriptionKey = "AS-1000-2000-3000";
export const requestId = "PR-1000-2000-3000-001";

/** A snapshot, after these events. */
export function snapshotAfter(...events: readonly SubscriptionEventInput[]): Snapshot {
  let snapshot = initial({ key: subscriptionKey });
  for (const event of events) {
    ({ snapshot } = decide(snapshot, subscriptionEventSchema.parse(event)));
  }
  return snapshot;
}

export interface Bench {
  readonly logger: RecordedLogger;
  perform(effect: AdapterEffect, change?: Partial<EffectCall>): Promise<EffectOutcome>;
}

/** The adapter against a loopback server. */
export function benchOf(
  server: Pick<Loopback, "url">,
  handlers: Partial<Handlers> = {},
  options: Partial<ConnectOptions> = {},
): Bench {
  const logger = recordedLogger();
  const adapter = connect({
    baseUrl: server.url,
    apiKey: "SU-123-456-789:0123456789abcdef",
    products: ["PRD-100-200-300"],
    handlers: { ...handlers, otherwise: handlers.otherwise ?? hold },
    retries: 0,
    timeoutMilliseconds: 2000,
    logger,
    ...options,
  });
  return {
    logger,
    perform: (effect, change) =>
      adapter.perform({
        key: subscriptionKey,
        tenant: "default",
        effectId: `${subscriptionKey}/3/1`,
        effect,
        idempotencyKey: `${subscriptionKey}/3/1`,
        attempt: 1,
        uncertain: false,
        snapshot: snapshotAfter(),
        signal: new AbortController().signal,
        ...change,
      }),
  };
}
