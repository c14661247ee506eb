import { isAdapterEffect, lifecycleOf, requestStateOf, type Snapshot } from "@tenure/machine";

import type { EventEnd, ObservedEvent } from "../ports/observer.ts";
import type { Occurrence, Recorded } from "../record/recorder.ts";
import { splitKey } from "../tenancy.ts";
import { lagOf } from "./lag-of.ts";

type State = Extract<EventEnd, { type: "recorded" }>["from"];

/** What an observer is told of an event before it is decided. */
export function observedEvent({ key, event, trace }: Occurrence, now: number): ObservedEvent {
  return { key, tenant: splitKey(key).tenant, type: event.type, trace, lag: lagOf(event, now) };
}

function stateOf(snapshot: Snapshot): State {
  return { status: lifecycleOf(snapshot), requestState: requestStateOf(snapshot) };
}

/** What an observer is told of an event after it was taken in. */
export function eventEnd(recorded: Recorded): EventEnd {
  if (recorded.type === "fenced") return recorded;
  const { taken, result } = recorded;
  if (taken === undefined) return { type: "repeated" };
  const { before, decision, adapter, at } = taken;
  const to = stateOf(decision.snapshot);
  const from: State =
    before === undefined
      ? { status: "new", requestState: "none" }
      : { status: before.status, requestState: before.requestState };
  const stayed = from.status === to.status && from.requestState === to.requestState;
  return {
    type: "recorded",
    adapter,
    verdict: result.verdict,
    drift: decision.drift,
    from,
    to,
    timeInState: stayed || before === undefined ? 0 : Math.max(0, at - before.stateSince),
    effects: decision.effects.filter(isAdapterEffect).map(({ type }) => type),
  };
}
