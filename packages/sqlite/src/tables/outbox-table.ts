import type { DatabaseSync, StatementSync } from "node:sqlite";

import type {
  ClaimedEffect,
  EffectClaim,
  NewEffect,
  OutstandingEffect,
  SubscriptionRecord,
} from "@tenure/engine";

import { integer, json, text, textOrNull, type Row } from "../column.ts";
import { releaseEffects } from "../due-queries.ts";

/** The row as it is after the claim, which is counted in: the count is the token. */
function toClaimed(row: Row): ClaimedEffect {
  const token = integer(row, "claims");
  const trace = textOrNull(row, "trace");
  return {
    id: text(row, "id"),
    key: text(row, "key"),
    tenant: text(row, "tenant"),
    adapter: text(row, "adapter"),
    effect: json(row, "effect"),
    availableAt: integer(row, "available_at"),
    ...(trace === null ? {} : { trace }),
    claims: token - 1,
    lost: integer(row, "lost"),
    attempts: integer(row, "attempts"),
    token,
  };
}

function toOutstanding(row: Row): OutstandingEffect {
  const error = textOrNull(row, "error");
  return {
    id: text(row, "id"),
    effect: json(row, "effect"),
    availableAt: integer(row, "available_at"),
    claims: integer(row, "claims"),
    attempts: integer(row, "attempts"),
    ...(textOrNull(row, "owner") === null ? {} : { heldUntil: integer(row, "ready_at") }),
    ...(error === null ? {} : { error }),
  };
}

/** Effects that wait to be performed: one ordered queue per subscription. */
export class OutboxTable {
  #size = 0;
  readonly #insert: StatementSync;
  readonly #find: StatementSync;
  readonly #delete: StatementSync;
  readonly #promote: StatementSync;
  readonly #claim: StatementSync;
  readonly #extend: StatementSync;
  readonly #putBack: StatementSync;
  readonly #release: StatementSync;
  readonly #count: StatementSync;
  readonly #ofKey: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(`
      INSERT INTO outbox (id, key, tenant, adapter, effect, trace, claims, available_at, ready_at, head)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, NOT EXISTS (SELECT 1 FROM outbox WHERE key = ?2))`);
    this.#find = database.prepare(
      "SELECT seq, key FROM outbox WHERE id = ? AND claims = ? AND owner IS NOT NULL",
    );
    this.#delete = database.prepare("DELETE FROM outbox WHERE seq = ?");
    this.#promote = database.prepare(`
      UPDATE outbox SET head = 1
      WHERE seq = (SELECT seq FROM outbox WHERE key = ? ORDER BY seq LIMIT 1) AND head = 0`);
    this.#claim = database.prepare(`
      UPDATE outbox SET claims = claims + 1, lost = lost + (owner IS NOT NULL), ready_at = ?, owner = ?
      WHERE seq = ? RETURNING *`);
    this.#extend = database.prepare(
      "UPDATE outbox SET ready_at = ? WHERE id = ? AND claims = ? AND owner IS NOT NULL",
    );
    this.#putBack = database.prepare(`
      UPDATE outbox SET available_at = :at, ready_at = :at, attempts = :attempts, error = :error,
        lost = 0, owner = NULL
      WHERE id = :id AND claims = :token AND owner IS NOT NULL`);
    this.#release = database.prepare(releaseEffects);
    this.#count = database.prepare("SELECT count(*) AS size FROM outbox");
    this.#ofKey = database.prepare("SELECT * FROM outbox WHERE key = ? ORDER BY seq");
  }

  /** How many effects wait. Counted along from `countAnew`, because counting them reads them all. */
  get size(): number {
    return this.#size;
  }

  countAnew(): number {
    this.#size = integer(this.#count.get() ?? {}, "size");
    return this.#size;
  }

  /** What is left to do for a subscription, in order. */
  of(key: string): readonly OutstandingEffect[] {
    return this.#ofKey.all(key).map(toOutstanding);
  }

  /** Takes the count back after a transaction that came to nothing. */
  resetSize(size: number): void {
    this.#size = size;
  }

  insert({ key, tenant, adapter }: SubscriptionRecord, added: NewEffect): void {
    const { id, availableAt, trace = null, claims = 0 } = added;
    const effect = JSON.stringify(added.effect);
    this.#insert.run(id, key, tenant, adapter, effect, trace, claims, availableAt);
    this.#size += 1;
  }

  /** The row of a claim; undefined when it is not the newest of its effect, or was given back. */
  rowOf({ id, token }: EffectClaim): Row | undefined {
    return this.#find.get(id, token);
  }

  /** Takes an effect out and lets the next one of its subscription come forward. */
  remove(row: Row): void {
    this.#delete.run(integer(row, "seq"));
    this.#promote.run(text(row, "key"));
    this.#size -= 1;
  }

  claim(seq: number, leaseUntil: number, owner: string): ClaimedEffect {
    return toClaimed(this.#claim.get(leaseUntil, owner, seq) ?? {});
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

  /** Ends all leases, each of them lost: who held them is gone, since the file was free to be opened. */
  releaseAll(): void {
    this.#release.run();
  }
}
