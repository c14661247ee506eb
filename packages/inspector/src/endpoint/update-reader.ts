import type { InspectorUpdate } from "./inspected-client.ts";

/** Updates, one after the other, without an end of their own. */
export type InspectorUpdates = AsyncIterableIterator<InspectorUpdate, undefined> & AsyncDisposable;

/** How much waits for a reader, at most. */
interface ReaderLimits {
  readonly maximumUpdates: number;
  /** Roughly in characters of JSON. */
  readonly maximumSize: number;
}

/**
 * Gives one reader its updates: first the whole state, then what is new. A reader that is so slow that too
 * much waits for it gets the whole state again; it holds up nobody.
 */
export class UpdateReader implements InspectorUpdates {
  readonly #stateNow: () => InspectorUpdate;
  readonly #limits: ReaderLimits;
  readonly #end: () => void;
  readonly #waiting: InspectorUpdate[] = [];
  #size = 0;
  #isStateDue = true;
  #isEnded = false;
  #wake: (() => void) | undefined;

  constructor(stateNow: () => InspectorUpdate, limits: ReaderLimits, end: () => void) {
    this.#stateNow = stateNow;
    this.#limits = limits;
    this.#end = end;
  }

  /** Gives an update to the reader; `size` is about how large it is. */
  give(update: InspectorUpdate, size: number): void {
    if (this.#isStateDue || this.#isEnded) return;
    this.#waiting.push(update);
    this.#size += size;
    const { maximumUpdates, maximumSize } = this.#limits;
    if (this.#waiting.length > maximumUpdates || this.#size > maximumSize) {
      this.#isStateDue = true;
      this.#forget();
    }
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<InspectorUpdate, undefined>> {
    while (!this.#isEnded) {
      if (this.#isStateDue) {
        this.#isStateDue = false;
        return { done: false, value: this.#stateNow() };
      }
      const value = this.#waiting.shift();
      if (value !== undefined) {
        if (this.#waiting.length === 0) this.#size = 0;
        return { done: false, value };
      }
      // oxlint-disable-next-line no-await-in-loop -- waits for the next one
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return { done: true, value: undefined };
  }

  /** Ends the iteration, also for who waits. */
  async return(): Promise<IteratorResult<InspectorUpdate, undefined>> {
    this.stop();
    return { done: true, value: undefined };
  }

  stop(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#forget();
    this.#end();
    this.#wake?.();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stop();
  }

  #forget(): void {
    this.#waiting.length = 0;
    this.#size = 0;
  }
}
