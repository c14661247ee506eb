import type { Activity } from "../activity.ts";
import { Loop } from "../loop.ts";
import type { ClaimedEffect } from "../ports/store.ts";
import { EffectRun, type EffectRunOptions } from "./effect-run.ts";
import type { Gates } from "./gates.ts";
import { isolate, isSuspect } from "./suspects.ts";

/** So many rounds in a row may find nothing although something seems due; then they slow down. */
const vainRoundsAtOnce = 3;
const longestVainPause = 256;

export interface DispatcherOptions extends EffectRunOptions {
  readonly activity: Activity;
  readonly gates: Gates;
  /** Marks this engine's claims in the store. */
  readonly owner: string;
  readonly idleMilliseconds: number;
}

/** Takes effects from the outbox as they fall due and their gates let them, and sees each through. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #loop: Loop;
  readonly #runs = new Map<string, EffectRun>();
  #suspects = 0;
  #vainRounds = 0;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#loop = new Loop({ ...options, name: "dispatcher", round: () => this.#round() });
  }

  start(): void {
    this.#loop.start();
  }

  /** There may be something to claim, of this adapter or with undefined of any. */
  wake(adapter?: string): void {
    this.#options.gates.expect(adapter);
    this.#loop.wake();
  }

  /** Claims nothing any more. What runs goes on. */
  async stopClaiming(): Promise<void> {
    await this.#loop.stop();
  }

  /** Resolves when nothing runs. */
  async drained(): Promise<void> {
    await Promise.all([...this.#runs.values()].map(({ ended }) => ended));
  }

  /** Aborts what runs and puts it back into the outbox. */
  abort(): void {
    for (const run of this.#runs.values()) run.stop();
  }

  async #round(): Promise<number> {
    const { store, clock, gates, leaseMilliseconds, owner } = this.#options;
    const now = clock.now();
    const adapters = gates.shares(now);
    if (adapters.length === 0) return this.#untilDue(undefined, false);
    const leaseUntil = now + leaseMilliseconds;
    const claimed = await store.claim({ now, leaseUntil, owner, adapters });
    const starting = await isolate(claimed, { store, now, occupied: this.#suspects > 0 });
    for (const effect of starting) this.#launch(effect, leaseUntil);
    const again = gates.note(adapters, claimed, clock.now());
    if (claimed.length > 0 && again) return 0;
    const open = gates.open(clock.now());
    const { effectAt } = open.length === 0 ? {} : await store.nextWake(open);
    return this.#untilDue(effectAt, claimed.length === 0);
  }

  /** How long there is nothing to do, in milliseconds. A run that ends wakes the loop by itself. */
  #untilDue(effectAt: number | undefined, inVain: boolean): number {
    const { clock, gates, idleMilliseconds } = this.#options;
    const now = clock.now();
    const opensIn = (gates.opensAt(now) ?? Infinity) - now;
    const dueIn = (effectAt ?? Infinity) - now;
    this.#vainRounds = inVain && dueIn <= 0 ? this.#vainRounds + 1 : 0;
    // Another process may be about to take what is due.
    const above = this.#vainRounds - vainRoundsAtOnce;
    const patience = above > 0 ? Math.min(longestVainPause, 2 ** above) : 0;
    return Math.min(idleMilliseconds, opensIn, Math.max(dueIn, patience));
  }

  #launch(claimed: ClaimedEffect, leaseUntil: number): void {
    const { gates, clock, activity } = this.#options;
    const { id, adapter, tenant } = claimed;
    const gate = gates.get(adapter);
    if (gate === undefined) return;
    // Its lease ran out while it was running here: what it brings is late.
    this.#runs.get(id)?.lose();
    const pass = gate.start(tenant, clock.now());
    const run = new EffectRun(this.#options, { claimed, leaseUntil, pass });
    this.#runs.set(id, run);
    const suspect = isSuspect(claimed) ? 1 : 0;
    this.#suspects += suspect;
    void activity.during(async () => {
      await run.ended;
      this.#suspects -= suspect;
      if (this.#runs.get(id) === run) this.#runs.delete(id);
      this.#loop.wake();
    });
  }
}
