import { createActor, type SnapshotFrom } from "xstate";

import { type Effect, effectTypes } from "./effects.ts";
import type { SubscriptionEvent } from "./events.ts";
import { machineOf, type MachineName } from "./machine-name.ts";
import type { subscriptionMachine } from "./machine.ts";
import { machines } from "./machines.ts";
import type { Snapshot, StateValue } from "./snapshot.ts";

type LiveSnapshot = SnapshotFrom<typeof subscriptionMachine>;
type Scope = Parameters<typeof subscriptionMachine.transition>[2];
type ActionExecutor = Scope["actionExecutor"];

const nothing = (): void => {};

type Actor = ReturnType<typeof createActor<typeof subscriptionMachine>>;

const inertActors: Partial<Record<MachineName, Actor>> = {};

/**
 * What XState wants around a transition, doing nothing. One actor that never starts serves all of a machine's:
 * XState's own `transition` makes a new one, and with it an initial snapshot, on every call.
 */
function inertScope(name: MachineName, actionExecutor: ActionExecutor): Scope {
  const inertActor = (inertActors[name] ??= createActor(machines[name], { input: undefined }));
  return {
    self: inertActor,
    id: inertActor.id,
    sessionId: inertActor.sessionId,
    logger: nothing,
    defer: nothing,
    emit: nothing,
    system: inertActor.system,
    stopChild: nothing,
    actionExecutor,
  } as Scope;
}

const knownEffects: ReadonlySet<string> = new Set(effectTypes);

/** Whether an action of the chart is an effect. */
export function isEffectType(type: string): boolean {
  return knownEffects.has(type);
}

/** Snapshots that are still as a transition left them, so that a history that goes on need not look up its states. */
const living = new WeakMap<Snapshot, LiveSnapshot>();

/** Notes what a snapshot was taken of. */
export function keepAlive(snapshot: Snapshot, live: LiveSnapshot): Snapshot {
  living.set(snapshot, live);
  return snapshot;
}

/** The snapshot as XState knows it. */
export function revive(snapshot: Snapshot): LiveSnapshot {
  const live = living.get(snapshot);
  if (live?.value === snapshot.value && live.context === snapshot.context) return live;
  return machines[machineOf(snapshot)].resolveState({
    value: snapshot.value,
    context: snapshot.context,
  });
}

/** Takes one event in and gives back the next state and what the chart asks for, in its order. */
export function transition(
  live: LiveSnapshot,
  event: SubscriptionEvent,
): {
  readonly value: StateValue;
  readonly live: LiveSnapshot;
  readonly effects: readonly Effect[];
} {
  const effects: Effect[] = [];
  const name = machineOf(live);
  const scope = inertScope(name, (action) => {
    if (!isEffectType(action.type)) return;
    effects.push({ type: action.type, ...(action.params as object) } as Effect);
  });
  const next = machines[name].transition(live, event, scope);
  return { value: next.value, live: next, effects };
}
