import type { SubscriptionEventInput } from "@tenure/machine";

import { at, failed, type Story } from "../histories/telling.ts";

type Fact = Extract<SubscriptionEventInput, { readonly request: unknown }>;
type Shown = Fact["type"] extends `request.${infer Name}` ? Name : never;

const input = { key: "TC-1", machine: "tierConfiguration" } as const;
const first = "TCR-1-001";
const by = "operator";

/** The platform shows the configuration's request of this number. */
const fact = (
  shown: Shown,
  number: number,
  type: string,
  parameters?: Fact["request"]["parameters"],
): SubscriptionEventInput => ({
  type: `request.${shown}`,
  request: {
    id: `TCR-1-00${number}`,
    type,
    updatedAt: at(number),
    ...(parameters === undefined ? {} : { parameters }),
  },
});

const pending = fact("pending", 1, "setup");
const setUp = [pending, fact("approved", 1, "setup", { reseller: "R-1" })];
const told = (...events: readonly SubscriptionEventInput[]): Story => ({ input, events });

/** What happens to tier configurations, told once for every way it can go. */
export const tierStories: Readonly<Record<string, Story>> = {
  "setup-approved": told(
    fact("tiersSetup", 1, "setup"),
    pending,
    { type: "answer.approve", requestId: first, parameters: { reseller: "R-1" } },
    fact("approved", 1, "setup", { reseller: "R-1" }),
  ),
  "setup-failed": told(
    pending,
    { type: "answer.reject", requestId: first, reason: "Not a partner." },
    fact("failed", 1, "setup", { reseller: "R-1" }),
  ),
  "update-approved": told(
    ...setUp,
    fact("pending", 2, "update"),
    fact("approved", 2, "update", { reseller: "R-2" }),
  ),
  "update-failed": told(
    ...setUp,
    fact("pending", 2, "update"),
    fact("failed", 2, "update", { reseller: "R-2" }),
  ),
  "adjustment-shown-active": told(
    ...setUp,
    { ...fact("pending", 2, "adjustment"), subscriptionStatus: "active" } as Fact,
    fact("approved", 2, "adjustment", { reseller: "R-2" }),
  ),
  "inquired-and-rejected-by-hand": told(
    pending,
    { type: "answer.inquire", requestId: first, parameters: { vat: "Which one?" } },
    fact("inquiring", 1, "setup"),
    { type: "answer.reject", requestId: first, by, reason: "Never answered." },
    fact("failed", 1, "setup"),
  ),
  "postponed-and-called-again": told(
    pending,
    { type: "answer.postpone", requestId: first, delay: 1000 },
    { type: "timer.due", timer: "postponement", requestId: first },
  ),
  "scheduled-by-mistake": told(
    pending,
    { type: "answer.schedule", requestId: first, plannedDate: "2026-02-01T00:00:00.000Z" },
    { type: "answer.approve", requestId: first, by },
  ),
  "stuck-and-retried": told(
    pending,
    failed("fulfillRequest", first),
    { type: "operator.retry" },
    { type: "answer.approve", requestId: first },
    failed("approveRequest", first),
    { type: "operator.skip" },
    { type: "operator.retry" },
  ),
  "draft-submitted": told(fact("draft", 1, "setup"), pending),
  "draft-discarded": told(fact("draft", 1, "setup"), fact("discarded", 1, "setup")),
  "beside-one-another": told(
    ...setUp,
    fact("pending", 2, "update"),
    fact("pending", 3, "adjustment"),
    fact("approved", 2, "update"),
    fact("approved", 3, "adjustment"),
  ),
  "hostile-facts": told(
    pending,
    fact("revoking", 1, "setup"),
    fact("pending", 2, "purchase"),
    { type: "command.cancel" },
    { type: "subscription.adopted", status: "suspended", forced: true },
    { type: "subscription.adopted", status: "active", forced: true },
  ),
};
