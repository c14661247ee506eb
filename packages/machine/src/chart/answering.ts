import * as parameters from "./parameters.ts";
import { vocabulary } from "./vocabulary.ts";

/*
 * States of answering a pending request that the request regions of both machines are put together from.
 */

/** The handler's answers that lead to one call each, whatever the machine. */
export const plainAnswers = {
  "answer.approve": { guard: "answersRequest", target: "approving", actions: "keepAnswer" },
  "answer.reject": { guard: "answersRequest", target: "failing", actions: "keepAnswer" },
} as const;

/** The other ways out of calling the handler. */
export const otherWaysOn = {
  "answer.postpone": { guard: "answersRequest", target: "postponed", actions: "keepAnswer" },
  "effect.failed": { guard: "fulfillingFailed", target: "#stuck", actions: "keepFailure" },
} as const;

export const callingHandler = {
  description: "The vendor's handler is at work.",
  entry: { type: "fulfillRequest", params: parameters.toFulfill },
} as const;

export const approving = vocabulary.createStateConfig({
  description: "The platform has to confirm the approval.",
  entry: { type: "approveRequest", params: parameters.toApprove },
  on: {
    "effect.failed": { guard: "approvingFailed", target: "#stuck", actions: "keepFailure" },
  },
});

export const failing = vocabulary.createStateConfig({
  id: "failing",
  description: "The platform has to confirm the rejection.",
  entry: { type: "failRequest", params: parameters.toFail },
  on: {
    "effect.failed": { guard: "failingFailed", target: "#stuck", actions: "keepFailure" },
  },
});

export const asking = vocabulary.createStateConfig({
  description: "The platform has to confirm that the customer is asked.",
  entry: { type: "inquireRequest", params: parameters.toInquire },
  on: {
    "effect.failed": { guard: "askingFailed", target: "#stuck", actions: "keepFailure" },
  },
});

export const postponed = vocabulary.createStateConfig({
  description: "The handler asked to be called again later.",
  entry: { type: "startTimer", params: parameters.untilPostponementEnds },
  exit: { type: "cancelTimer", params: { timer: "postponement" } },
  on: {
    "timer.due": {
      guard: "postponementIsOver",
      target: "fulfilling",
      actions: "resumeAfterPostponement",
    },
    "operator.retry": { target: "fulfilling", actions: "resumeAfterRetry" },
  },
});

export const inquiring = vocabulary.createStateConfig({
  description: "The customer has to answer.",
  on: {
    "answer.reject": {
      guard: "operatorRejectsInquiring",
      target: "#failing",
      actions: "keepAnswer",
    },
  },
});

/** What was stuck on the way to an answer is done again. */
export const retriedAnswering = [
  { guard: "stuckAtFulfilling", target: "pending.fulfilling", actions: "resumeAfterRetry" },
  { guard: "stuckAtApproving", target: "pending.approving", actions: "resumeAfterRetry" },
  { guard: "stuckAtFailing", target: "pending.failing", actions: "resumeAfterRetry" },
  { guard: "stuckAtAsking", target: "pending.asking", actions: "resumeAfterRetry" },
] as const;

/** Answers an operator gives to a stuck request, whatever the machine. */
export const answersByHand = {
  "answer.approve": {
    guard: "operatorAnswersPending",
    target: "pending.approving",
    actions: "keepAnswer",
  },
  "answer.reject": {
    guard: "operatorRejects",
    target: "pending.failing",
    actions: "keepAnswer",
  },
  "answer.inquire": {
    guard: "operatorAsksAgain",
    target: "pending.asking",
    actions: "keepAnswer",
  },
} as const;

export const postponedByHand = {
  "answer.postpone": {
    guard: "operatorAnswersPending",
    target: "pending.postponed",
    actions: "keepAnswer",
  },
} as const;
