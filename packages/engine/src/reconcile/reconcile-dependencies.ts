import type { SubscriptionEvent } from "@tenure/machine";

import type { Adapter } from "../ports/adapter.ts";
import type { Clock } from "../ports/clock.ts";
import type { Page } from "../ports/listing.ts";
import type { Logger } from "../ports/logger.ts";
import type { SubscriptionRecord } from "../ports/subscription-record.ts";
import type { SubscriptionFilter } from "../read/subscription-filter.ts";
import type { SendResult } from "../send.ts";

/** What reconciling needs of the engine. */
export interface ReconcileDependencies {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly adapterOf: (name: string) => Adapter | undefined;
  readonly load: (key: string) => Promise<SubscriptionRecord | undefined>;
  readonly list: (
    filter: SubscriptionFilter,
    page: { readonly after?: string; readonly limit: number },
  ) => Promise<Page<SubscriptionRecord>>;
  /** The engine's own `send`. Rejects with `version_conflict` when the subscription has moved on. */
  readonly send: (
    key: string,
    event: SubscriptionEvent,
    options: { readonly expectedVersion: number },
  ) => Promise<SendResult>;
  /** How long a platform may take to tell about one subscription, in milliseconds. */
  readonly timeoutMilliseconds: number;
  /** Between two looks at one subscription, in milliseconds: after a stale one, and before force. */
  readonly settleMilliseconds: number;
}
