import type { SubscriptionContext } from "./context.ts";
import type { TimerName } from "./effects.ts";
import { isAnswer, isCommand, type SubscriptionEvent } from "./events.ts";
import {
  isNews,
  isOvertaken,
  isRequestFact,
  outcomeOf,
  openStateOf,
  statusAtFirstSight,
} from "./facts.ts";
import { machineOf } from "./machine-name.ts";
import { isTypeOf } from "./request.ts";
import { brokenRule, type CommandGuard } from "./rules.ts";
import type { SubscriptionStatus } from "./status.ts";
import { tierStatusAtFirstSight } from "./tier-first-sight.ts";

/** What a guard is given. */
export interface GuardArguments {
  readonly context: SubscriptionContext;
  readonly event: SubscriptionEvent;
}

const isOfTier = ({ machine }: SubscriptionContext): boolean => machine === "tierConfiguration";

/** The fact is news about a request of one of these types, and not overtaken by a later one. */
export const newsOf =
  (...types: readonly string[]) =>
  ({ context, event }: GuardArguments): boolean =>
    isRequestFact(event) &&
    types.includes(event.request.type) &&
    isNews(context, event) &&
    !isOvertaken(context, event);

export const concernsPurchase = newsOf("purchase");
export const concernsCancel = newsOf("cancel");
/** The types that, approved, replace items and parameters and leave the status alone. */
export const concernsContents = newsOf("change", "renew", "transfer");
/** Replaces parameters only (decision D17). */
export const concernsAdjustment = newsOf("adjustment");
const concernsSuspend = newsOf("suspend");
const concernsResume = newsOf("resume");

/** The platform itself showed the subscription in this status, together with the request. */
const isShownAs = (status: SubscriptionStatus, { event }: GuardArguments): boolean =>
  isRequestFact(event) && event.subscriptionStatus === status;

/** With the hold off by the record, only what the platform shows counts (decision D13). */
export const concernsSuspendWithHold = (given: GuardArguments): boolean =>
  concernsSuspend(given) &&
  (given.context.capabilities.administrativeHold || isShownAs("suspended", given));

export const concernsResumeWithHold = (given: GuardArguments): boolean =>
  concernsResume(given) &&
  (given.context.capabilities.administrativeHold || isShownAs("active", given));

export const concernsCancelWhileSuspended = (given: GuardArguments): boolean =>
  concernsCancel(given) && given.context.decisions.cancelWhileSuspended;

export const revokedPurchase = (given: GuardArguments): boolean =>
  concernsPurchase(given) && given.context.decisions.revokedActsAsFailed;

const rejectedCancelOf =
  (status: "active" | "suspended") =>
  (given: GuardArguments): boolean => {
    const { decisions, canceledFrom } = given.context;
    if (!concernsCancel(given)) return false;
    if (given.event.type === "request.revoked" && !decisions.revokedActsAsFailed) return false;
    const target = decisions.rejectedCancel === "active" ? "active" : (canceledFrom ?? "active");
    return target === status;
  };

export const canceledFromActive = rejectedCancelOf("active");
export const canceledFromSuspended = rejectedCancelOf("suspended");

/** The subscription is first seen, or adopted, in this status. */
export const firstSeenAs =
  (status: SubscriptionStatus) =>
  ({ context, event }: GuardArguments): boolean => {
    if (event.type === "subscription.adopted") return event.status === status;
    if (!isRequestFact(event)) return false;
    const first = isOfTier(context) ? tierStatusAtFirstSight(event) : statusAtFirstSight(event);
    if (first !== status) return false;
    return status !== "draft" || draftIsAllowed({ context, event });
  };

export const forciblyAdoptedAs =
  (status: SubscriptionStatus) =>
  ({ event }: GuardArguments): boolean =>
    event.type === "subscription.adopted" && event.forced && event.status === status;

export const forciblyEnded = (given: GuardArguments): boolean =>
  forciblyAdoptedAs("terminated")(given) || forciblyAdoptedAs("discarded")(given);

/** Whether the product's capabilities let a draft of this type exist (decision D1). */
export function draftIsAllowed({ context, event }: GuardArguments): boolean {
  if (!isRequestFact(event)) return false;
  // A draft that was let in before stays, whatever became of the capability since (decision D12).
  if (context.waiting.some(({ request }) => request.id === event.request.id)) return true;
  const { dynamicValidation } = context.capabilities;
  switch (event.request.type) {
    case "purchase":
      return context.decisions.draftGate === "draftRequests"
        ? dynamicValidation.purchase
        : dynamicValidation.inquiring;
    case "change":
      return dynamicValidation.change;
    default:
      return true;
  }
}

/** The fact is about a request the record does not hold. */
export const isUnknownRequest = ({ context, event }: GuardArguments): boolean =>
  isRequestFact(event) && isNews(context, event) && context.request?.id !== event.request.id;

export const isUnknownRequestOfUnsupportedType = (given: GuardArguments): boolean =>
  isUnknownRequest(given) &&
  isRequestFact(given.event) &&
  !isTypeOf(machineOf(given), given.event.request.type);

/** The request that a command asked for has ended before it was seen open. */
export const endsOrder = (given: GuardArguments): boolean => {
  const { context, event } = given;
  return (
    isUnknownRequest(given) &&
    isRequestFact(event) &&
    outcomeOf(event) !== undefined &&
    event.request.ordered === true &&
    event.request.type === context.ordered?.requestType
  );
};

