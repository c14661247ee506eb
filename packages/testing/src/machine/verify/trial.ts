import assert from "node:assert/strict";

import { initial, type Decision, type Snapshot, type SubscriptionEvent } from "@tenure/machine";

import type { Life } from "../arbitraries/lives.ts";
import { checkDecision } from "../model/check-decision.ts";
import { ReferenceModel } from "../model/reference-model.ts";
import type { Decide, Taken } from "../model/taken.ts";

/** What became of a life. */
export interface Trial {
  /** The steps it came to; the last is the one at which a difference was seen, unless that threw. */
  readonly steps: readonly Pick<Taken, "event" | "decision">[];
  /** What was seen that should not be; undefined when nothing was. */
  readonly difference: string | undefined;
}

/** What is wrong with a type goes on to wherever it is used: this tells it at once. */
function checkShape(decision: Partial<Decision> | undefined): void {
  const { snapshot, verdict, effects } = decision ?? {};
  assert.ok(
    snapshot?.value !== undefined && verdict?.type !== undefined && Array.isArray(effects),
    "what decides must give a snapshot, effects and a verdict, and not a promise of them",
  );
}

/** A process that comes back with what was recorded decides as one that never ended. */
function checkRestart(decide: Decide, recorded: string, event: SubscriptionEvent, was: Decision) {
  const restored: Snapshot = JSON.parse(recorded);
  assert.equal(
    JSON.stringify(decide(restored, event)),
    JSON.stringify(was),
    "a restart before an event must change nothing",
  );
}

/**
 * Lives one life through the function and the reference model side by side, up to the first difference. What takes
 * deciding once more is checked at the last event alone: lives are of every length, and end everywhere.
 */
export function tryLife({ terms, events }: Life, decide: Decide): Trial {
  const reference = new ReferenceModel(terms);
  let before = initial({ key: "AS-1", ...terms });
  const steps: Pick<Taken, "event" | "decision">[] = [];
  try {
    for (const event of events.slice(0, -1)) {
      const decision = decide(before, event);
      checkShape(decision);
      steps.push({ event, decision });
      checkDecision(reference, { before, event, decision });
      before = decision.snapshot;
    }
    for (const event of events.slice(-1)) {
      const recorded = JSON.stringify(before);
      const decision = decide(before, event);
      checkShape(decision);
      steps.push({ event, decision });
      assert.equal(JSON.stringify(before), recorded, "the snapshot given must stay as it is");
      checkRestart(decide, recorded, event, decision);
      checkDecision(reference, { decide, before, event, decision });
    }
    return { steps, difference: undefined };
  } catch (error) {
    return { steps, difference: differenceOf(error) };
  }
}

function differenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [first = ""] = error.message.split("\n");
  return error instanceof assert.AssertionError || error.constructor === Error
    ? first
    : `it threw ${error.name}: ${first}`;
}
