/** A transition as the platform's object explorer lists it, with its id there. */
interface OfficialTransition {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

export interface OfficialGraph {
  readonly statuses: readonly string[];
  readonly transitions: readonly OfficialTransition[];
}

/** The object "Subscriptions". `new` is before it exists, `discarded` what the explorer calls Deleted. */
export const subscriptionGraph: OfficialGraph = {
  statuses: ["processing", "active", "terminating", "terminated", "suspended", "draft"],
  transitions: [
    { id: "t-1-new-subscription", from: "new", to: "processing" },
    { id: "t-2-pro-active", from: "processing", to: "active" },
    { id: "t-3-pro-terminated", from: "processing", to: "terminated" },
    { id: "t-4-active-terminating", from: "active", to: "terminating" },
    { id: "t-5-terminating-terminated", from: "terminating", to: "terminated" },
    { id: "t-6-change-request", from: "active", to: "active" },
    { id: "t-7-change-approval", from: "active", to: "active" },
    { id: "t-8-suspend", from: "active", to: "suspended" },
    { id: "t-9-resume", from: "suspended", to: "active" },
    { id: "t-10-draft", from: "new", to: "draft" },
    { id: "t-11-draft-removal", from: "draft", to: "discarded" },
    { id: "t-12-draft-processing", from: "draft", to: "processing" },
  ],
};

/** The object "Fulfillment Request". */
export const requestGraph: OfficialGraph = {
  statuses: [
    "draft",
    "pending",
    "tiersSetup",
    "inquiring",
    "approved",
    "failed",
    "scheduled",
    "revoking",
    "revoked",
  ],
  transitions: [
    { id: "t-1-new-pending", from: "new", to: "pending" },
    { id: "t-2-new-draft", from: "new", to: "draft" },
    { id: "t-3-draft-pending", from: "draft", to: "pending" },
    { id: "t-4-draft-deleted", from: "draft", to: "discarded" },
    { id: "t-5-pending-tiers-setup", from: "pending", to: "tiersSetup" },
    { id: "t-6-tiers-setup-failed", from: "tiersSetup", to: "failed" },
    { id: "t-7-tiers-setup-pending", from: "tiersSetup", to: "pending" },
    { id: "t-8-pending-inquiring", from: "pending", to: "inquiring" },
    { id: "t-9-pending-inquiring", from: "pending", to: "inquiring" },
    { id: "t-10-inquiring-pending", from: "inquiring", to: "pending" },
    { id: "t-11-pending-approved", from: "pending", to: "approved" },
    { id: "t-12-pending-failed", from: "pending", to: "failed" },
    { id: "t-13-pending-scheduled", from: "pending", to: "scheduled" },
    { id: "t-14-scheduled-pending", from: "scheduled", to: "pending" },
    { id: "t-15-scheduled-revoking", from: "scheduled", to: "revoking" },
    { id: "t-16-revoking-revoked", from: "revoking", to: "revoked" },
  ],
};
