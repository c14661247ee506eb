import type { SubscriptionEventInput } from "@tenure/machine";

import type { Adapter, Intake } from "./ports/adapter.ts";
import type { Clock } from "./ports/clock.ts";
import type { Logger } from "./ports/logger.ts";
import type { Store, SubscriptionRecord } from "./ports/store.ts";
import type { SendResult } from "./send.ts";

export interface IntakeOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly congestedAbove: number;
  readonly send: (
    key: string,
    event: SubscriptionEventInput,
    options: { readonly adapter: string; readonly idempotencyKey?: string },
  ) => Promise<SendResult>;
  readonly load: (key: string) => Promise<SubscriptionRecord | undefined>;
}

/** What one adapter's intake sees of the engine: its own subscriptions and its own cursors. */
export function createIntake({ name }: Adapter, options: IntakeOptions): Intake {
  const { store, clock, logger, signal, congestedAbove, send, load } = options;
  return {
    clock,
    logger,
    signal,
    send: (key, event, sending) => send(key, event, { ...sending, adapter: name }),
    async get(key) {
      const record = await load(key);
      return record?.adapter === name ? record : undefined;
    },
    list: (filter, page) => store.list({ ...filter, adapter: name }, page),
    congested: async () => (await store.backlog()) > congestedAbove,
    readCursor: (cursor) => store.readCursor(`${name}/${cursor}`),
    writeCursor: (cursor, value) => store.writeCursor(`${name}/${cursor}`, value),
  };
}
