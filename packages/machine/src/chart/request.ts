import * as parameters from "./parameters.ts";
import { vocabulary } from "./vocabulary.ts";

const readRequest = { type: "readRequest", params: parameters.ofRequest } as const;

const opened = (state: "tiersSetup" | "inquiring" | "scheduled" | "revoking") =>
  ({ guard: "opensRequest", target: state, actions: "openRequest" }) as const;
const ended = { guard: "endsRequest", target: ".none", actions: "endRequest" } as const;
const unknownEnded = { guard: "opensRequest", actions: "endRequest" } as const;
const another = { guard: "isAnotherOpenRequest", actions: ["keepWaiting", readRequest] } as const;
const anotherEnded = { guard: "isAnotherRequest", actions: "endRequest" } as const;

const unfitAnswer = {
  guard: "answersRequest",
  target: "#stuck",
  actions: "holdUnfitAnswer",
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
    "request.tiersSetup": [
      { guard: "movesRequest", target: ".tiersSetup", actions: "moveRequest" },
      another,
    ],
    "request.pending": [
      {
        guard: "movesUnsupportedRequest",
        target: ".stuck",
        actions: ["moveRequest", "holdUnsupported"],
      },
      { guard: "movesRequest", target: ".pending", actions: "moveRequest" },
      another,
    ],
    "request.inquiring": [
      { guard: "movesRequest", target: ".inquiring", actions: "moveRequest" },
      another,
    ],
    "request.scheduled": [
      { guard: "movesRequest", target: ".scheduled", actions: "moveRequest" },
      another,
    ],
    "request.revoking": [
      { guard: "movesRequest", target: ".revoking", actions: "moveRequest" },
      another,
    ],
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
        "request.draft": { guard: "opensDraft", target: "draft", actions: "openRequest" },
        "request.tiersSetup": opened("tiersSetup"),
        "request.pending": [
          {
            guard: "opensUnsupportedRequest",
            target: "stuck",
            actions: ["openRequest", "holdUnsupported"],
          },
          { guard: "opensRequest", target: "pending", actions: "openRequest" },
        ],
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
          description: "The vendor's handler is at work.",
          entry: { type: "fulfillRequest", params: parameters.toFulfill },
          on: {
            "answer.approve": {
              guard: "answersRequest",
              target: "approving",
              actions: "keepAnswer",
            },
            "answer.reject": { guard: "answersRequest", target: "failing", actions: "keepAnswer" },
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
            "answer.postpone": {
              guard: "answersRequest",
              target: "postponed",
              actions: "keepAnswer",
            },
            "effect.failed": {
              guard: "fulfillingFailed",
              target: "#stuck",
              actions: "keepFailure",
            },
          },
        },
        approving: {
          description: "The platform has to confirm the approval.",
          entry: { type: "approveRequest", params: parameters.toApprove },
          on: {
            "effect.failed": { guard: "approvingFailed", target: "#stuck", actions: "keepFailure" },
          },
        },
        failing: {
          id: "failing",
          description: "The platform has to confirm the rejection.",
          entry: { type: "failRequest", params: parameters.toFail },
          on: {
            "effect.failed": { guard: "failingFailed", target: "#stuck", actions: "keepFailure" },
          },
        },
        asking: {
          description: "The platform has to confirm that the customer is asked.",
          entry: { type: "inquireRequest", params: parameters.toInquire },
          on: {
            "effect.failed": { guard: "askingFailed", target: "#stuck", actions: "keepFailure" },
          },
        },
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
        postponed: {
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
        },
      },
    },
    inquiring: {
      description: "The customer has to answer.",
      on: {
        "answer.reject": {
          guard: "operatorRejectsInquiring",
          target: "#failing",
          actions: "keepAnswer",
        },
      },
    },
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
          { guard: "stuckAtFulfilling", target: "pending.fulfilling", actions: "resumeAfterRetry" },
          { guard: "stuckAtApproving", target: "pending.approving", actions: "resumeAfterRetry" },
          { guard: "stuckAtFailing", target: "pending.failing", actions: "resumeAfterRetry" },
          { guard: "stuckAtAsking", target: "pending.asking", actions: "resumeAfterRetry" },
          { guard: "stuckAtScheduling", target: "pending.scheduling", actions: "resumeAfterRetry" },
          { guard: "stuckAtConfirming", target: "revoking", actions: "resumeAfterRetry" },
        ],
        // Settled by hand, the operator says: what the platform shows decides.
        "operator.skip": { actions: readRequest },
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
        "answer.schedule": {
          guard: "operatorSchedules",
          target: "pending.scheduling",
          actions: "keepAnswer",
        },
        "answer.postpone": {
          guard: "operatorAnswersPending",
          target: "pending.postponed",
          actions: "keepAnswer",
        },
      },
    },
  },
});
