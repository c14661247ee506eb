import {
  decide,
  initial,
  type Decision,
  type Effect,
  type Snapshot,
  type StateValue,
  type SubscriptionEventInput,
  type Verdict,
} from "@tenure/machine";

import type { Story } from "./telling.ts";

/** What is kept of a verdict: what a program may rely on, not the wording. */
type RecordedVerdict = Exclude<Verdict, { readonly type: "refused" }> | RecordedRefusal;

interface RecordedRefusal {
  readonly type: "refused";
  readonly code: string;
  readonly guard?: string;
  readonly capability?: string;
}

/** What came of one event. */
export interface Outcome {
  readonly verdict: RecordedVerdict;
  readonly drift: boolean;
  readonly effects: readonly Effect[];
  readonly value: StateValue;
  /** The parts of the context that the event changed, as they are after it. */
  readonly context: Partial<Snapshot["context"]>;
}

interface RecordedStep extends Outcome {
  readonly event: SubscriptionEventInput;
}

/** A history as one version of the machine lived it. */
export interface Recording {
  readonly start: Snapshot;
  readonly steps: readonly RecordedStep[];
}

function recordedVerdict(verdict: Verdict): RecordedVerdict {
  if (verdict.type !== "refused") return verdict;
  const { code, guard, capability } = verdict.refusal;
  return {
    type: "refused",
    code,
    ...(guard === undefined ? {} : { guard }),
    ...(capability === undefined ? {} : { capability }),
  };
}

function outcomeOf(before: Snapshot, { verdict, drift, effects, snapshot }: Decision): Outcome {
  const was: Readonly<Record<string, unknown>> = before.context;
  const changed = Object.entries(snapshot.context).filter(
    ([name, part]) => JSON.stringify(was[name]) !== JSON.stringify(part),
  );
  return {
    verdict: recordedVerdict(verdict),
    drift,
    effects,
    value: snapshot.value,
    context: Object.fromEntries(changed),
  };
}

/** What this version of the machine makes of the events, one outcome for each. */
export function outcomesOf(
  start: Snapshot,
  events: readonly SubscriptionEventInput[],
): readonly Outcome[] {
  let before = start;
  return events.map((event) => {
    const decision = decide(before, event);
    const outcome = outcomeOf(before, decision);
    before = decision.snapshot;
    return outcome;
  });
}

/** Plain data, as it will be read back. */
export function recordingOf({ input, events }: Story): Recording {
  const start = initial(input);
  const outcomes = outcomesOf(start, events);
  const steps = events.map((event, index) => ({ event, ...outcomes[index] }));
  return JSON.parse(JSON.stringify({ start, steps })) as Recording;
}

/** The snapshots of a recording: the one it starts from, and the one after each step. */
export function snapshotsOf({ start, steps }: Recording): readonly Snapshot[] {
  const { machineVersion } = start;
  let before = start;
  const after = steps.map(({ value, context }) => {
    before = { machineVersion, value, context: Object.assign({}, before.context, context) };
    return before;
  });
  return [start, ...after];
}
