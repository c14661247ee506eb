import { TenureError, type Commit, type CommitResult } from "@tenure/engine";

import type { Tables } from "./tables/tables.ts";

function isConflict({ subscriptions, inbox }: Tables, commit: Commit): boolean {
  if (subscriptions.version(commit.key) !== commit.expectedVersion) return true;
  const { key, idempotencyKey } = commit.inbox ?? {};
  if (key === undefined || idempotencyKey === undefined) return false;
  return inbox.find(key, idempotencyKey) !== undefined;
}

function assertDense({ key, expectedVersion, change, effects }: Commit): void {
  if (change === undefined && effects.length === 0) return;
  if (
    change?.record.version === expectedVersion + 1 &&
    change.entry.version === expectedVersion + 1
  )
    return;
  throw new TenureError(
    "store_failed",
    `A commit on subscription ${key} does not lead from version ${expectedVersion} to the next.`,
  );
}

function applyTimers({ timers }: Tables, commit: Commit): void {
  if (commit.firedTimer !== undefined) timers.remove(commit.firedTimer);
  for (const timer of commit.cancelTimers) timers.cancel(commit.key, timer);
  for (const timer of commit.startTimers) timers.start(timer);
}

/** Applies one commit within a transaction. All checks come first: a commit not taken wrote nothing. */
export function applyCommit(tables: Tables, commit: Commit): CommitResult {
  const { key, change, effects, settles, requires, inbox } = commit;
  assertDense(commit);
  if (isConflict(tables, commit)) return { type: "conflict" };
  const settled = settles && tables.outbox.rowOf(settles);
  const required = requires && tables.outbox.rowOf(requires);
  if (settles !== undefined && settled === undefined) return { type: "fenced" };
  if (requires !== undefined && required === undefined) return { type: "fenced" };

  if (settled !== undefined) tables.outbox.remove(settled, key);
  if (change !== undefined) {
    tables.subscriptions.save(change.record);
    tables.history.append(change.entry);
    for (const effect of effects) tables.outbox.insert(key, change.record.adapter, effect);
  }
  applyTimers(tables, commit);
  if (inbox !== undefined) tables.inbox.insert(inbox);
  return { type: "committed" };
}
