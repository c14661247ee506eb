import type { DatabaseSync, StatementSync } from "node:sqlite";

import type { ClaimShare } from "@tenure/engine";

import { integer, text, type Row } from "../column.ts";
import { dueInLane, endedLeases, lanes, nextLeaseEnd } from "../due-queries.ts";

/** An effect that may be claimed. */
interface Candidate {
  readonly seq: number;
  readonly readyAt: number;
}

interface Lane {
  readonly tenant: string;
  /** Turns that it has had already. */
  readonly had: number;
  /** The effects of it whose lease has ended; they stand apart from those that nobody holds. */
  readonly ended: readonly Candidate[];
  readonly firstAt: number;
}

function toCandidate(row: Row): Candidate {
  return { seq: integer(row, "seq"), readyAt: integer(row, "ready_at") };
}

function byTurns(left: Lane, right: Lane): number {
  return left.had - right.had || left.firstAt - right.firstAt;
}

function byReadiness(left: Candidate, right: Candidate): number {
  return left.readyAt - right.readyAt || left.seq - right.seq;
}

/** Two ascending sequences as one. */
function* merge(
  left: Iterator<Candidate>,
  right: Iterator<Candidate>,
): Generator<Candidate, void, undefined> {
  let [a, b] = [left.next(), right.next()];
  while (a.done !== true || b.done !== true) {
    if (b.done === true || (a.done !== true && byReadiness(a.value, b.value) < 0)) {
      if (a.done !== true) yield a.value;
      a = left.next();
    } else {
      yield b.value;
      b = right.next();
    }
  }
}

interface Queue {
  readonly sequence: Iterator<Candidate>;
  /** Turns that it has had. */
  had: number;
}

/** Those that had the fewest turns come first, until there are enough. */
function takeTurns(queues: readonly Queue[], limit: number): readonly Candidate[] {
  const taken: Candidate[] = [];
  let open = queues;
  while (taken.length < limit && open.length > 0) {
    const fewest = Math.min(...open.map(({ had }) => had));
    const ended = new Set<Queue>();
    const round: Candidate[] = [];
    for (const queue of open) {
      if (queue.had !== fewest) continue;
      queue.had += 1;
      const { done, value } = queue.sequence.next();
      if (done === true) ended.add(queue);
      else round.push(value);
    }
    taken.push(...round.toSorted(byReadiness).slice(0, limit - taken.length));
    open = open.filter((queue) => !ended.has(queue));
  }
  return taken;
}

/** Finds effects to claim: in each adapter's work one lane per tenant, and the lanes take turns. */
export class EffectLanes {
  readonly #lanes: StatementSync;
  readonly #due: StatementSync;
  readonly #ended: StatementSync;
  readonly #nextEnd: StatementSync;

  constructor(database: DatabaseSync) {
    this.#lanes = database.prepare(lanes);
    this.#due = database.prepare(dueInLane);
    this.#ended = database.prepare(endedLeases);
    this.#nextEnd = database.prepare(nextLeaseEnd);
  }

  /** Numbers of the effects to claim. */
  due({ adapter, limit, held = {} }: ClaimShare, now: number): readonly number[] {
    const all = limit > 0 ? this.#dueLanes(adapter, now, new Map(Object.entries(held))) : [];
    // With more lanes than turns only those get one that had the fewest, or whose first is longest due.
    const open = all.toSorted(byTurns);
    const last = open[limit - 1];
    const chosen = open.filter((lane) => last === undefined || byTurns(lane, last) <= 0);
    const portion = Math.ceil(limit / Math.max(chosen.length, 1));
    const queues = chosen.map(({ tenant, had, ended }) => ({
      sequence: merge(ended.values(), this.#free(adapter, tenant, now, portion)),
      had,
    }));
    return takeTurns(queues, limit).map(({ seq }) => seq);
  }

  /** When an effect of the adapter may be claimed next. */
  nextAt(adapter: string): number | undefined {
    const times = [...this.#lanes.all({ adapter }), ...this.#nextEnd.all(adapter)].map((row) =>
      integer(row, "ready_at"),
    );
    return times.length === 0 ? undefined : times.reduce((least, at) => Math.min(least, at));
  }

  #dueLanes(adapter: string, now: number, turns: ReadonlyMap<string, number>): readonly Lane[] {
    const ended = Map.groupBy(this.#ended.all(adapter, now), (row) => text(row, "tenant"));
    const firsts = new Map(
      this.#lanes.all({ adapter }).map((row) => [text(row, "tenant"), integer(row, "ready_at")]),
    );
    const found = new Set([...firsts.keys(), ...ended.keys()]).values().map((tenant) => {
      const candidates = (ended.get(tenant) ?? []).map(toCandidate);
      const firstAt = Math.min(firsts.get(tenant) ?? Infinity, candidates[0]?.readyAt ?? Infinity);
      return { tenant, had: turns.get(tenant) ?? 0, ended: candidates, firstAt };
    });
    return found.filter(({ firstAt }) => firstAt <= now).toArray();
  }

  /** Reads a lane in portions, because its turns may end at any of its effects. */
  *#free(
    adapter: string,
    tenant: string,
    now: number,
    portion: number,
  ): Generator<Candidate, void, undefined> {
    let last: Candidate = { seq: 0, readyAt: Number.MIN_SAFE_INTEGER };
    for (;;) {
      const rows = this.#due.all(adapter, tenant, now, last.readyAt, last.seq, portion);
      for (const row of rows) {
        last = toCandidate(row);
        yield last;
      }
      if (rows.length < portion) return;
    }
  }
}
