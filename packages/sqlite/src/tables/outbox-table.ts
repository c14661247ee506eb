import type { DatabaseSync, StatementSync } from "node:sqlite";

import type { ClaimedEffect, EffectClaim, NewEffect } from "@tenure/engine";

import { integer, json, text, type Row } from "../column.ts";
import { dueEffects, nextEffect } from "../due-queries.ts";

/** `claims` counts the claims made before this one, so its successor is the token. */
function toClaimed(row: Row): ClaimedEffect {
  const claims = integer(row, "claims");
  return {
    id: text(row, "id"),
    key: text(row, "key"),
    adapter: text(row, "adapter"),
    effect: json(row, "effect"),
    claims,
    attempts: integer(row, "attempts"),
    token: claims + 1,
  };
}

/** Effects that wait to be performed: one ordered queue per subscription. */
export class OutboxTable {
  #size: number;
  readonly #insert: StatementSync;
  readonly #find: StatementSync;
  readonly #delete: StatementSync;
  readonly #promote: StatementSync;
  readonly #due: StatementSync;
  readonly #claim: StatementSync;
  readonly #extend: StatementSync;
  readonly #putBack: StatementSync;
  readonly #next: StatementSync;
  readonly #release: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(`
      INSERT INTO outbox (id, key, adapter, effect, available_at, ready_at, head)
      VALUES (:id, :key, :adapter, :effect, :at, :at,
        NOT EXISTS (SELECT 1 FROM outbox WHERE key = :key))`);
    this.#find = database.prepare("SELECT seq, claims FROM outbox WHERE id = ?");
    this.#delete = database.prepare("DELETE FROM outbox WHERE seq = ?");
    this.#promote = database.prepare(`
      UPDATE outbox SET head = 1
      WHERE seq = (SELECT seq FROM outbox WHERE key = ? ORDER BY seq LIMIT 1) AND head = 0`);
    this.#due = database.prepare(dueEffects);
    this.#claim = database.prepare(
      "UPDATE outbox SET claims = claims + 1, ready_at = ?, owner = ? WHERE seq = ?",
    );
    this.#extend = database.prepare(
      "UPDATE outbox SET ready_at = ? WHERE id = ? AND claims = ? AND owner IS NOT NULL",
    );
    this.#putBack = database.prepare(`
      UPDATE outbox SET available_at = :at, ready_at = :at, attempts = :attempts, error = :error,
        owner = NULL
      WHERE id = :id AND claims = :token AND owner IS NOT NULL`);
    this.#next = database.prepare(nextEffect);
    this.#release = database.prepare(
      "UPDATE outbox SET ready_at = available_at, owner = NULL WHERE owner IS NOT NULL",
    );
    const count = database.prepare("SELECT count(*) AS size FROM outbox").get() ?? {};
    this.#size = integer(count, "size");
  }

  /** How many effects wait. Counted along, because counting them anew reads them all. */
  get size(): number {
    return this.#size;
  }

  /** Takes the count back after a transaction that came to nothing. */
  resetSize(size: number): void {
    this.#size = size;
  }

  insert(key: string, adapter: string, { id, effect, availableAt }: NewEffect): void {
    this.#insert.run({ id, key, adapter, effect: JSON.stringify(effect), at: availableAt });
    this.#size += 1;
  }

  /** The row of a claim; undefined when it is not the newest of its effect. */
  rowOf({ id, token }: EffectClaim): number | undefined {
    const row = this.#find.get(id);
    return row !== undefined && integer(row, "claims") === token ? integer(row, "seq") : undefined;
  }

  /** Takes an effect out and lets the next one of its subscription come forward. */
  remove(row: number, key: string): void {
    this.#delete.run(row);
    this.#promote.run(key);
    this.#size -= 1;
  }

  due(now: number, limit: number): readonly Row[] {
    return this.#due.all(now, limit);
  }

  claim(row: Row, leaseUntil: number, owner: string): ClaimedEffect {
    this.#claim.run(leaseUntil, owner, integer(row, "seq"));
    return toClaimed(row);
  }

  extend({ id, token }: EffectClaim, leaseUntil: number): boolean {
    return this.#extend.run(leaseUntil, id, token).changes === 1;
  }

  putBack(
    { id, token }: EffectClaim,
    retry: { readonly availableAt: number; readonly attempts: number; readonly error: string },
  ): boolean {
    const { availableAt: at, attempts, error } = retry;
    return this.#putBack.run({ id, token, at, attempts, error }).changes === 1;
  }

  nextAt(): number | undefined {
    const row = this.#next.get();
    return row && integer(row, "ready_at");
  }

  /** Ends all leases: who held them is gone, since the file was free to be opened. */
  releaseAll(): void {
    this.#release.run();
  }
}
