import type { AnyStateNode, AnyTransitionDefinition } from "xstate";

import type { MachineName } from "./machine-name.ts";
import { machines } from "./machines.ts";
import { isEffectType } from "./transition.ts";

/** One transition of the chart. */
export interface TransitionRow {
  readonly region: "lifecycle" | "request";
  /** The state's name within its region, `pending.fulfilling` for a nested one; `(any)` for the region itself. */
  readonly from: string;
  /** Empty for a transition that is taken by itself. */
  readonly event: string;
  readonly guard: string | null;
  /** Null: the state stays. */
  readonly to: string | null;
  /** The effects that the transition, and entering its target, ask for, in order. */
  readonly effects: readonly string[];
  /** The description of the state it leaves. */
  readonly description?: string;
}

const nameOf = (node: AnyStateNode): string => node.path.slice(1).join(".") || "(any)";

function guardOf({ guard }: AnyTransitionDefinition): string | null {
  if (typeof guard === "string") return guard;
  return typeof guard === "object" && "type" in guard ? guard.type : null;
}

const effectsIn = (actions: readonly unknown[]): readonly string[] =>
  actions.flatMap((action) => {
    const type =
      typeof action === "object" && action !== null && "type" in action ? action.type : action;
    return typeof type === "string" && isEffectType(type) ? [type] : [];
  });

/** A state and those inside it that are entered with it. */
function enteredWith(node: AnyStateNode): readonly AnyStateNode[] {
  const first = node.type === "compound" ? node.initial.target[0] : undefined;
  return first === undefined ? [node] : [node, ...enteredWith(first)];
}

function rowOf(
  region: TransitionRow["region"],
  node: AnyStateNode,
  transition: AnyTransitionDefinition,
): TransitionRow {
  const target: AnyStateNode | undefined = transition.target?.[0];
  const entered = target === undefined ? [] : enteredWith(target);
  return {
    region,
    from: nameOf(node),
    event: transition.eventType,
    guard: guardOf(transition),
    to: target === undefined ? null : nameOf(target),
    effects: [
      ...effectsIn(transition.actions),
      ...entered.flatMap(({ entry }) => effectsIn(entry)),
    ],
    ...(node.description === undefined ? {} : { description: node.description }),
  };
}

function rowsOf(region: TransitionRow["region"], node: AnyStateNode): readonly TransitionRow[] {
  return [
    ...[...(node.always ?? []), ...[...node.transitions.values()].flat()].map((transition) =>
      rowOf(region, node, transition),
    ),
    ...Object.values(node.states).flatMap((child) => rowsOf(region, child)),
  ];
}

/**
 * Every transition of a machine's chart as plain data, in document order: the lifecycle's, then the
 * request's. The subscription's unless another is named.
 *
 * Read off the machine, so that it cannot say anything else than the machine does.
 */
export function transitionTable(machine: MachineName = "subscription"): readonly TransitionRow[] {
  return (["lifecycle", "request"] as const).flatMap((region) =>
    rowsOf(region, machines[machine].getStateNodeById(`${machine}.${region}`)),
  );
}
