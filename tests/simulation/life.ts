import type { Clock } from "@tenure/engine";

import type { Scheduler, Walker } from "./scheduler.ts";
import type { Trace } from "./trace.ts";

/**
 * What one process does, as far as it shows outside of it. Ended, none of its promises resolves any more,
 * and nothing it still does reaches the store, the platform or the vendor. Paused, it stands still while
 * time goes on, as a process that was stopped does.
 */
export class Life implements Walker {
  readonly name: string;
  readonly clock: Clock;
  /** When the last pause ended; undefined when it never paused. */
  resumedAt: number | undefined;
  readonly #scheduler: Scheduler;
  readonly #trace: Trace;
  #state: Walker["state"] = "running";

  constructor(name: string, parts: { readonly scheduler: Scheduler; readonly trace: Trace }) {
    this.name = name;
    this.#scheduler = parts.scheduler;
    this.#trace = parts.trace;
    this.clock = {
      now: () => parts.scheduler.now(),
      sleep: (milliseconds, signal) => parts.scheduler.sleep(this, milliseconds, signal),
    };
  }

  get state(): Walker["state"] {
    return this.#state;
  }

  /** A point at which others may go first, and after which a crash may come. */
  async step(what: string): Promise<void> {
    await this.#scheduler.step(this);
    this.#trace.note(this.name, what);
  }

  note(what: string): void {
    this.#trace.note(this.name, what);
  }

  end(): void {
    this.#state = "dead";
    this.#scheduler.forget(this);
    this.#trace.note(this.name, "is cut off for ever");
  }

  pause(): void {
    if (this.#state !== "running") return;
    this.#state = "paused";
    this.#trace.note(this.name, "stands still");
  }

  resume(): void {
    if (this.#state !== "paused") return;
    this.#state = "running";
    this.resumedAt = this.#scheduler.now();
    this.#trace.note(this.name, "goes on");
  }
}
