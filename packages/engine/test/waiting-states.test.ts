import type { SubscriptionEventInput } from "@tenure/machine";
import { expect, it } from "vitest";

import { waitingReport } from "../src/waiting-report.ts";
import { live } from "./lived.ts";

const request = { id: "PR-1", type: "purchase" };
const approval = {
  type: "answer.approve",
  requestId: "PR-1",
  by: "handler",
  parameters: {},
} as const;
const pending = { type: "request.pending", request } as const;
const failed = {
  type: "effect.failed",
  effectId: "AS-1/1/0",
  effect: "fulfillRequest",
  requestId: "PR-1",
  attempts: 8,
  error: { code: "no", message: "no" },
} as const;
const inOpenStatus = ["draft", "tiersSetup", "inquiring", "scheduled", "revoking"] as const;
const ofOwnAnswer = {
  "answer.reject": { type: "answer.reject", requestId: "PR-1", by: "handler", reason: "no" },
  "answer.inquire": {
    type: "answer.inquire",
    requestId: "PR-1",
    by: "handler",
    parameters: { admin_email: "Which?" },
  },
  "answer.schedule": {
    type: "answer.schedule",
    requestId: "PR-1",
    by: "handler",
    plannedDate: "2126-03-01T00:00:00.000Z",
  },
  "answer.postpone": { type: "answer.postpone", requestId: "PR-1", by: "handler", delay: 5 },
} as const;
const validation = { dynamicValidation: { purchase: true }, scheduling: { purchase: true } };
const scheduling = { type: "capabilities.changed", capabilities: validation } as const;

it.each<readonly [string, string, string, readonly SubscriptionEventInput[]]>([
  ...inOpenStatus.map((status) => {
    const on = {
      draft: "customer",
      tiersSetup: "tier",
      inquiring: "customer",
      scheduled: "schedule",
      revoking: "vendor",
    }[status];
    return [status, status, on, [{ type: `request.${status}`, request }] as const] as const;
  }),
  ["pending", "pending", "vendor", [pending]],
  ["pending, approved by its handler", "pending", "platform", [pending, approval]],
  ["pending, rejected", "pending", "platform", [pending, ofOwnAnswer["answer.reject"]]],
  ["pending, asked back", "pending", "platform", [pending, ofOwnAnswer["answer.inquire"]]],
  ["pending, put off to a date", "pending", "platform", [pending, ofOwnAnswer["answer.schedule"]]],
  ["pending, postponed", "pending", "vendor", [pending, ofOwnAnswer["answer.postpone"]]],
  ["pending, whose handler keeps failing", "stuck", "vendor", [pending, failed]],
  [
    "pending, of a type nobody knows",
    "stuck",
    "vendor",
    [{ type: "request.pending", request: { id: "PR-1", type: "barter" } }],
  ],
])("%s is in state %s and waits on the %s", (_name, state, on, events) => {
  const { entries } = live([scheduling, ...events].map((event, index) => [index, event] as const));
  expect(waitingReport(entries, { now: 10 })).toMatchObject([{ state, on }]);
});
