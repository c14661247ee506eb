import type { AdapterEffect } from "@tenure/machine";

import { DueQueue } from "./due-queue.ts";
import type { Kept } from "./kept.ts";

/** An effect in the outbox. */
export interface OutboxRow {
  readonly order: number;
  readonly id: string;
  readonly key: string;
  readonly tenant: string;
  readonly adapter: string;
  readonly effect: Kept<AdapterEffect>;
  readonly trace: string | undefined;
  availableAt: number;
  /** When it may be claimed: its time comes, or the lease on it ends. */
  readyAt: number;
  claims: number;
  lost: number;
  attempts: number;
  /** Who holds it, if only by a lease that has ended. */
  owner: string | undefined;
  error: string | undefined;
}

/** The heads of the subscriptions' queues of one adapter, by tenant and then by when they are ready. */
export class OutboxQueue {
  readonly #tenants = new Map<string, DueQueue<OutboxRow>>();

  get size(): number {
    return this.#tenants.size;
  }

  /** Takes a head in, also when its time changed. */
  set(row: OutboxRow): void {
    const queue = this.#tenants.get(row.tenant) ?? new DueQueue<OutboxRow>();
    this.#tenants.set(row.tenant, queue);
    queue.set(row, row.readyAt, row.order);
  }

  delete(row: OutboxRow): void {
    const queue = this.#tenants.get(row.tenant);
    queue?.delete(row);
    if (queue?.size === 0) this.#tenants.delete(row.tenant);
  }

  /**
   * Takes out what is due: the first of each tenant, then the second of each, and so on. What is held of
   * a tenant are turns that it has had.
   */
  takeTurns(
    now: number,
    limit: number,
    held: Readonly<Record<string, number>> = {},
  ): readonly OutboxRow[] {
    const turns = new Map(Object.entries(held));
    const turnsOf = ({ thing }: { readonly thing: OutboxRow }): number =>
      turns.get(thing.tenant) ?? 0;
    const taken: OutboxRow[] = [];
    while (taken.length < limit) {
      const due = this.#firsts().filter(({ at }) => at <= now);
      const fewest = Math.min(...due.map(turnsOf));
      const round = due
        .filter((first) => turnsOf(first) === fewest)
        .toSorted((left, right) => left.at - right.at || left.order - right.order)
        .slice(0, limit - taken.length)
        .map(({ thing }) => thing);
      if (round.length === 0) break;
      for (const row of round) {
        this.delete(row);
        turns.set(row.tenant, fewest + 1);
      }
      taken.push(...round);
    }
    return taken;
  }

  get firstAt(): number | undefined {
    const times = this.#firsts().map(({ at }) => at);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  #firsts(): readonly { readonly thing: OutboxRow; readonly at: number; readonly order: number }[] {
    return [...this.#tenants.values()].flatMap(({ first }) => (first === undefined ? [] : [first]));
  }
}
