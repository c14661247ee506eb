import type { Allowance } from "../conformance/beyond-the-graphs.ts";
import type { OfficialGraph } from "../conformance/official-graphs.ts";
import type { Edge } from "../exploration/status-edges.ts";

/** The object "Tier Configs". `discarded` is what the explorer calls Deleted. */
export const tierConfigGraph: OfficialGraph = {
  statuses: ["draft", "processing", "active"],
  transitions: [
    { id: "t-1-new-processing", from: "new", to: "processing" },
    { id: "t-2-new-draft", from: "new", to: "draft" },
    { id: "t-3-draft-processing", from: "draft", to: "processing" },
    { id: "t-4-draft-deleted", from: "draft", to: "discarded" },
    { id: "t-5-pro-active", from: "processing", to: "active" },
    { id: "t-6-act-processing", from: "active", to: "processing" },
  ],
};

/** The object "Tier Configuration Request". Its tenth transition is drawn to tiers setup and listed to pending. */
export const tierRequestGraph: OfficialGraph = {
  statuses: ["draft", "pending", "tiersSetup", "inquiring", "approved", "failed"],
  transitions: [
    { id: "t-1-new-draft", from: "new", to: "draft" },
    { id: "t-2-new-pending", from: "new", to: "pending" },
    { id: "t-3-draft-deleted", from: "draft", to: "discarded" },
    { id: "t-4-draft-pending", from: "draft", to: "pending" },
    { id: "t-5-pend-inquiring", from: "pending", to: "inquiring" },
    { id: "t-6-inq-pending", from: "inquiring", to: "pending" },
    { id: "t-7-tier-inquiring", from: "tiersSetup", to: "inquiring" },
    { id: "t-8-tier-pending", from: "tiersSetup", to: "pending" },
    { id: "t-9-new-inquiring", from: "new", to: "inquiring" },
    { id: "t-10-new-tiers", from: "new", to: "tiersSetup" },
    { id: "t-11-draft-inquiring", from: "draft", to: "inquiring" },
    { id: "t-12-draft-tiers", from: "draft", to: "tiersSetup" },
    { id: "t-13-inq-failed", from: "inquiring", to: "failed" },
    { id: "t-14-pend-approved", from: "pending", to: "approved" },
    { id: "t-15-pend-failed", from: "pending", to: "failed" },
    { id: "t-16-tier-failed", from: "tiersSetup", to: "failed" },
  ],
};

const fromEach = (from: string, ...to: readonly string[]): readonly Edge[] =>
  to.map((status): Edge => `${from} -> ${status}`);

/** What facts about requests do to a configuration's status beyond the official graph. */
export const tierConfigBeyond: readonly Allowance[] = [
  { by: "D11 a fact may skip statuses", edges: fromEach("draft", "active") },
  {
    by: "first sight: what led to the status was before Tenure looked",
    edges: fromEach("new", "active"),
  },
];

/** What facts do to a request's status beyond the official graph. */
export const tierRequestBeyond: readonly Allowance[] = [
  {
    by: "the level above is opened, or a person takes it back, while it is worked on",
    edges: ["pending -> tiersSetup", "inquiring -> tiersSetup"],
  },
  {
    by: "D11 a fact may skip statuses",
    edges: [
      ...fromEach("draft", "approved", "failed"),
      ...fromEach("tiersSetup", "approved"),
      ...fromEach("inquiring", "approved"),
    ],
  },
  {
    by: "first sight: a request is met in any status",
    edges: fromEach("new", "approved", "failed"),
  },
];
