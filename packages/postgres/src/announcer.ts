import { systemClock } from "@tenure/engine";

/** How long after one announcement the next may follow, in milliseconds. */
const shortestGap = 10;

/**
 * Tells other processes that something was written, after it was. A NOTIFY within the commit itself
 * would make all commits of the server wait for each other; told apart, a burst of commits costs one.
 */
export class Announcer {
  readonly #announce: () => Promise<unknown>;
  readonly #closing = new AbortController();
  #pending = false;
  #running = false;

  constructor(announce: () => Promise<unknown>) {
    this.#announce = announce;
  }

  tell(): void {
    this.#pending = true;
    if (!this.#running) void this.#run();
  }

  /** What was told last may go out yet; nobody waits for it. */
  close(): void {
    this.#closing.abort();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#pending) {
      this.#pending = false;
      try {
        // oxlint-disable-next-line no-await-in-loop -- one announcement at a time
        await this.#announce();
      } catch {
        // A hint may be missed: others poll.
      }
      // oxlint-disable-next-line no-await-in-loop -- what is told meanwhile goes out together
      await systemClock().sleep(shortestGap, this.#closing.signal);
    }
    this.#running = false;
  }
}
