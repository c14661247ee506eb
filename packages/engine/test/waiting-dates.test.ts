import { describe, expect, it } from "vitest";

import { waitingReport } from "../src/waiting-report.ts";
import { live } from "./lived.ts";

const request = { id: "PR-1", type: "purchase" };
const none = { vendor: 0, customer: 0, tier: 0, schedule: 0, platform: 0 };
const momentOf = (at: number): string => new Date(at).toISOString();

describe("by the platform's own dates, a request", () => {
  it("begins when the platform says it was made, and says what passed before anybody looked", () => {
    const dated = { ...request, createdAt: momentOf(1000), updatedAt: momentOf(5000) };
    const { entries } = live([
      [90_000, { type: "subscription.adopted", status: "processing" }],
      [90_000, { type: "request.inquiring", request: dated }],
    ]);
    expect(waitingReport(entries, { now: 100_000 })).toMatchObject([
      {
        on: "customer",
        since: 1000,
        total: 99_000,
        unseen: 4000,
        shares: { ...none, customer: 95_000 },
      },
    ]);
  });

  it("changes hands when the platform says it did, though it is heard of later", () => {
    const asked = { ...request, createdAt: momentOf(100), updatedAt: momentOf(200) };
    const { entries } = live([
      [110, { type: "request.pending", request: { ...asked, updatedAt: momentOf(100) } }],
      [5000, { type: "request.inquiring", request: asked }],
    ]);
    expect(waitingReport(entries, { now: 6000 })).toMatchObject([
      { since: 100, unseen: 0, shares: { ...none, vendor: 100, customer: 5800 } },
    ]);
  });

  it("takes no word of a platform whose clock is ahead of what was heard by then", () => {
    const ahead = { ...request, createdAt: momentOf(900), updatedAt: momentOf(900) };
    const { entries } = live([[100, { type: "request.pending", request: ahead }]]);
    expect(waitingReport(entries, { now: 150 })).toMatchObject([
      { since: 100, unseen: 0, shares: { ...none, vendor: 50 } },
    ]);
  });

  it("waits on the platform once its planned date has come and nothing moved", () => {
    const planned = { ...request, plannedDate: momentOf(1000) };
    const { entries } = live([[100, { type: "request.scheduled", request: planned }]]);
    expect(waitingReport(entries, { now: 600 })).toMatchObject([
      { on: "schedule", plannedDate: momentOf(1000), shares: { ...none, schedule: 500 } },
    ]);
    expect(waitingReport(entries, { now: 1600 })).toMatchObject([
      { on: "platform", shares: { ...none, schedule: 900, platform: 600 } },
    ]);
  });
});
