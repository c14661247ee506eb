import { vocabulary } from "./vocabulary.ts";

const seenAsDraft = {
  guard: "firstSeenAsDraft",
  target: "draft",
  actions: "takeOverContents",
} as const;
const seenSubmitted = [
  { guard: "firstSeenAsProcessing", target: "processing", actions: "takeOverContents" },
  { guard: "firstSeenAsActive", target: "active", actions: "takeOverContents" },
] as const;

const setupSubmitted = { guard: "concernsSetup", target: "processing" } as const;
const updateOpened = { guard: "opensTierUpdate", target: "processing" } as const;
const contentsApproved = { guard: "concernsTierContents", actions: "takeOverContents" } as const;

/**
 * The tier configuration's status. A setup makes it and an update takes it back to processing; both end
 * in active, whatever came of them (decision D14). What was approved is taken over.
 */
export const tierLifecycle = vocabulary.createStateConfig({
  initial: "new",
  description: "The tier configuration's status, as the platform shows it.",
  on: {
    "subscription.adopted": [
      { guard: "forciblyAdoptedAsDraft", target: ".draft", actions: "takeOverContents" },
      { guard: "forciblyAdoptedAsProcessing", target: ".processing", actions: "takeOverContents" },
      { guard: "forciblyAdoptedAsActive", target: ".active", actions: "takeOverContents" },
      { guard: "forciblyAdoptedAsDiscarded", target: ".discarded", actions: "takeOverContents" },
    ],
  },
  states: {
    new: {
      description: "Nothing is known of the tier configuration yet.",
      tags: "open",
      on: {
        "subscription.adopted": [
          seenAsDraft,
          ...seenSubmitted,
          { guard: "firstSeenAsDiscarded", target: "discarded", actions: "takeOverContents" },
        ],
        "request.draft": [seenAsDraft, ...seenSubmitted],
        "request.tiersSetup": seenSubmitted,
        "request.pending": seenSubmitted,
        "request.inquiring": seenSubmitted,
        "request.approved": seenSubmitted,
        "request.failed": seenSubmitted,
      },
    },
    draft: {
      description: "Its setup is being composed; it may still be deleted.",
      tags: "open",
      on: {
        "request.tiersSetup": setupSubmitted,
        "request.pending": setupSubmitted,
        "request.inquiring": setupSubmitted,
        "request.approved": {
          guard: "concernsSetup",
          target: "active",
          actions: "takeOverContents",
        },
        "request.failed": { guard: "concernsSetup", target: "active" },
        "request.discarded": { guard: "concernsSetup", target: "discarded" },
      },
    },
    processing: {
      description: "A setup or an update is in progress.",
      tags: "open",
      on: {
        "request.approved": [
          { guard: "settlesTierConfiguration", target: "active", actions: "takeOverContents" },
          contentsApproved,
        ],
        "request.failed": { guard: "settlesTierConfiguration", target: "active" },
      },
    },
    active: {
      description: "In use; requests that waited for it go on.",
      tags: "open",
      on: {
        "request.tiersSetup": updateOpened,
        "request.pending": updateOpened,
        "request.inquiring": updateOpened,
        "request.approved": contentsApproved,
      },
    },
    discarded: { type: "final", description: "A draft that was deleted.", tags: "final" },
  },
});
