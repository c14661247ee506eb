import { and, assign, enqueueActions, not, setup, stateIn } from "xstate";

import type { SubscriptionContext, SubscriptionInput } from "../context.ts";
import type { Effect } from "../effects.ts";
import type { SubscriptionEvent } from "../events.ts";
import * as guards from "../guards.ts";
import * as updates from "../updates.ts";

/** An effect does nothing by itself: `decide` hands it out as data. */
const asData =
  <Type extends Effect["type"]>(_type: Type) =>
  (_given: unknown, _parameters: Omit<Extract<Effect, { type: Type }>, "type">): void => {};

const subscriptionHasNotEnded = [
  not(stateIn({ lifecycle: "terminated" })),
  not(stateIn({ lifecycle: "discarded" })),
];

/** The words of the chart: every guard, update and effect it names, with what stands behind the name. */
export const vocabulary = setup({
  types: {
    context: {} as SubscriptionContext,
    events: {} as SubscriptionEvent,
    input: {} as SubscriptionInput | undefined,
    tags: {} as "final" | "open",
  },
  guards: {
    firstSeenAsDraft: guards.firstSeenAs("draft"),
    firstSeenAsProcessing: guards.firstSeenAs("processing"),
    firstSeenAsActive: guards.firstSeenAs("active"),
    firstSeenAsSuspended: guards.firstSeenAs("suspended"),
    firstSeenAsTerminating: guards.firstSeenAs("terminating"),
    firstSeenAsTerminated: guards.firstSeenAs("terminated"),
    firstSeenAsDiscarded: guards.firstSeenAs("discarded"),
    forciblyAdoptedAsDraft: guards.forciblyAdoptedAs("draft"),
    forciblyAdoptedAsProcessing: guards.forciblyAdoptedAs("processing"),
    forciblyAdoptedAsActive: guards.forciblyAdoptedAs("active"),
    forciblyAdoptedAsSuspended: guards.forciblyAdoptedAs("suspended"),
    forciblyAdoptedAsTerminating: guards.forciblyAdoptedAs("terminating"),
    forciblyAdoptedAsTerminated: guards.forciblyAdoptedAs("terminated"),
    forciblyAdoptedAsDiscarded: guards.forciblyAdoptedAs("discarded"),
    forciblyEnded: guards.forciblyEnded,
    concernsPurchase: guards.concernsPurchase,
    revokedPurchase: guards.revokedPurchase,
    concernsContents: guards.concernsContents,
    concernsSuspendWithHold: guards.concernsSuspendWithHold,
    concernsResumeWithHold: guards.concernsResumeWithHold,
    concernsCancel: guards.concernsCancel,
    concernsCancelWhileSuspended: guards.concernsCancelWhileSuspended,
    canceledFromActive: guards.canceledFromActive,
    canceledFromSuspended: guards.canceledFromSuspended,
    mayChange: guards.commandMayGoOn("mayChange"),
    mayAdjust: guards.commandMayGoOn("mayAdjust"),
    maySuspend: guards.commandMayGoOn("maySuspend"),
    mayResume: guards.commandMayGoOn("mayResume"),
    mayCancel: guards.commandMayGoOn("mayCancel"),
    mayCancelSuspended: guards.commandMayGoOn("mayCancelSuspended"),
    maySetRenewal: guards.commandMayGoOn("maySetRenewal"),
    mayBill: guards.commandMayGoOn("mayBill"),
    renewalIsNews: guards.renewalIsNews,
    failedBeside: guards.failedBeside,
    mayRevoke: guards.commandMayGoOn("mayRevoke"),
    hasOrder: guards.hasOrder,
    opensRequest: and([guards.isUnknownRequest, ...subscriptionHasNotEnded]),
    opensUnsupportedRequest: and([
      guards.isUnknownRequestOfUnsupportedType,
      ...subscriptionHasNotEnded,
    ]),
    opensDraft: and([guards.isUnknownRequest, guards.draftIsAllowed, ...subscriptionHasNotEnded]),
    isAnotherRequest: guards.isAnotherRequest,
    movesRequest: guards.movesRequest,
    movesUnsupportedRequest: guards.movesUnsupportedRequest,
    endsRequest: guards.endsRequest,
    answersRequest: guards.answersRequest,
    answersRequestThatMayBeInquired: guards.answersRequestThatMayBeInquired,
    answersRequestThatMayBeScheduled: guards.answersRequestThatMayBeScheduled,
    operatorAnswers: guards.operatorAnswers,
    operatorAsksAgain: guards.operatorAsksAgain,
    operatorSchedules: guards.operatorSchedules,
    operatorRejectsInquiring: guards.operatorRejectsInquiring,
    fulfillingFailed: guards.effectFailed("fulfillRequest"),
    approvingFailed: guards.effectFailed("approveRequest"),
    failingFailed: guards.effectFailed("failRequest"),
    askingFailed: guards.effectFailed("inquireRequest"),
    schedulingFailed: guards.effectFailed("scheduleRequest"),
    confirmingFailed: guards.effectFailed("confirmRevocation"),
    orderingFailed: guards.effectFailed("createRequest"),
    stuckAtFulfilling: guards.stuckAt("fulfillRequest"),
    stuckAtApproving: guards.stuckAt("approveRequest"),
    stuckAtFailing: guards.stuckAt("failRequest"),
    stuckAtAsking: guards.stuckAt("inquireRequest"),
    stuckAtScheduling: guards.stuckAt("scheduleRequest"),
    stuckAtConfirming: guards.stuckAt("confirmRevocation"),
    timerIsForRequest: guards.timerIsForRequest,
  },
  actions: {
    fulfillRequest: asData("fulfillRequest"),
    approveRequest: asData("approveRequest"),
    failRequest: asData("failRequest"),
    inquireRequest: asData("inquireRequest"),
    scheduleRequest: asData("scheduleRequest"),
    confirmRevocation: asData("confirmRevocation"),
    readRequest: asData("readRequest"),
    createRequest: asData("createRequest"),
    revokeRequest: asData("revokeRequest"),
    createBillingRequest: asData("createBillingRequest"),
    switchRenewal: asData("switchRenewal"),
    startTimer: asData("startTimer"),
    cancelTimer: asData("cancelTimer"),
    openRequest: assign(updates.openRequest),
    moveRequest: assign(updates.moveRequest),
    endRequest: assign(updates.endRequest),
    keepWaiting: assign(updates.keepWaiting),
    takeOverContents: assign(updates.takeOverContents),
    changeCapabilities: assign(updates.changeCapabilities),
    rememberActive: assign(updates.rememberCanceledFrom("active")),
    rememberSuspended: assign(updates.rememberCanceledFrom("suspended")),
    forgetCanceledFrom: assign(updates.forgetCanceledFrom),
    keepAnswer: assign(updates.keepAnswer),
    keepFailure: assign(updates.keepFailure),
    noteFailure: assign(updates.noteFailure),
    changeRenewal: assign(updates.changeRenewal),
    holdUnsupported: assign(updates.holdUnsupported),
    holdUnfitAnswer: assign(updates.holdUnfitAnswer),
    resumeAfterPostponement: assign(updates.resumeAs("postponed")),
    resumeAsDue: assign(updates.resumeAs("due")),
    resumeAfterRetry: assign(updates.resumeAs("retried")),
    placeOrder: assign(updates.placeOrder),
    dropOrder: assign(updates.dropOrder),
    dropRequest: assign(updates.dropRequest),
    takeUpWaiting: enqueueActions(({ context, enqueue }) => {
      const [next] = context.waiting;
      if (next === undefined || context.request !== null) return;
      enqueue.raise({ type: `request.${next.shownAs}`, request: next.request });
    }),
  },
});
