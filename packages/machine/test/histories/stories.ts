import type { SubscriptionEventInput } from "@tenure/machine";

import { requestStories } from "./request-stories.ts";
import {
  at,
  consent,
  everything,
  failed,
  fact,
  purchased,
  suspended,
  type Story,
} from "./telling.ts";
import { troubleStories } from "./trouble-stories.ts";

const first = "PR-1-001";
const second = "PR-1-002";
const plannedDate = "2026-02-01T00:00:00.000Z";

const pending = fact("pending", 1, "purchase");
const inquire: SubscriptionEventInput = {
  type: "answer.inquire",
  requestId: first,
  parameters: { email: "Which address?" },
};
const schedule: SubscriptionEventInput = {
  type: "answer.schedule",
  requestId: second,
  plannedDate,
};
const scheduledChange = [
  ...purchased,
  fact("pending", 2, "change"),
  schedule,
  fact("scheduled", 2, "change", { plannedDate }),
];

const ways: Readonly<Record<string, Story>> = {
  "draft-discarded": {
    input: everything,
    events: [fact("draft", 1, "purchase"), fact("discarded", 1, "purchase")],
  },
  "draft-submitted": {
    input: everything,
    events: [fact("draft", 1, "purchase"), pending, fact("approved", 1, "purchase")],
  },
  "tiers-setup-failed": {
    input: everything,
    events: [fact("tiersSetup", 1, "purchase"), fact("failed", 1, "purchase")],
  },
  "inquiring-answered": {
    input: everything,
    events: [pending, inquire, fact("inquiring", 1, "purchase"), { ...pending }],
  },
  "inquiring-rejected-by-hand": {
    input: everything,
    events: [
      pending,
      inquire,
      fact("inquiring", 1, "purchase"),
      { type: "answer.reject", requestId: first, by: "operator", reason: "Never answered." },
      fact("failed", 1, "purchase"),
    ],
  },
  "postponed-and-called-again": {
    input: everything,
    events: [
      pending,
      { type: "answer.postpone", requestId: first, delay: 60_000 },
      { type: "timer.due", timer: "postponement", requestId: first },
      { type: "answer.postpone", requestId: first, delay: 60_000 },
      { type: "operator.retry" },
      { type: "answer.approve", requestId: first },
      fact("approved", 1, "purchase"),
    ],
  },
  "scheduled-comes-due": {
    input: everything,
    events: [
      ...scheduledChange,
      { type: "timer.due", timer: "schedule", requestId: second },
      fact("pending", 2, "change"),
      { type: "answer.approve", requestId: second },
      fact("approved", 2, "change"),
    ],
  },
  "scheduled-revoked": {
    input: everything,
    events: [
      ...scheduledChange,
      { type: "command.revoke", reason: "Ordered by mistake.", consent },
      fact("revoking", 2, "change"),
      fact("revoked", 2, "change"),
    ],
  },
  "cancel-revoked": {
    input: everything,
    events: [
      ...suspended,
      fact("scheduled", 3, "cancel", { plannedDate }),
      fact("revoking", 3, "cancel"),
      failed("confirmRevocation", "PR-1-003"),
      { type: "operator.retry" },
      fact("revoked", 3, "cancel"),
    ],
  },
  "ordered-by-command": {
    input: everything,
    events: [
      ...purchased,
      { type: "command.suspend", consent },
      { type: "command.cancel", consent },
      failed("createRequest"),
      { type: "command.change", items: [{ id: "A", quantity: "5", status: "active" }], consent },
      fact("pending", 2, "change"),
      { type: "command.adjust", parameters: { seats: "5" } },
    ],
  },
  "renewal-and-billing": {
    input: { ...everything, capabilities: { renewalSwitch: true, itemDeactivation: true } },
    events: [
      ...purchased,
      { type: "command.setRenewal", renewal: "manual" },
      { type: "command.setRenewal", renewal: "manual", consent },
      { type: "renewal.changed", renewal: "manual" },
      { type: "command.setRenewal", renewal: "manual", consent },
      { type: "command.bill", from: at(1), to: at(2) },
      failed("createBillingRequest"),
    ],
  },
};

/** Every story that is told of the machine, by the name of the file it is recorded in. */
export const stories: Readonly<Record<string, Story>> = {
  ...requestStories,
  ...ways,
  ...troubleStories,
};
