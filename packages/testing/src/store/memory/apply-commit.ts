import { TenureError, type Commit, type CommitResult } from "@tenure/engine";

import type { MemoryDatabase } from "./memory-database.ts";

function isConflict({ subscriptions, inbox }: MemoryDatabase, commit: Commit): boolean {
  const { key, expectedVersion, change } = commit;
  if (subscriptions.version(key) !== expectedVersion) return true;
  const hash = subscriptions.hash(key);
  if (hash !== undefined && change !== undefined && change.entry.previousHash !== hash) return true;
  return commit.inbox !== undefined && inbox.has(commit.inbox.key, commit.inbox.idempotencyKey);
}

function isFenced({ outbox }: MemoryDatabase, { settles, requires }: Commit): boolean {
  return [settles, requires].some((claim) => claim !== undefined && !outbox.holds(claim));
}

function assertDense({ key, expectedVersion, change, effects }: Commit): void {
  if (change === undefined && effects.length === 0) return;
  const next = expectedVersion + 1;
  if (change?.record.version === next && change.entry.version === next) return;
  throw new TenureError(
    "store_failed",
    `A commit on subscription ${key} does not lead from version ${expectedVersion} to the next.`,
  );
}

function applyTimers({ timers }: MemoryDatabase, commit: Commit): void {
  if (commit.firedTimer !== undefined) timers.fire(commit.firedTimer);
  for (const timer of commit.cancelTimers) timers.cancel(commit.key, timer);
  for (const timer of commit.startTimers) timers.start(timer);
}

/** Applies one commit within a transaction. All checks come first: a commit not taken wrote nothing. */
export function applyCommit(database: MemoryDatabase, commit: Commit): CommitResult {
  const { change, effects, settles, inbox } = commit;
  assertDense(commit);
  if (isConflict(database, commit)) return { type: "conflict" };
  if (isFenced(database, commit)) return { type: "fenced" };

  if (settles !== undefined) database.outbox.remove(settles.id);
  if (change !== undefined) {
    database.subscriptions.save(change.record);
    database.history.append(change.entry);
    for (const effect of effects) database.outbox.insert(change.record, effect);
  }
  applyTimers(database, commit);
  if (inbox !== undefined) database.inbox.insert(inbox);
  return { type: "committed" };
}
