import type { Change } from "./answers.ts";
import type { StreamEvent } from "./event-stream.ts";
import { patienceOver, streamFrom } from "./followed-stream.ts";
import { Problem } from "./problem.ts";

/** `resting`: nobody looks at the page, so that nothing is followed. */
export type LiveState = "connecting" | "live" | "interrupted" | "resting";

export type ChangesListener = (changes: readonly Change[]) => void;

/** Changes of so many milliseconds are told together: a busy engine makes thousands in a second. */
const gathered = 100;

/**
 * Follows the changes of everything the caller may see, and goes on behind the last one it saw when the
 * connection breaks.
 */
export class LiveChanges {
  #state: LiveState = "resting";
  #cursor: string | undefined;
  #gathering: Change[] = [];
  #running: AbortController | undefined;
  readonly #stateListeners = new Set<() => void>();
  readonly #listeners = new Set<ChangesListener>();
  readonly #missed: () => void;

  /** @param missed called when changes may have passed unseen: whatever is shown has to be read again */
  constructor(missed: () => void) {
    this.#missed = missed;
  }

  get state(): LiveState {
    return this.#state;
  }

  readonly subscribeToState = (listener: () => void): (() => void) => {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  };

  readonly subscribe = (listener: ChangesListener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(): void {
    if (this.#running !== undefined) return;
    this.#running = new AbortController();
    void this.#follow(this.#running.signal);
  }

  /** Follows no more. The next start begins with what is new by then. */
  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#cursor = undefined;
    this.#gathering = [];
    this.#turn("resting");
  }

  #turn(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    this.#turn("connecting");
    while (!signal.aborted) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one connection after the other
        await this.#connection(signal);
      } catch (error) {
        // The cursor is none of this service: another store may stand behind it by now.
        if (error instanceof Problem && error.status === 400) this.#cursor = undefined;
      }
      if (signal.aborted) return;
      this.#turn("interrupted");
      // oxlint-disable-next-line no-await-in-loop -- one connection after the other
      await patienceOver(signal);
    }
  }

  async #connection(signal: AbortSignal): Promise<void> {
    const isFresh = this.#cursor === undefined;
    let isFirst = true;
    for await (const event of streamFrom("/changes", { signal, lastEventId: this.#cursor })) {
      if (signal.aborted) return;
      this.#take(event);
      if (isFirst && isFresh) this.#missed();
      isFirst = false;
      this.#turn("live");
    }
  }

  #take({ id, type, data }: StreamEvent): void {
    if (id !== undefined) this.#cursor = id;
    if (type !== "change") return;
    if (this.#gathering.length === 0) setTimeout(() => this.#tell(), gathered);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the service and its console are of one version
    this.#gathering.push(JSON.parse(data) as Change);
  }

  #tell(): void {
    const changes = this.#gathering;
    if (changes.length === 0) return;
    this.#gathering = [];
    for (const listener of this.#listeners) listener(changes);
  }
}
