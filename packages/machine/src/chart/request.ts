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
import * as parameters from "./parameters.ts";
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

const unfitAnswer = {
  guard: "answersRequest",
  target: "#stuck",
  actions: "holdUnfitAnswer",
} as const;

const orderEnded = {
  guard: "endsOrder",
  target: "idle",
  actions: ["endRequest", "dropOrder"],
} as const;

/**
 * The request in progress, at most one. While it is pending, what answering it is at is a state of its
 * own, so that a crash goes on at the right step.
 */
export const request = vocabulary.createStateConfig({
  initial: "none",
  description: "The request in progress.",
  on: {
    // A platform shows the latest status only, so a fact may skip some (decision D11).
    "request.draft": another,
    "request.tiersSetup": moved(".tiersSetup"),
    "request.pending": movedToPending,
    "request.inquiring": moved(".inquiring"),
    "request.scheduled": moved(".scheduled"),
    "request.revoking": moved(".revoking"),
    "request.approved": [ended, anotherEnded],
    "request.failed": [ended, anotherEnded],
    "request.revoked": [ended, anotherEnded],
    "request.discarded": { guard: "discardsWaitingDraft", actions: "endRequest" },
    "capabilities.changed": { actions: "changeCapabilities" },
    "renewal.changed": { guard: "renewalIsNews", actions: "changeRenewal" },
    "effect.failed": { guard: "failedBeside", actions: "noteFailure" },
    "subscription.adopted": { guard: "forciblyEnded", target: ".none", actions: "dropRequest" },
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
        "request.scheduled": opened("scheduled"),
        "request.revoking": opened("revoking"),
        "request.approved": unknownEnded,
        "request.failed": unknownEnded,
        "request.revoked": unknownEnded,
      },
      states: {
        idle: {
          entry: "takeUpWaiting",
          always: { guard: "hasOrder", target: "ordering" },
        },
        ordering: {
          description: "A command asked the platform for a request that is not seen there yet.",
          entry: { type: "createRequest", params: parameters.toCreate },
          on: {
            "request.approved": orderEnded,
            "request.failed": orderEnded,
            "request.revoked": orderEnded,
            "effect.failed": { guard: "orderingFailed", target: "idle", actions: "dropOrder" },
          },
        },
      },
    },
    draft: {
      description: "The request is being composed by the buyer.",
      on: { "request.discarded": { guard: "endsRequest", target: "none", actions: "endRequest" } },
    },
    tiersSetup: { description: "A tier configuration has to be settled first." },
    pending: {
      initial: "fulfilling",
      description: "The vendor has to answer.",
      states: {
        fulfilling: {
          ...callingHandler,
          on: {
            ...plainAnswers,
            "answer.inquire": [
              {
                guard: "answersRequestThatMayBeInquired",
                target: "asking",
                actions: "keepAnswer",
              },
              unfitAnswer,
            ],
            "answer.schedule": [
              {
                guard: "answersRequestThatMayBeScheduled",
                target: "scheduling",
                actions: "keepAnswer",
              },
              unfitAnswer,
            ],
            ...otherWaysOn,
          },
        },
        approving,
        failing,
        asking,
        scheduling: {
          description: "The platform has to confirm the planned date.",
          entry: { type: "scheduleRequest", params: parameters.toSchedule },
          on: {
            // The planned date passed before the platform was told of it.
            "timer.due": {
              guard: "plannedDateHasCome",
              target: "fulfilling",
              actions: "resumeAsDue",
            },
            "effect.failed": {
              guard: "schedulingFailed",
              target: "#stuck",
              actions: "keepFailure",
            },
          },
        },
        postponed,
      },
    },
    inquiring,
    scheduled: {
      description: "Waits for its planned date.",
      entry: { type: "startTimer", params: parameters.untilPlannedDate },
      exit: { type: "cancelTimer", params: { timer: "schedule" } },
      on: {
        "timer.due": {
          guard: "plannedDateHasCome",
          actions: [readRequest, { type: "startTimer", params: parameters.untilShown }],
        },
        "command.revoke": {
          guard: "mayRevoke",
          actions: {
            type: "revokeRequest",
            params: ({ context, event }) => ({
              ...parameters.ofRequest({ context }),
              reason: event.reason,
            }),
          },
        },
      },
    },
    revoking: {
      description: "The distributor takes the request back; it is confirmed.",
      entry: { type: "confirmRevocation", params: parameters.ofRequest },
      on: {
        "effect.failed": { guard: "confirmingFailed", target: "stuck", actions: "keepFailure" },
      },
    },
    stuck: {
      id: "stuck",
      description: "Nothing more is tried until an operator says so, or the platform moves on.",
      on: {
        "operator.retry": [
          ...retriedAnswering,
          { guard: "stuckAtScheduling", target: "pending.scheduling", actions: "resumeAfterRetry" },
          { guard: "stuckAtConfirming", target: "revoking", actions: "resumeAfterRetry" },
        ],
        // Settled by hand, the operator says: what the platform shows decides.
        "operator.skip": { actions: readRequest },
        ...answersByHand,
        "answer.schedule": {
          guard: "operatorSchedules",
          target: "pending.scheduling",
          actions: "keepAnswer",
        },
        ...postponedByHand,
      },
    },
  },
});
