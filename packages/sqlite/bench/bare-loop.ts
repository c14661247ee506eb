import { performance } from "node:perf_hooks";
import type { DatabaseSync } from "node:sqlite";

import { openDatabase } from "../src/open-database.ts";

export interface BareLoopOptions {
  /** Path of a file that is not there yet. */
  readonly file: string;
  /** How many events are written. */
  readonly events: number;
  /** How many events share a transaction. */
  readonly group: number;
  /** How many subscriptions the events go round. Default: 1000. */
  readonly subscriptions?: number;
}

const filling = "0123456789abcdef".repeat(64);

/** JSON text of a length, as typical as its length. */
function jsonOf(length: number): string {
  return JSON.stringify({ filling: filling.repeat(length / 1024 + 1).slice(0, length - 14) });
}

const hash = "a".repeat(64);
const snapshot = jsonOf(1000);
const event = jsonOf(600);
const effect = jsonOf(120);
const verdict = '{"type":"moved"}';

function statementsOf(database: DatabaseSync) {
  return {
    begin: database.prepare("BEGIN IMMEDIATE"),
    commit: database.prepare("COMMIT"),
    create: database.prepare(`
      INSERT INTO subscription (key, tenant, adapter, version, status, request_state, awaited, hash,
        created_at, updated_at, state_since, snapshot)
      VALUES (?, 'default', 'connect', 0, 'active', 'none', 'nobody', ?, 0, 0, 0, ?)`),
    read: database.prepare("SELECT * FROM subscription WHERE key = ?"),
    update: database.prepare(`
      UPDATE subscription SET version = ?, request_state = ?, request_id = ?, hash = ?, updated_at = ?,
        state_since = ?, snapshot = ?
      WHERE key = ?`),
    history: database.prepare(`
      INSERT INTO history (key, version, at, drift, previous_hash, hash, event, verdict, effects)
      VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?)`),
    outbox: database.prepare(`
      INSERT INTO outbox (id, key, tenant, adapter, effect, available_at, ready_at, head)
      VALUES (?1, ?2, 'default', 'connect', ?3, ?4, ?4,
        NOT EXISTS (SELECT 1 FROM outbox WHERE key = ?2))`),
    inbox: database.prepare(`
      INSERT INTO inbox (key, idempotency_key, event_hash, version, at, verdict)
      VALUES (?, ?, ?, ?, ?, ?)`),
  };
}

type Statements = ReturnType<typeof statementsOf>;

/** What one event writes, and nothing else: no decision, no hash, no JSON, no check. */
function write(statements: Statements, key: string, number: number): void {
  const version = Number(statements.read.get(key)?.["version"]) + 1;
  const state = version % 2 === 0 ? "none" : "pending";
  statements.update.run(version, state, "PR-1", hash, number, number, snapshot, key);
  statements.history.run(key, version, number, hash, hash, event, verdict, effect);
  statements.outbox.run(`${key}/${version}/0`, key, effect, number);
  statements.inbox.run(key, `event-${number}`, hash, version, number, verdict);
}

/**
 * Writes events with the statements a commit executes, on the store's own tables and settings, and
 * nothing around them. The yardstick for what the store and the engine take for themselves.
 *
 * @returns events per second
 */
export function bareLoop(options: BareLoopOptions): number {
  const { file, events, group, subscriptions = 1000 } = options;
  const database = openDatabase(file);
  try {
    const statements = statementsOf(database);
    const keys = Array.from({ length: subscriptions }, (_, index) => `AS-${index}`);
    statements.begin.run();
    for (const key of keys) statements.create.run(key, hash, snapshot);
    statements.commit.run();

    const start = performance.now();
    for (let first = 0; first < events; first += group) {
      statements.begin.run();
      const last = Math.min(first + group, events);
      for (let number = first; number < last; number += 1) {
        write(statements, keys[number % subscriptions] ?? "", number);
      }
      statements.commit.run();
    }
    return events / ((performance.now() - start) / 1000);
  } finally {
    database.close();
  }
}
