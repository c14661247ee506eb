import type { Decision, Snapshot, SubscriptionEventInput } from "@tenure/machine";

import type { Decide } from "../model/taken.ts";
import { Attempt } from "./attempt.ts";

/** A step of a history, and what came of it. */
export interface Told {
  readonly event: SubscriptionEventInput;
  readonly decision: Decision;
}

/** A subscription somewhere in its history. Made by `given`, and by a `then` that holds. */
export class Situation {
  /** The subscription as it is. */
  readonly snapshot: Snapshot;
  /** What it started from. */
  readonly start: Snapshot;
  /** What happened since, and what came of each event. */
  readonly history: readonly Told[];
  readonly #decide: Decide;

  constructor(start: Snapshot, history: readonly Told[], decide: Decide) {
    this.start = start;
    this.history = history;
    this.snapshot = history.at(-1)?.decision.snapshot ?? start;
    this.#decide = decide;
  }

  /** The same subscription after more events. */
  after(events: readonly SubscriptionEventInput[]): Situation {
    let { snapshot } = this;
    const told = events.map((event) => {
      const decision = this.#decide(snapshot, event);
      ({ snapshot } = decision);
      return { event, decision };
    });
    return new Situation(this.start, [...this.history, ...told], this.#decide);
  }

  /** Sends one event, or several one after the other. Nothing is expected of them until `then` is called. */
  when(event: SubscriptionEventInput, ...more: readonly SubscriptionEventInput[]): Attempt {
    const events = [event, ...more];
    return new Attempt(this, this.after(events), events.length);
  }
}
