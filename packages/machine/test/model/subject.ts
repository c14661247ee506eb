import {
  decide,
  initial,
  type Decision,
  type Snapshot,
  type SubscriptionEvent,
} from "@tenure/machine";
import { expect } from "vitest";

import type { Setup } from "./world.ts";

/** One line of what happened. */
export type Happening =
  | { readonly type: "decided"; readonly event: SubscriptionEvent; readonly decision: Decision }
  | { readonly type: "restarted" }
  | { readonly type: "differed"; readonly how: string };

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The machine under test, with a twin that never restarts, and a log of what happened. */
export class Subject {
  snapshot: Snapshot;
  readonly log: Happening[] = [];
  #twin: Snapshot;

  constructor(setup: Setup) {
    this.snapshot = initial({ key: "AS-1", ...setup });
    this.#twin = this.snapshot;
  }

  /** Decides on an event; a restart before it must not be felt. */
  send(event: SubscriptionEvent): Decision {
    const decision = decide(this.snapshot, event);
    const undisturbed = decide(this.#twin, event);
    this.log.push({ type: "decided", event, decision });
    expect(plain(decision), "a restart must change nothing").toEqual(plain(undisturbed));
    this.snapshot = decision.snapshot;
    this.#twin = undisturbed.snapshot;
    return decision;
  }

  /** The process dies and comes back with what was recorded. */
  restart(): void {
    this.snapshot = plain(this.snapshot) as Snapshot;
    this.log.push({ type: "restarted" });
  }
}
