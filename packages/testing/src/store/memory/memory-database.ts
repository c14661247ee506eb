import type { Store } from "@tenure/engine";

import { HistoryTable } from "./history-table.ts";
import { InboxTable } from "./inbox-table.ts";
import { Journal } from "./journal.ts";
import { OutboxTable } from "./outbox-table.ts";
import { SubscriptionTable } from "./subscription-table.ts";
import { TimerTable } from "./timer-table.ts";

type Pause = Parameters<Store["pause"]>[0];

/**
 * What a store in memory keeps, apart from the store itself, so that it outlives it. What is in it is the
 * store's own affair: pass it on, and read it through a store.
 */
export interface MemoryDatabase {
  readonly journal: Journal;
  readonly subscriptions: SubscriptionTable;
  readonly history: HistoryTable;
  readonly outbox: OutboxTable;
  readonly timers: TimerTable;
  readonly inbox: InboxTable;
  readonly pauses: Map<string | null, Pause>;
  readonly cursors: Map<string, string>;
}

/**
 * An empty database for `memoryStore`. Give it to a second store to go on where a first one was left,
 * as after a crash, or to work on it side by side.
 */
export function memoryDatabase(): MemoryDatabase {
  const journal = new Journal();
  return {
    journal,
    subscriptions: new SubscriptionTable(journal),
    history: new HistoryTable(journal),
    outbox: new OutboxTable(journal),
    timers: new TimerTable(journal),
    inbox: new InboxTable(journal),
    pauses: new Map(),
    cursors: new Map(),
  };
}
