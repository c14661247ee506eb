import { liveSession, receiveInspection, type InspectionSession } from "@tenure/inspector/session";

/** How the program that opened the page stands to it: there is none, it is there, or it has ended. */
type Sender = "none" | "there" | "ended";

export interface Reception {
  readonly session: InspectionSession;
  readonly sender: Sender;
  /** What was wrong with the last message that could not be read. */
  readonly refusal: string | undefined;
}

/** What this page is told by whoever opened it, for as long as the page is there. */
export class WindowReception {
  readonly #live = liveSession();
  readonly #listeners = new Set<() => void>();
  #state: Reception = { session: this.#live.current(), sender: "there", refusal: undefined };

  readonly current = (): Reception => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Listens until it is told to stop. */
  readonly listen = (): (() => void) => {
    const receiver = receiveInspection({
      window,
      onMessage: (message) => {
        this.#live.receive(message);
        this.#change({ session: this.#live.current(), sender: "there" });
      },
      onEnd: () => this.#change({ sender: "ended" }),
      onRefused: (refusal) => this.#change({ refusal }),
    });
    if (!receiver.hasSender) this.#change({ sender: "none" });
    return () => receiver.stop();
  };

  #change(change: Partial<Reception>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
