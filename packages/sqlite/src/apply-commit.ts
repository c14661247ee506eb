import { TenureError, type Commit, type CommitResult } from "@tenure/engine";

import { integer, text, type Row } from "./column.ts";
import type { Tables } from "./tables/tables.ts";

function isAnswered({ inbox }: Tables, { inbox: answer }: Commit): boolean {
  return answer !== undefined && inbox.has(answer.key, answer.idempotencyKey);
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

/** Whether the commit was decided on something else than what stands. */
function isStale({ expectedVersion, change }: Commit, standing: Row | undefined): boolean {
  if (standing === undefined) return expectedVersion !== 0;
  if (integer(standing, "version") !== expectedVersion) return true;
  return change !== undefined && change.entry.previousHash !== text(standing, "hash");
}

/** The effect that the commit settles, and why the commit is not to be taken. */
interface Check {
  readonly refused?: CommitResult;
  readonly settled?: Row | undefined;
}

function check(tables: Tables, commit: Commit, standing: Row | undefined): Check {
  const { settles, requires } = commit;
  if (isStale(commit, standing) || isAnswered(tables, commit)) {
    return { refused: { type: "conflict" } };
  }
  const settled = settles && tables.outbox.rowOf(settles);
  const required = requires && tables.outbox.rowOf(requires);
  const isHeld = (settles === undefined || settled) && (requires === undefined || required);
  return isHeld ? { settled } : { refused: { type: "fenced" } };
}

/** Applies one commit within a transaction. All checks come first: a commit not taken wrote nothing. */
export function applyCommit(tables: Tables, commit: Commit): CommitResult {
  const { key, change, effects, inbox } = commit;
  assertDense(commit);
  const standing = tables.subscriptions.standing(key);
  const { refused, settled } = check(tables, commit, standing);
  if (refused !== undefined) return refused;

  if (settled !== undefined) tables.outbox.remove(settled);
  if (change !== undefined) {
    tables.subscriptions.save(change.record, standing);
    tables.history.append(change.entry);
    for (const effect of effects) tables.outbox.insert(change.record, effect);
  }
  applyTimers(tables, commit);
  if (inbox !== undefined) tables.inbox.insert(inbox);
  return { type: "committed" };
}
