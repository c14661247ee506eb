import type { DatabaseSync } from "node:sqlite";

import { CursorTable } from "./cursor-table.ts";
import { EffectLanes } from "./effect-lanes.ts";
import { HistoryTable } from "./history-table.ts";
import { InboxTable } from "./inbox-table.ts";
import { OutboxTable } from "./outbox-table.ts";
import { PauseTable } from "./pause-table.ts";
import { SubscriptionTable } from "./subscription-table.ts";
import { TimerTable } from "./timer-table.ts";

/** The tables of an open store, with their statements prepared. */
export interface Tables {
  readonly subscriptions: SubscriptionTable;
  readonly history: HistoryTable;
  readonly outbox: OutboxTable;
  readonly lanes: EffectLanes;
  readonly timers: TimerTable;
  readonly inbox: InboxTable;
  readonly pauses: PauseTable;
  readonly cursors: CursorTable;
}

export function prepareTables(database: DatabaseSync): Tables {
  return {
    subscriptions: new SubscriptionTable(database),
    history: new HistoryTable(database),
    outbox: new OutboxTable(database),
    lanes: new EffectLanes(database),
    timers: new TimerTable(database),
    inbox: new InboxTable(database),
    pauses: new PauseTable(database),
    cursors: new CursorTable(database),
  };
}
