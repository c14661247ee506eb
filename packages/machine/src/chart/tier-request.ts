import {
  answersByHand,
  approving,
  asking,
  callingHandler,
  failing,
  inquiring,
  otherWaysOn,
  plainAnswers,
  postponed,
  postponedByHand,
  retriedAnswering,
} from "./answering.ts";
import {
  another,
  anotherEnded,
  ended,
  moved,
  movedToPending,
  opened,
  openedDraft,
  openedPending,
  readRequest,
  unknownEnded,
} from "./request-facts.ts";
import { vocabulary } from "./vocabulary.ts";

/**
 * The tier configuration request in progress, at most one. It is answered as a fulfillment request is, and
 * can neither be scheduled nor revoked.
 */
export const tierRequest = vocabulary.createStateConfig({
  initial: "none",
  description: "The tier configuration request in progress.",
  on: {
    // A platform shows the latest status only, so a fact may skip some (decision D11).
    "request.draft": another,
    "request.tiersSetup": moved(".tiersSetup"),
    "request.pending": movedToPending,
    "request.inquiring": moved(".inquiring"),
    "request.approved": [ended, anotherEnded],
    "request.failed": [ended, anotherEnded],
    "request.discarded": { guard: "discardsWaitingDraft", actions: "endRequest" },
    "capabilities.changed": { actions: "changeCapabilities" },
    "effect.failed": { guard: "failedBeside", actions: "noteFailure" },
    "subscription.adopted": {
      guard: "forciblyAdoptedAsDiscarded",
      target: ".none",
      actions: "dropRequest",
    },
  },
  states: {
    none: {
      initial: "idle",
      description: "No request is in progress.",
      on: {
        "request.draft": openedDraft,
        "request.tiersSetup": opened("tiersSetup"),
        "request.pending": openedPending,
        "request.inquiring": opened("inquiring"),
        "request.approved": unknownEnded,
        "request.failed": unknownEnded,
      },
      states: { idle: { entry: "takeUpWaiting" } },
    },
    draft: {
      description: "The request is being composed by the buyer.",
      on: { "request.discarded": { guard: "endsRequest", target: "none", actions: "endRequest" } },
    },
    tiersSetup: { description: "The reseller's own second level has to be settled first." },
    pending: {
      initial: "fulfilling",
      description: "The vendor has to answer.",
      states: {
        fulfilling: {
          ...callingHandler,
          on: {
            ...plainAnswers,
            "answer.inquire": { guard: "answersRequest", target: "asking", actions: "keepAnswer" },
            "answer.schedule": {
              guard: "answersRequest",
              target: "#stuck",
              actions: "holdUnschedulable",
            },
            ...otherWaysOn,
          },
        },
        approving,
        failing,
        asking,
        postponed,
      },
    },
    inquiring,
    stuck: {
      id: "stuck",
      description: "Nothing more is tried until an operator says so, or the platform moves on.",
      on: {
        "operator.retry": retriedAnswering,
        // Settled by hand, the operator says: what the platform shows decides.
        "operator.skip": { actions: readRequest },
        ...answersByHand,
        ...postponedByHand,
      },
    },
  },
});
