import type { ClaimRequest } from "../ports/store.ts";
import { Gate, type GatePolicy } from "./gate.ts";

type Shares = ClaimRequest["adapters"];

/** Every so many turns each adapter counts as having more to do, whatever it took the last time. */
const forgetAfter = 16;

/** The gates of all adapters, and how they share the slots that all of them have together. */
export class Gates {
  readonly #concurrency: number;
  readonly #gates: ReadonlyMap<string, Gate>;
  /** Those that may have more to do than they were offered the last time. */
  #eager: Set<Gate>;
  #turns = 0;

  constructor(
    concurrency: number,
    policies: Iterable<readonly [adapter: string, policy: GatePolicy]>,
    now: number,
  ) {
    this.#concurrency = concurrency;
    this.#gates = new Map(
      [...policies].map(([adapter, policy]) => [adapter, new Gate(adapter, policy, now)]),
    );
    this.#eager = new Set(this.#gates.values());
  }

  [Symbol.iterator](): Iterator<Gate> {
    return this.#gates.values();
  }

  get(adapter: string): Gate | undefined {
    return this.#gates.get(adapter);
  }

  /** The adapter, or with undefined each of them, may have something to do. */
  expect(adapter: string | undefined): void {
    const gate = adapter === undefined ? undefined : this.#gates.get(adapter);
    if (gate !== undefined) this.#eager.add(gate);
    if (adapter === undefined) this.#eager = new Set(this.#gates.values());
  }

  /**
   * How many effects of each adapter may be started now; an adapter that may start none is left out.
   * Each that runs nothing keeps one slot, so that a slow one cannot take them all; the rest goes
   * evenly to those that may have more to do than they were offered, then to the others.
   */
  shares(now: number): Shares {
    const offers = new Map<Gate, number>();
    let free = this.#concurrency - this.#running();
    const gates = this.#inTurn();
    for (const gate of gates) {
      if (gate.running > 0 || free <= 0) break;
      free -= 1;
      if (gate.slots(now) > 0) offers.set(gate, 1);
    }
    for (const eager of [true, false]) {
      const some = gates.filter((gate) => this.#eager.has(gate) === eager);
      free -= divide(free, some, offers, now);
    }
    return [...offers].map(([gate, limit]) => {
      const { adapter, running, runningOf } = gate;
      return running > 0 ? { adapter, limit, held: runningOf } : { adapter, limit };
    });
  }

  /** The adapters that are offered something now, or are as soon as it is their turn. */
  open(now: number): readonly string[] {
    if (this.#running() >= this.#concurrency) return [];
    const offered = new Set(this.shares(now).map(({ adapter }) => adapter));
    return [...this.#gates.values()]
      .filter((gate) => offered.has(gate.adapter) || (gate.running === 0 && gate.slots(now) > 0))
      .map(({ adapter }) => adapter);
  }

  /** Notes who took all that was offered; says whether any of them may be offered more now. */
  note(shares: Shares, taken: readonly { readonly adapter: string }[], now: number): boolean {
    this.#turns += 1;
    const counts = new Map<string, number>();
    for (const { adapter } of taken) counts.set(adapter, (counts.get(adapter) ?? 0) + 1);
    const hungry = new Set<string>();
    for (const { adapter, limit } of shares) {
      const gate = this.#gates.get(adapter);
      if (gate === undefined) continue;
      if ((counts.get(adapter) ?? 0) < limit) this.#eager.delete(gate);
      else this.#eager.add(gate);
      if (this.#eager.has(gate)) hungry.add(adapter);
    }
    if (this.#turns % forgetAfter === 0) this.expect(undefined);
    return hungry.size > 0 && this.shares(now).some(({ adapter }) => hungry.has(adapter));
  }

  /** When time alone opens a gate next; undefined when none waits for time. */
  opensAt(now: number): number | undefined {
    const times = [...this.#gates.values()].flatMap((gate) => gate.opensAt(now) ?? []);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  #running(): number {
    let running = 0;
    for (const gate of this.#gates.values()) running += gate.running;
    return running;
  }

  /** Those that run least first; among equals the turns decide. */
  #inTurn(): readonly Gate[] {
    const gates = [...this.#gates.values()];
    const first = gates.length === 0 ? 0 : this.#turns % gates.length;
    const rotated = [...gates.slice(first), ...gates.slice(0, first)];
    return rotated.toSorted((left, right) => left.running - right.running);
  }
}

/** Offers the gates what is free, evenly as far as they take it, and says how much that was. */
function divide(
  free: number,
  gates: readonly Gate[],
  offers: Map<Gate, number>,
  now: number,
): number {
  const wants = (gate: Gate): number => gate.slots(now) - (offers.get(gate) ?? 0);
  // Those who take little first, so that what they leave goes to the others.
  const takers = gates.filter((gate) => wants(gate) > 0).toSorted((a, b) => wants(a) - wants(b));
  let left = Math.max(0, free);
  for (const [index, gate] of takers.entries()) {
    const even = Math.ceil(left / (takers.length - index));
    const more = Math.min(even, wants(gate));
    if (more <= 0) continue;
    offers.set(gate, (offers.get(gate) ?? 0) + more);
    left -= more;
  }
  return Math.max(0, free) - left;
}
