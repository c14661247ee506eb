import { getNextTransitions } from "xstate";

import { isAnswer, isCommand, isFact, type Command, type SubscriptionEvent } from "./events.ts";
import { hasEnded } from "./known.ts";
import { machineOf, titleOf } from "./machine-name.ts";
import { brokenRule, commandRules, type CommandGuard } from "./rules.ts";
import type { Snapshot } from "./snapshot.ts";
import { revive } from "./transition.ts";
import type { Refusal, RefusalCode } from "./verdict.ts";
import { lifecycleOf, requestStateOf } from "./view.ts";
import { wayOnOf } from "./way-on.ts";

/** Says where the subscription is, for messages. */
function whereabouts(snapshot: Snapshot): string {
  const { key, request } = snapshot.context;
  const status = lifecycleOf(snapshot);
  const inProgress =
    request === null
      ? "no request in progress"
      : `${request.type} ${request.id} ${requestStateOf(snapshot)}`;
  return `${titleOf[machineOf(snapshot)]} ${key} is ${status} with ${inProgress}`;
}

function refusal(
  snapshot: Snapshot,
  event: SubscriptionEvent,
  code: RefusalCode,
  remedy: string,
): Refusal {
  return {
    code,
    message: `${whereabouts(snapshot)}: ${event.type} is refused. To go on, ${remedy}.`,
  };
}

/** The guards that stand before the event in the state the subscription is in, by name. */
function guardsBefore(snapshot: Snapshot, event: SubscriptionEvent): readonly string[] {
  return getNextTransitions(revive(snapshot))
    .filter((transition) => transition.eventType === event.type)
    .flatMap(({ guard }) => (typeof guard === "string" ? [guard] : []));
}

const isCommandGuard = (name: string): name is CommandGuard => Object.hasOwn(commandRules, name);

/** While nothing but the end of the request in progress leads to a status that allows more. */
const isBecoming = (snapshot: Snapshot): boolean =>
  ["draft", "processing", "terminating"].includes(lifecycleOf(snapshot));

/** Why a command that moved nothing was refused. */
function refusalOfCommand(snapshot: Snapshot, command: Command): Refusal {
  if (machineOf(snapshot) === "tierConfiguration") {
    const remedy = "change the configuration on the platform, by a request of its own";
    return refusal(snapshot, command, "not_in_this_state", remedy);
  }
  if (hasEnded(snapshot)) {
    return refusal(snapshot, command, "subscription_ended", "purchase a new subscription");
  }
  const guard = guardsBefore(snapshot, command).find(isCommandGuard);
  const broken = guard === undefined ? undefined : brokenRule(guard, snapshot.context, command);
  if (broken === undefined) {
    const remedy = isBecoming(snapshot) ? wayOnOf(snapshot) : undefined;
    const waiting = remedy ?? "wait for a status that allows it";
    return refusal(snapshot, command, "not_in_this_state", waiting);
  }
  const inTheWay = broken.code === "request_in_progress" ? wayOnOf(snapshot) : undefined;
  return {
    ...refusal(snapshot, command, broken.code, inTheWay ?? broken.remedy),
    guard: broken.name,
    reference: broken.reference,
    ...(broken.capability === undefined ? {} : { capability: broken.capability }),
  };
}

/** Why an event that moved nothing was refused; undefined when it was merely late. */
export function refusalOf(snapshot: Snapshot, event: SubscriptionEvent): Refusal | undefined {
  if (isCommand(event)) return refusalOfCommand(snapshot, event);
  if (isFact(event)) {
    return refusal(
      snapshot,
      event,
      "drift",
      "compare the record with the platform and reconcile it",
    );
  }
  if (isAnswer(event) && event.by === "operator") {
    return refusal(
      snapshot,
      event,
      "answer_not_allowed",
      "answer the request in progress by its id, while it is stuck, with an answer its type allows",
    );
  }
  if (event.type === "operator.retry" || event.type === "operator.skip") {
    return refusal(snapshot, event, "not_in_this_state", "use it while a request is stuck");
  }
  return undefined;
}
