import type { Clock } from "../system-clock.ts";
import { TimerQueue, type Run, type Timers } from "./timers.ts";

/** The simulator's time, and how to move it. It only ever goes forward. */
export interface SimulatedTime extends Clock {
  /** Whether it stands still between moves. */
  readonly isVirtual: boolean;
  /**
   * Moves the time on by milliseconds. Everything that comes due on the way happens at its own time, in
   * order: scheduled requests become pending, terms end, webhooks are called and called again, the robot moves.
   * Resolves when all that has happened. A time that runs goes on running from there. Throws a `RangeError` for less than 0.
   * Moves come one after the other: a receiver that moves time before it answers a webhook waits for itself.
   */
  advance(milliseconds: number): Promise<void>;
  /** The same up to a time in epoch milliseconds. Throws a `RangeError` for one that is past. */
  set(time: number): Promise<void>;
}

/** The longest a timer of Node can wait. */
const LONGEST_WAIT_MS = 2_147_483_647;

/** How often a clock is looked at that did not get on as far as it should have. */
const LOOK_AGAIN_MS = 20;

/** Time that runs with a clock, or stands still until it is moved, with timers that follow it. */
export class Timeline implements SimulatedTime, Timers {
  readonly isVirtual: boolean;
  readonly #clock: Clock;
  readonly #queue = new TimerQueue();
  readonly #running = new Set<Promise<void>>();
  #standing: number;
  #ahead = 0;
  #moves: Promise<void> = Promise.resolve();
  #wake: NodeJS.Timeout | undefined;

  /** Without `startAt` the time is the clock's. */
  constructor(clock: Clock, startAt: number | undefined) {
    this.#clock = clock;
    this.isVirtual = startAt !== undefined;
    this.#standing = startAt ?? 0;
  }

  now(): number {
    return this.isVirtual ? this.#standing : this.#clock.now() + this.#ahead;
  }

  at(due: number, run: Run): () => void {
    const cancel = this.#queue.add(due, run);
    this.look();
    return cancel;
  }

  async advance(milliseconds: number): Promise<void> {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) {
      throw new RangeError(`Time advances by 0 or more milliseconds, not by ${milliseconds}.`);
    }
    return this.#moved(() => this.now() + milliseconds);
  }

  async set(time: number): Promise<void> {
    if (!Number.isFinite(time) || time < this.now()) {
      throw new RangeError(`Time cannot be set to ${time}: it is ${this.now()} already.`);
    }
    return this.#moved(() => time);
  }

  /** Sees to it that what is due runs soon. For clocks that were moved from outside. */
  look(): void {
    clearTimeout(this.#wake);
    const due = this.#queue.nextDue();
    if (due === undefined) return;
    const wait = due - this.now();
    if (wait > 0 && this.isVirtual) return;
    const delay = wait <= 0 ? 0 : Math.min(Math.max(wait, LOOK_AGAIN_MS), LONGEST_WAIT_MS);
    // Standing time runs what is due as a move does: one after the other, so that it always comes to the same.
    this.#wake = setTimeout(() => {
      if (this.isVirtual) void this.#moved(() => this.now());
      else this.#runDue();
    }, delay);
    // Whatever waits here is nothing a process should stay alive for.
    this.#wake.unref();
  }

  /** One move at a time, so that two callers do not run each other's timers early. */
  async #moved(target: () => number): Promise<void> {
    const move = this.#moves.then(async () => this.#moveTo(target()));
    this.#moves = move;
    return move;
  }

  async #moveTo(target: number): Promise<void> {
    for (;;) {
      // More may begin by itself while what runs is waited for.
      // oxlint-disable-next-line no-await-in-loop -- what has happened may set the timer that is next
      while (this.#running.size > 0) await Promise.all(this.#running);
      const due = this.#queue.nextDue();
      if (due === undefined || due > target) break;
      this.#jump(due);
      this.#runNext();
    }
    this.#jump(target);
    this.look();
  }

  #jump(time: number): void {
    const missing = Math.max(0, time - this.now());
    if (this.isVirtual) this.#standing += missing;
    else this.#ahead += missing;
  }

  #runDue(): void {
    while (this.#runNext());
    this.look();
  }

  #runNext(): boolean {
    const timer = this.#queue.take(this.now());
    if (timer === undefined) return false;
    const running = Promise.resolve(timer.run()).finally(() => this.#running.delete(running));
    this.#running.add(running);
    return true;
  }
}
