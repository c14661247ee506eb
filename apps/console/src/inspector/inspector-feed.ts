import type { InspectedClient, InspectorUpdate } from "@tenure/inspector/session";

import { patienceOver, streamFrom } from "../service/followed-stream.ts";
import { Problem } from "../service/problem.ts";
import { clientsAfter } from "./clients-after.ts";

/** What is heard of machines that are connected to the service. */
export interface InspectorFeedState {
  /** Undefined until the service told of them. */
  readonly clients: readonly InspectedClient[] | undefined;
  /** Why nothing is heard now; undefined while all is well. */
  readonly problem: unknown;
}

/** Updates of so many milliseconds are shown together. */
const gathered = 60;

/** Follows what machines tell the service. Each connection begins with everything as it stands. */
export class InspectorFeed {
  #state: InspectorFeedState = { clients: undefined, problem: undefined };
  #clients: readonly InspectedClient[] | undefined;
  #isDue = false;
  readonly #listeners = new Set<() => void>();

  readonly current = (): InspectorFeedState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Follows until the signal aborts. */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one connection after the other
        await this.#connection(signal);
      } catch (problem) {
        if (signal.aborted) return;
        this.#change({ ...this.#state, problem });
        // The answer would be the same the next time.
        if (problem instanceof Problem && problem.status >= 400 && problem.status < 500) return;
      }
      // oxlint-disable-next-line no-await-in-loop -- one connection after the other
      await patienceOver(signal);
    }
  }

  async #connection(signal: AbortSignal): Promise<void> {
    for await (const { data } of streamFrom("/inspector/updates", { signal })) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the service and its console are of one version
      this.#clients = clientsAfter(this.#clients ?? [], JSON.parse(data) as InspectorUpdate);
      this.#tellSoon();
    }
  }

  #tellSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setTimeout(() => {
      this.#isDue = false;
      this.#change({ clients: this.#clients, problem: undefined });
    }, gathered);
  }

  #change(state: InspectorFeedState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
