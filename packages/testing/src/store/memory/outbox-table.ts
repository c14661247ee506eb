import {
  TenureError,
  type ClaimedEffect,
  type ClaimShare,
  type EffectClaim,
  type NewEffect,
  type OutstandingEffect,
  type Store,
  type SubscriptionRecord,
} from "@tenure/engine";

import type { Journal } from "./journal.ts";
import { Kept } from "./kept.ts";
import { OutboxQueue, type OutboxRow } from "./outbox-queue.ts";

type Lease = Pick<Parameters<Store["claim"]>[0], "leaseUntil" | "owner">;

function toClaimed(row: OutboxRow): ClaimedEffect {
  const { id, key, tenant, adapter, availableAt, trace, claims, lost, attempts } = row;
  const effect = row.effect.copy();
  const told = { id, key, tenant, adapter, effect, availableAt, claims, lost, attempts };
  return { ...told, token: claims + 1, ...(trace === undefined ? {} : { trace }) };
}

function toOutstanding(row: OutboxRow): OutstandingEffect {
  const { id, availableAt, readyAt, claims, attempts, owner, error } = row;
  return {
    id,
    effect: row.effect.copy(),
    availableAt,
    claims,
    attempts,
    ...(owner === undefined ? {} : { heldUntil: readyAt }),
    ...(error === undefined ? {} : { error }),
  };
}

/** Effects that wait to be performed: one ordered queue per subscription. */
export class OutboxTable {
  readonly #journal: Journal;
  readonly #rows = new Map<string, OutboxRow>();
  readonly #ofKey = new Map<string, OutboxRow[]>();
  readonly #heads = new Map<string, OutboxQueue>();
  #order = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** What is left to do for a subscription, in order. */
  of(key: string): readonly OutstandingEffect[] {
    return (this.#ofKey.get(key) ?? []).map(toOutstanding);
  }

  /** @throws TenureError `store_failed` when an effect of that id waits already */
  insert({ key, tenant, adapter }: SubscriptionRecord, added: NewEffect): void {
    const { id, availableAt, trace, claims = 0 } = added;
    if (this.#rows.has(id)) {
      throw new TenureError("store_failed", `Effect ${id} of subscription ${key} waits already.`);
    }
    const counts = { claims, lost: 0, attempts: 0, owner: undefined, error: undefined };
    const time = { availableAt, readyAt: availableAt };
    const effect = new Kept(added.effect);
    const order = (this.#order += 1);
    this.#put({ order, id, key, tenant, adapter, effect, trace, ...time, ...counts });
    this.#journal.note(() => {
      this.#drop(id);
    });
  }

  /** Whether a claim is the newest of its effect and was not given back. */
  holds({ id, token }: EffectClaim): boolean {
    return this.#held({ id, token }) !== undefined;
  }

  remove(id: string): void {
    const row = this.#drop(id);
    if (row === undefined) return;
    this.#journal.note(() => {
      this.#put(row);
    });
  }

  claim({ adapter, limit, held }: ClaimShare, now: number, lease: Lease): readonly ClaimedEffect[] {
    const rows = this.#heads.get(adapter)?.takeTurns(now, limit, held) ?? [];
    return rows.map((row) => {
      if (row.owner !== undefined) row.lost += 1;
      const claimed = toClaimed(row);
      row.claims += 1;
      row.owner = lease.owner;
      this.#ready(row, lease.leaseUntil);
      return claimed;
    });
  }

  extend(claim: EffectClaim, leaseUntil: number): boolean {
    const row = this.#held(claim);
    if (row !== undefined) this.#ready(row, leaseUntil);
    return row !== undefined;
  }

  putBack(claim: EffectClaim, retry: Parameters<Store["putBack"]>[1]): boolean {
    const row = this.#held(claim);
    if (row === undefined) return false;
    const { availableAt, attempts, error } = retry;
    Object.assign(row, { availableAt, attempts, error, lost: 0, owner: undefined });
    this.#ready(row, availableAt);
    return true;
  }

  /** Ends all leases, each of them lost. */
  endLeases(): void {
    for (const row of this.#rows.values()) {
      if (row.owner === undefined) continue;
      row.lost += 1;
      row.owner = undefined;
      this.#ready(row, row.availableAt);
    }
  }

  firstAt(adapter: string): number | undefined {
    return this.#heads.get(adapter)?.firstAt;
  }

  #held({ id, token }: EffectClaim): OutboxRow | undefined {
    const row = this.#rows.get(id);
    return row?.owner !== undefined && row.claims === token ? row : undefined;
  }

  /** Only a claimed row changes its time, and only a head is claimed. */
  #ready(row: OutboxRow, readyAt: number): void {
    row.readyAt = readyAt;
    this.#promote(row);
  }

  #put(row: OutboxRow): void {
    this.#rows.set(row.id, row);
    const queue = this.#ofKey.get(row.key) ?? [];
    this.#ofKey.set(row.key, queue);
    const [head] = queue;
    queue.splice(queue.findLastIndex(({ order }) => order < row.order) + 1, 0, row);
    if (queue[0] !== row) return;
    if (head !== undefined) this.#demote(head);
    this.#promote(row);
  }

  #drop(id: string): OutboxRow | undefined {
    const row = this.#rows.get(id);
    if (row === undefined) return undefined;
    this.#rows.delete(id);
    const queue = this.#ofKey.get(row.key) ?? [];
    const wasHead = queue[0] === row;
    queue.splice(queue.indexOf(row), 1);
    const [next] = queue;
    if (next === undefined) this.#ofKey.delete(row.key);
    if (!wasHead) return row;
    this.#demote(row);
    if (next !== undefined) this.#promote(next);
    return row;
  }

  #promote(row: OutboxRow): void {
    const heads = this.#heads.get(row.adapter) ?? new OutboxQueue();
    this.#heads.set(row.adapter, heads);
    heads.set(row);
  }

  #demote(row: OutboxRow): void {
    const heads = this.#heads.get(row.adapter);
    heads?.delete(row);
    if (heads?.size === 0) this.#heads.delete(row.adapter);
  }
}
