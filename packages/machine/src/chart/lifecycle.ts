import { vocabulary } from "./vocabulary.ts";

const firstSights = [
  { guard: "firstSeenAsDraft", target: "draft", actions: "takeOverContents" },
  { guard: "firstSeenAsProcessing", target: "processing", actions: "takeOverContents" },
  { guard: "firstSeenAsActive", target: "active", actions: "takeOverContents" },
  { guard: "firstSeenAsSuspended", target: "suspended", actions: "takeOverContents" },
  { guard: "firstSeenAsTerminating", target: "terminating", actions: "takeOverContents" },
  { guard: "firstSeenAsTerminated", target: "terminated", actions: "takeOverContents" },
  { guard: "firstSeenAsDiscarded", target: "discarded", actions: "takeOverContents" },
] as const;

/** What is forced says nothing of how it came to be. */
const forced = ["takeOverContents", "forgetCanceledFrom"] as const;

const purchaseSubmitted = { guard: "concernsPurchase", target: "processing" } as const;
const purchaseApproved = {
  guard: "concernsPurchase",
  target: "active",
  actions: "takeOverContents",
} as const;
const purchaseFailed = { guard: "concernsPurchase", target: "terminated" } as const;
const purchaseRevoked = { guard: "revokedPurchase", target: "terminated" } as const;

const cancelOpened = {
  guard: "concernsCancel",
  target: "terminating",
  actions: "rememberActive",
} as const;
const cancelOpenedWhileSuspended = {
  guard: "concernsCancelWhileSuspended",
  target: "terminating",
  actions: "rememberSuspended",
} as const;
const cancelApproved = {
  guard: "concernsCancel",
  target: "terminated",
  actions: "forgetCanceledFrom",
} as const;
const cancelRejected = [
  { guard: "canceledFromActive", target: "active", actions: "forgetCanceledFrom" },
  { guard: "canceledFromSuspended", target: "suspended", actions: "forgetCanceledFrom" },
] as const;
const contentsApproved = [
  { guard: "concernsContents", actions: "takeOverContents" },
  { guard: "concernsAdjustment", actions: "takeOverParameters" },
] as const;

/**
 * The subscription's status. A cancel moves it when its request opens; suspend, resume, change and
 * adjustment only when they are approved.
 */
export const lifecycle = vocabulary.createStateConfig({
  initial: "new",
  description: "The subscription's status, as the platform shows it.",
  on: {
    "subscription.adopted": [
      { guard: "forciblyAdoptedAsDraft", target: ".draft", actions: forced },
      { guard: "forciblyAdoptedAsProcessing", target: ".processing", actions: forced },
      { guard: "forciblyAdoptedAsActive", target: ".active", actions: forced },
      { guard: "forciblyAdoptedAsSuspended", target: ".suspended", actions: forced },
      {
        guard: "forciblyAdoptedAsTerminating",
        target: ".terminating",
        actions: forced,
      },
      { guard: "forciblyAdoptedAsTerminated", target: ".terminated", actions: forced },
      { guard: "forciblyAdoptedAsDiscarded", target: ".discarded", actions: forced },
    ],
  },
  states: {
    new: {
      description: "Nothing is known of the subscription yet.",
      tags: "open",
      on: {
        "subscription.adopted": firstSights,
        "request.draft": firstSights,
        "request.tiersSetup": firstSights,
        "request.pending": firstSights,
        "request.inquiring": firstSights,
        "request.scheduled": firstSights,
        "request.revoking": firstSights,
        "request.approved": firstSights,
        "request.failed": firstSights,
        "request.revoked": firstSights,
      },
    },
    draft: {
      description: "A purchase is being composed; it may still be deleted.",
      tags: "open",
      on: {
        "request.tiersSetup": purchaseSubmitted,
        "request.pending": purchaseSubmitted,
        "request.inquiring": purchaseSubmitted,
        "request.scheduled": purchaseSubmitted,
        "request.revoking": purchaseSubmitted,
        "request.approved": purchaseApproved,
        "request.failed": purchaseFailed,
        "request.revoked": purchaseRevoked,
        "request.discarded": { guard: "concernsPurchase", target: "discarded" },
      },
    },
    processing: {
      description: "The purchase is submitted and not yet approved.",
      tags: "open",
      on: {
        "request.approved": [purchaseApproved, cancelApproved, ...contentsApproved],
        "request.failed": purchaseFailed,
        "request.revoked": purchaseRevoked,
      },
    },
    active: {
      description: "In use.",
      tags: "open",
      on: {
        "request.approved": [
          { guard: "concernsSuspendWithHold", target: "suspended" },
          cancelApproved,
          ...contentsApproved,
        ],
        "request.tiersSetup": cancelOpened,
        "request.pending": cancelOpened,
        "request.inquiring": cancelOpened,
        "request.scheduled": cancelOpened,
        "request.revoking": cancelOpened,
        "command.change": { guard: "mayChange", actions: "placeOrder" },
        "command.adjust": { guard: "mayAdjust", actions: "placeOrder" },
        "command.suspend": { guard: "maySuspend", actions: "placeOrder" },
        "command.cancel": { guard: "mayCancel", actions: "placeOrder" },
        "command.setRenewal": {
          guard: "maySetRenewal",
          actions: {
            type: "switchRenewal",
            params: ({ event }) => ({ renewal: event.renewal }),
          },
        },
        // Billing requests exist only while a subscription is active.
        "command.bill": {
          guard: "mayBill",
          actions: {
            type: "createBillingRequest",
            params: ({ event }) => ({ from: event.from, to: event.to }),
          },
        },
      },
    },
    suspended: {
      description: "On hold; a resume brings it back.",
      tags: "open",
      on: {
        "request.approved": [
          { guard: "concernsResumeWithHold", target: "active" },
          cancelApproved,
          ...contentsApproved,
        ],
        "request.tiersSetup": cancelOpenedWhileSuspended,
        "request.pending": cancelOpenedWhileSuspended,
        "request.inquiring": cancelOpenedWhileSuspended,
        "request.scheduled": cancelOpenedWhileSuspended,
        "request.revoking": cancelOpenedWhileSuspended,
        "command.resume": { guard: "mayResume", actions: "placeOrder" },
        "command.cancel": { guard: "mayCancelSuspended", actions: "placeOrder" },
      },
    },
    terminating: {
      description: "A cancel is in progress.",
      tags: "open",
      on: {
        "request.approved": [
          cancelApproved,
          // Only a subscription adopted in this status still learns of these: what led to its cancel.
          { guard: "concernsSuspendWithHold", actions: "rememberSuspended" },
          { guard: "concernsResumeWithHold", actions: "rememberActive" },
          ...contentsApproved,
        ],
        "request.failed": cancelRejected,
        "request.revoked": cancelRejected,
      },
    },
    terminated: { type: "final", description: "Ended for good.", tags: "final" },
    discarded: { type: "final", description: "A draft that was deleted.", tags: "final" },
  },
});
