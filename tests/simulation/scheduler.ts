import type { SeededRandom } from "./seeded-random.ts";

/** Turns of the event loop without a word from anybody after which all work waits at a gate. */
const quietTurns = 2;
/** Several gates open at the same moment so often, for work that only meets when it is done at once. */
const companyChance = 0.25;

/** Somebody whose steps can be held back, or cut off for ever. */
export interface Walker {
  readonly name: string;
  readonly state: "running" | "paused" | "dead";
}

interface Parked {
  readonly walker: Walker;
  readonly proceed: () => void;
}

interface Sleeper extends Parked {
  readonly dueAt: number;
}

const never = (): Promise<never> => new Promise(() => undefined);

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/**
 * The one source of order and time in a world. Whoever does something that others can see first parks at
 * a gate; when all are parked or asleep, the seed chooses who proceeds, and when nobody can, time moves
 * on to the next sleeper.
 */
export class Scheduler {
  /** Called before each choice: what is changed here, happens between any two steps. */
  beforeStep: (step: number) => void = () => undefined;
  readonly #random: SeededRandom;
  readonly #stepsAtMost: number;
  #parked: Parked[] = [];
  #sleepers: Sleeper[] = [];
  #time: number;
  #steps = 0;
  #words = 0;

  constructor(random: SeededRandom, options: { readonly start: number; readonly steps: number }) {
    this.#random = random;
    this.#time = options.start;
    this.#stepsAtMost = options.steps;
  }

  get steps(): number {
    return this.#steps;
  }

  now(): number {
    this.#words += 1;
    return this.#time;
  }

  /** Resolves when it is the walker's turn; never, once it is dead. */
  async step(walker: Walker): Promise<void> {
    this.#words += 1;
    if (walker.state === "dead") await never();
    await new Promise<void>((resolve) => {
      this.#parked.push({ walker, proceed: resolve });
    });
  }

  /** Resolves after `milliseconds`, or at once when the signal aborts; never, once the walker is dead. */
  async sleep(walker: Walker, milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.#words += 1;
    if (walker.state === "dead") await never();
    if (signal?.aborted === true) return;
    await new Promise<void>((resolve) => {
      const dueAt = this.#time + Math.max(0, Math.ceil(milliseconds));
      const proceed = (): void => {
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const wake = (): void => {
        this.#words += 1;
        const before = this.#sleepers.length + this.#parked.length;
        this.#sleepers = this.#sleepers.filter((other) => other.proceed !== proceed);
        this.#parked = this.#parked.filter((other) => other.proceed !== proceed);
        if (this.#sleepers.length + this.#parked.length < before) resolve();
      };
      this.#sleepers.push({ walker, dueAt, proceed });
      signal?.addEventListener("abort", wake, { once: true });
    });
  }

  /** Drops all that the walker was about to do. */
  forget(walker: Walker): void {
    this.#parked = this.#parked.filter((other) => other.walker !== walker);
    this.#sleepers = this.#sleepers.filter((other) => other.walker !== walker);
  }

  /** Lets everybody go on until the work ends. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    let isOver = false;
    const watched = work.finally(() => {
      isOver = true;
    });
    // What the work rejects with is thrown where it is awaited.
    watched.catch(() => undefined);
    for (;;) {
      await this.#settled();
      if (isOver) return watched;
      this.#steps += 1;
      if (this.#steps > this.#stepsAtMost) {
        throw new Error(`The world did not come to rest within ${this.#stepsAtMost} steps.`);
      }
      this.beforeStep(this.#steps);
      this.#proceed();
    }
  }

  async #settled(): Promise<void> {
    for (let quiet = 0; quiet < quietTurns;) {
      const before = this.#words;
      await turn();
      quiet = this.#words === before ? quiet + 1 : 0;
    }
  }

  #proceed(): void {
    if (!this.#parked.some(({ walker }) => walker.state === "running")) this.#passTime();
    do {
      const ready = this.#parked.filter(({ walker }) => walker.state === "running");
      if (ready.length === 0) return;
      const chosen = this.#random.pick(ready);
      this.#parked.splice(this.#parked.indexOf(chosen), 1);
      chosen.proceed();
    } while (this.#random.chance(companyChance));
  }

  /** Moves time on to the next who wakes; all who wake then, line up at the gate. */
  #passTime(): void {
    const asleep = this.#sleepers.filter(({ walker }) => walker.state === "running");
    if (asleep.length === 0) throw new Error("Nobody in the world has anything left to do.");
    this.#time = Math.max(this.#time, Math.min(...asleep.map(({ dueAt }) => dueAt)));
    const woken = asleep.filter(({ dueAt }) => dueAt <= this.#time);
    this.#sleepers = this.#sleepers.filter((sleeper) => !woken.includes(sleeper));
    this.#parked.push(...woken);
  }
}
