import type { SubscriptionEventInput } from "@tenure/machine";

import type { Adapter, Intake } from "./ports/adapter.ts";
import type { Clock } from "./ports/clock.ts";
import type { Logger } from "./ports/logger.ts";
import type { Store } from "./ports/store.ts";
import type { SubscriptionRecord } from "./ports/subscription-record.ts";
import type { SendResult } from "./send.ts";
import { defaultTenant, keyOf, splitKey } from "./tenancy.ts";
import { TenureError } from "./tenure-error.ts";

export interface IntakeOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly congestedAbove: number;
  readonly send: (
    key: string,
    event: SubscriptionEventInput,
    options: {
      readonly adapter: string;
      readonly idempotencyKey?: string;
      readonly expectedVersion?: number;
    },
  ) => Promise<SendResult>;
  readonly load: (key: string) => Promise<SubscriptionRecord | undefined>;
}

function withPlatformKey<Row extends { readonly key: string }>(row: Row): Row {
  return { ...row, key: splitKey(row.key).id };
}

/**
 * What one adapter's intake sees of the engine: its own tenant's subscriptions, by the platform's ids,
 * and its own cursors.
 */
export function createIntake({ name, tenant }: Adapter, options: IntakeOptions): Intake {
  const { store, clock, logger, signal, congestedAbove, send, load } = options;
  const own = tenant ?? defaultTenant;

  /** A platform's id must not be taken for another tenant's key. */
  function qualified(id: string): string {
    const key = keyOf(own, id);
    if (typeof id === "string" && !id.includes(":")) return key;
    throw new TenureError(
      "key_invalid",
      `Adapter ${name} named a subscription by an id with a colon, or by none. Give the platform's id.`,
    );
  }

  return {
    clock,
    logger,
    signal,
    async send(id, event, sending) {
      return withPlatformKey(await send(qualified(id), event, { ...sending, adapter: name }));
    },
    async get(id) {
      const record = await load(qualified(id));
      return record?.adapter === name ? withPlatformKey(record) : undefined;
    },
    async list(filter, page) {
      const found = await store.list({ ...filter, adapter: name, tenant: own }, page);
      return { ...found, rows: found.rows.map((row) => withPlatformKey(row)) };
    },
    congested: async () => (await store.backlog()) > congestedAbove,
    readCursor: (cursor) => store.readCursor(`${name}/${cursor}`),
    writeCursor: (cursor, value) => store.writeCursor(`${name}/${cursor}`, value),
  };
}