/** A fact about another request than the one in progress, which fits what is known of that other. */
export const isAnotherRequest = (given: GuardArguments): boolean => {
  const { context, event } = given;
  if (context.request === null || !isRequestFact(event) || !isUnknownRequest(given)) return false;
  const shownAs = openStateOf(event);
  const waiting = context.waiting.find(({ request }) => request.id === event.request.id);
  if (shownAs === undefined) return true;
  if (waiting === undefined) return shownAs !== "draft" || draftIsAllowed(given);
  return waiting.shownAs !== shownAs && waiting.shownAs !== "revoking" && shownAs !== "draft";
};

/** A draft that waits for the request in progress is deleted. */
export const discardsWaitingDraft = ({ context, event }: GuardArguments): boolean =>
  isRequestFact(event) &&
  isNews(context, event) &&
  context.waiting.some(
    ({ request, shownAs }) => request.id === event.request.id && shownAs === "draft",
  );

/** The fact shows the request in progress where it was not shown before. */
export const movesRequest = ({ context, event }: GuardArguments): boolean =>
  isRequestFact(event) &&
  context.request?.id === event.request.id &&
  isNews(context, event) &&
  context.request.shownAs !== openStateOf(event) &&
  // Revoking leads to an end and nowhere else (decision D11).
  context.request.shownAs !== "revoking";

export const movesUnsupportedRequest = (given: GuardArguments): boolean =>
  movesRequest(given) &&
  isRequestFact(given.event) &&
  !isTypeOf(machineOf(given), given.event.request.type);

export const endsRequest = ({ context, event }: GuardArguments): boolean =>
  isRequestFact(event) &&
  outcomeOf(event) !== undefined &&
  context.request?.id === event.request.id &&
  isNews(context, event);

/** The answer is for the request in progress. */
export const answersRequest = ({ context, event }: GuardArguments): boolean =>
  "requestId" in event && event.requestId === context.request?.id;

/** Suspend, resume and cancel are not inquired: the platform lists no such status for them. */
export const answersRequestThatMayBeInquired = (given: GuardArguments): boolean =>
  answersRequest(given) &&
  !["suspend", "resume", "cancel"].includes(given.context.request?.type ?? "");

/** The product lets requests of this type be scheduled. */
export const answersRequestThatMayBeScheduled = (given: GuardArguments): boolean => {
  const type = given.context.request?.type;
  return (
    answersRequest(given) &&
    Object.entries(given.context.capabilities.scheduling).some(
      ([schedulable, isOn]) => isOn && schedulable === type,
    )
  );
};

const byOperator = ({ event }: GuardArguments): boolean =>
  isAnswer(event) && event.by === "operator";

const operatorAnswers = (given: GuardArguments): boolean =>
  byOperator(given) &&
  answersRequest(given) &&
  isTypeOf(machineOf(given), given.context.request?.type ?? "");

/** The platform takes these answers from pending only (decision D6). */
export const operatorAnswersPending = (given: GuardArguments): boolean =>
  operatorAnswers(given) && given.context.request?.shownAs === "pending";

export const operatorAsksAgain = (given: GuardArguments): boolean =>
  operatorAnswersPending(given) && answersRequestThatMayBeInquired(given);

export const operatorSchedules = (given: GuardArguments): boolean =>
  operatorAnswersPending(given) && answersRequestThatMayBeScheduled(given);

export const operatorRejectsInquiring = (given: GuardArguments): boolean =>
  operatorAnswers(given) &&
  given.context.request?.shownAs === "inquiring" &&
  // Of tier configuration requests the object explorer draws it.
  (given.context.decisions.rejectWhileInquiring || isOfTier(given.context));

export const operatorRejects = (given: GuardArguments): boolean =>
  operatorAnswersPending(given) || operatorRejectsInquiring(given);

/** The effect that failed for good is the one this state waits for. */
export const effectFailed =
  (effect: string) =>
  ({ context, event }: GuardArguments): boolean =>
    event.type === "effect.failed" &&
    event.effect === effect &&
    (event.requestId === undefined || event.requestId === context.request?.id);

const beside: ReadonlySet<string> = new Set([
  "readRequest",
  "revokeRequest",
  "createBillingRequest",
  "switchRenewal",
]);

/** The effect that failed for good is none that a request waits for. */
export const failedBeside = ({ event }: GuardArguments): boolean =>
  event.type === "effect.failed" && beside.has(event.effect);

export const stuckAt =
  (effect: string) =>
  ({ context }: GuardArguments): boolean =>
    context.request?.stuck?.effect === effect &&
    isTypeOf(machineOf({ context }), context.request.type);

const timerIsDue =
  (timer: TimerName) =>
  ({ context, event }: GuardArguments): boolean =>
    event.type === "timer.due" && event.timer === timer && event.requestId === context.request?.id;

export const postponementIsOver = timerIsDue("postponement");
export const plannedDateHasCome = timerIsDue("schedule");

/** Every rule of the command's guard holds. */
export const commandMayGoOn =
  (guard: CommandGuard) =>
  ({ context, event }: GuardArguments): boolean =>
    isCommand(event) && brokenRule(guard, context, event) === undefined;

/** The renewal the fact tells is not the one known. */
export const renewalIsNews = ({ context, event }: GuardArguments): boolean =>
  event.type === "renewal.changed" && event.renewal !== context.renewal;

export const hasOrder = ({ context }: { readonly context: SubscriptionContext }): boolean =>
  context.ordered !== null && context.request === null;
