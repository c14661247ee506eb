import type { Activity } from "../activity.ts";
import { Loop } from "../loop.ts";
import type { ClaimedEffect } from "../ports/store.ts";
import { EffectRun, type EffectRunOptions } from "./effect-run.ts";

export interface DispatcherOptions extends EffectRunOptions {
  readonly activity: Activity;
  /** Marks this engine's claims in the store. */
  readonly owner: string;
  /** So many effects run side by side. */
  readonly concurrency: number;
  readonly idleMilliseconds: number;
}

/** Takes effects from the outbox as they fall due, and sees each of them through. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #loop: Loop;
  readonly #runs = new Map<string, EffectRun>();

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#loop = new Loop({ ...options, name: "dispatcher", round: () => this.#round() });
  }

  start(): void {
    this.#loop.start();
  }

  /** There may be something to claim. */
  wake(): void {
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
    const { store, clock, leaseMilliseconds, concurrency, owner, idleMilliseconds } = this.#options;
    const limit = concurrency - this.#runs.size;
    if (limit <= 0) return idleMilliseconds;
    const now = clock.now();
    const leaseUntil = now + leaseMilliseconds;
    const claimed = await store.claim({ now, leaseUntil, limit, owner });
    for (const effect of claimed) this.#launch(effect);
    if (claimed.length >= limit) return idleMilliseconds;
    const { effectAt } = await store.nextWake();
    return effectAt === undefined
      ? idleMilliseconds
      : Math.min(idleMilliseconds, effectAt - clock.now());
  }

  #launch(claimed: ClaimedEffect): void {
    const { id } = claimed;
    // Its lease ran out while it was running here: what it brings is late.
    this.#runs.get(id)?.lose();
    const run = new EffectRun(this.#options, claimed);
    this.#runs.set(id, run);
    void this.#options.activity.during(async () => {
      await run.ended;
      if (this.#runs.get(id) === run) this.#runs.delete(id);
      this.#loop.wake();
    });
  }
}
