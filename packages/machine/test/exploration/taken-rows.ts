import {
  subscriptionEventSchema,
  machineOf,
  subscriptionMachine,
  tierConfigurationMachine,
  type Snapshot,
  type SubscriptionEventInput,
  type TransitionRow,
} from "@tenure/machine";
import { createActor, type AnyStateNode, type AnyTransitionDefinition } from "xstate";

/** A row of the transition table by what makes it one of a kind: `request: idle --[hasOrder]--> ordering`. */
export function nameOfRow(row: Pick<TransitionRow, "region" | "from" | "event" | "guard" | "to">) {
  return `${row.region}: ${row.from} --${row.event}[${row.guard ?? ""}]--> ${row.to ?? "(stays)"}`;
}

const pathOf = (node: AnyStateNode): string => node.path.slice(1).join(".") || "(any)";

function nameOfTransition(transition: AnyTransitionDefinition): string {
  const { source, eventType, guard } = transition;
  const target: AnyStateNode | undefined = transition.target?.[0];
  return nameOfRow({
    region: source.path[0] === "lifecycle" ? "lifecycle" : "request",
    from: pathOf(source),
    event: eventType,
    guard: typeof guard === "string" ? guard : null,
    to: target === undefined ? null : pathOf(target),
  });
}

/**
 * The rows XState itself takes for the event, by name: those of raised events and of transitions taken by
 * themselves included. Told by XState's own inspection, so independent of how `decide` runs the machine.
 */
export function takenRows(
  { value, context }: Snapshot,
  event: SubscriptionEventInput,
): readonly string[] {
  const taken: string[] = [];
  const isOfTier = machineOf({ context }) === "tierConfiguration";
  // Its states are some of the subscription's.
  const machine = isOfTier
    ? (tierConfigurationMachine as unknown as typeof subscriptionMachine)
    : subscriptionMachine;
  const actor = createActor(machine, {
    snapshot: machine.resolveState({ value, context }),
    input: undefined,
    inspect: (inspected) => {
      if (inspected.type !== "@xstate.microstep") return;
      // oxlint-disable-next-line no-underscore-dangle -- XState's inspection names it so
      taken.push(...inspected._transitions.map(nameOfTransition));
    },
  });
  actor.start();
  actor.send(subscriptionEventSchema.parse(event));
  actor.stop();
  return taken;
}
