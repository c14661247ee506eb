import type { SubscriptionEventInput } from "@tenure/machine";

import { numbered, purchased, suspended } from "../purchased.ts";

type Fact = Extract<SubscriptionEventInput, { request: unknown }>["type"];

const fact = (type: Fact, number: number, requestType: string): SubscriptionEventInput => ({
  type,
  request: numbered(number, requestType),
});
const purchase = (...facts: readonly Fact[]): readonly SubscriptionEventInput[] =>
  facts.map((type) => fact(type, 1, "purchase"));
const second = (type: string, ...facts: readonly Fact[]): readonly SubscriptionEventInput[] =>
  facts.map((name) => fact(name, 2, type));

const requestId = "PR-1-001";
const plannedDate = "2026-02-01T00:00:00.000Z";

/** A legal history for each official transition of a subscription; its last event takes the transition. */
export const subscriptionHistories: Readonly<Record<string, readonly SubscriptionEventInput[]>> = {
  "t-1-new-subscription": purchase("request.pending"),
  "t-2-pro-active": purchased,
  "t-3-pro-terminated": purchase("request.pending", "request.failed"),
  "t-4-active-terminating": [...purchased, ...second("cancel", "request.pending")],
  "t-5-terminating-terminated": [
    ...purchased,
    ...second("cancel", "request.pending", "request.approved"),
  ],
  "t-6-change-request": [...purchased, ...second("change", "request.pending")],
  "t-7-change-approval": [...purchased, ...second("change", "request.pending", "request.approved")],
  "t-8-suspend": suspended,
  "t-9-resume": [
    ...suspended,
    fact("request.pending", 3, "resume"),
    fact("request.approved", 3, "resume"),
  ],
  "t-10-draft": purchase("request.draft"),
  "t-11-draft-removal": purchase("request.draft", "request.discarded"),
  "t-12-draft-processing": purchase("request.draft", "request.pending"),
};

/** A legal history for each official transition of a request, always the purchase's. */
export const requestHistories: Readonly<Record<string, readonly SubscriptionEventInput[]>> = {
  "t-1-new-pending": purchase("request.pending"),
  "t-2-new-draft": purchase("request.draft"),
  "t-3-draft-pending": purchase("request.draft", "request.pending"),
  "t-4-draft-deleted": purchase("request.draft", "request.discarded"),
  "t-5-pending-tiers-setup": purchase("request.pending", "request.tiersSetup"),
  "t-6-tiers-setup-failed": purchase("request.pending", "request.tiersSetup", "request.failed"),
  "t-7-tiers-setup-pending": purchase("request.pending", "request.tiersSetup", "request.pending"),
  "t-8-pending-inquiring": purchase("request.pending", "request.inquiring"),
  "t-9-pending-inquiring": [
    ...purchase("request.pending"),
    { type: "answer.inquire", requestId, parameters: { email: "Which one?" } },
    ...purchase("request.inquiring"),
  ],
  "t-10-inquiring-pending": purchase("request.pending", "request.inquiring", "request.pending"),
  "t-11-pending-approved": [
    ...purchase("request.pending"),
    { type: "answer.approve", requestId },
    ...purchase("request.approved"),
  ],
  "t-12-pending-failed": [
    ...purchase("request.pending"),
    { type: "answer.reject", requestId, reason: "No." },
    ...purchase("request.failed"),
  ],
  "t-13-pending-scheduled": [
    ...purchase("request.pending"),
    { type: "answer.schedule", requestId, plannedDate },
    ...purchase("request.scheduled"),
  ],
  "t-14-scheduled-pending": [
    ...purchase("request.pending", "request.scheduled"),
    { type: "timer.due", timer: "schedule", requestId },
    ...purchase("request.pending"),
  ],
  "t-15-scheduled-revoking": purchase("request.pending", "request.scheduled", "request.revoking"),
  "t-16-revoking-revoked": purchase(
    "request.pending",
    "request.scheduled",
    "request.revoking",
    "request.revoked",
  ),
};
