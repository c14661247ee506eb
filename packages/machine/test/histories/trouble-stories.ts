import {
  at,
  consent,
  everything,
  fact,
  failed,
  purchased,
  suspended,
  type Story,
} from "./telling.ts";

const first = "PR-1-001";
const pending = fact("pending", 1, "purchase");

/** What goes wrong, comes late, or comes from nowhere. */
export const troubleStories: Readonly<Record<string, Story>> = {
  "stuck-and-retried": {
    input: everything,
    events: [
      pending,
      failed("fulfillRequest", first),
      { type: "operator.retry" },
      { type: "answer.approve", requestId: first, template: "TL-1" },
      failed("approveRequest", first),
      { type: "operator.retry" },
      fact("approved", 1, "purchase"),
    ],
  },
  "stuck-and-answered-by-hand": {
    input: everything,
    events: [
      pending,
      failed("fulfillRequest", first),
      { type: "answer.approve", requestId: first },
      { type: "answer.approve", requestId: first, by: "operator" },
      fact("approved", 1, "purchase"),
    ],
  },
  "stuck-and-settled-on-the-platform": {
    input: everything,
    events: [
      pending,
      failed("fulfillRequest", first),
      { type: "operator.skip" },
      failed("readRequest", first),
      fact("failed", 1, "purchase"),
    ],
  },
  "unsupported-type": {
    input: everything,
    events: [
      ...purchased,
      fact("pending", 2, "teleport"),
      { type: "operator.retry" },
      { type: "answer.approve", requestId: "PR-1-002", by: "operator" },
      fact("approved", 2, "teleport"),
    ],
  },
  "answer-that-does-not-fit": {
    input: everything,
    events: [
      ...purchased,
      fact("pending", 2, "cancel"),
      { type: "answer.inquire", requestId: "PR-1-002", parameters: { why: "Why?" } },
      { type: "operator.retry" },
      { type: "answer.reject", requestId: "PR-1-002", reason: "Too late." },
      fact("failed", 2, "cancel"),
    ],
  },
  "waiting-adjustment": {
    input: everything,
    events: [
      ...purchased,
      fact("pending", 2, "change"),
      fact("pending", 3, "adjustment"),
      fact("inquiring", 3, "adjustment"),
      fact("approved", 2, "change"),
      fact("pending", 3, "adjustment"),
      { type: "answer.approve", requestId: "PR-1-003" },
      fact("approved", 3, "adjustment"),
    ],
  },
  adopted: {
    input: everything,
    events: [
      {
        type: "subscription.adopted",
        status: "suspended",
        items: [{ id: "A", quantity: "2", status: "active" }],
        parameters: { tenant: "T-9" },
      },
      { type: "subscription.adopted", status: "suspended" },
      { type: "subscription.adopted", status: "active" },
      { type: "command.resume", consent },
      fact("pending", 7, "resume"),
      fact("approved", 7, "resume"),
    ],
  },
  "adopted-by-force": {
    input: everything,
    events: [
      ...purchased,
      fact("pending", 2, "change"),
      { type: "subscription.adopted", status: "terminated", forced: true },
      fact("pending", 3, "change"),
      { type: "subscription.adopted", status: "active", forced: true },
      fact("pending", 3, "change"),
    ],
  },
  "seen-in-the-middle-of-a-cancel": {
    input: everything,
    events: [
      {
        type: "request.approved",
        request: { id: first, type: "purchase" },
        subscriptionStatus: "terminating",
      },
      fact("approved", 2, "suspend"),
      fact("pending", 3, "cancel"),
      fact("failed", 3, "cancel"),
    ],
  },
  "capability-lost": {
    input: everything,
    events: [
      ...suspended,
      { type: "capabilities.changed", capabilities: {} },
      { type: "capabilities.changed", capabilities: {} },
      { type: "command.resume", consent },
      fact("pending", 3, "resume"),
      { type: "answer.schedule", requestId: "PR-1-003", plannedDate: at(9) },
      fact("approved", 3, "resume"),
      {
        type: "request.approved",
        request: { id: "PR-1-004", type: "resume" },
        subscriptionStatus: "active",
      },
      fact("draft", 5, "change"),
    ],
  },
  "hostile-facts": {
    input: everything,
    events: [
      fact("pending", 1, "purchase", { updatedAt: at(3) }),
      fact("pending", 1, "purchase", { updatedAt: at(3) }),
      fact("inquiring", 1, "purchase", { updatedAt: at(1) }),
      fact("approved", 1, "purchase", { updatedAt: at(5) }),
      fact("failed", 1, "purchase", { updatedAt: at(6) }),
      fact("approved", 2, "suspend", { updatedAt: at(4) }),
      fact("discarded", 8, "change"),
      { type: "answer.approve", requestId: "PR-1-777" },
      { type: "timer.due", timer: "schedule", requestId: "PR-1-777" },
      fact("revoking", 3, "change", { updatedAt: at(7) }),
      fact("pending", 3, "change", { updatedAt: at(8) }),
      fact("approved", 4, "cancel", { updatedAt: at(9) }),
      fact("pending", 5, "change"),
    ],
  },
};
