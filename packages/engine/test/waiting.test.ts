import { fc, test } from "@fast-check/vitest";
import type { SubscriptionEventInput } from "@tenure/machine";
import { describe, expect, it } from "vitest";

import type { HistoryEntry, SubscriptionRecord } from "../src/ports/subscription-record.ts";
import { waitingReport } from "../src/waiting-report.ts";
import { longestWaiting, openWaiting, waiting } from "../src/waiting.ts";
import { live } from "./lived.ts";

const request = { id: "PR-1", type: "purchase" };
const none = { vendor: 0, customer: 0, tier: 0, schedule: 0, platform: 0 };
const momentOf = (at: number): string => new Date(at).toISOString();
const sumOf = (shares: Readonly<Record<string, number>>): number =>
  Object.values(shares).reduce((sum, share) => sum + share, 0);

describe("how long a request has waited", () => {
  it("is told by whom it waited on", () => {
    const { entries } = live([
      [100, { type: "request.tiersSetup", request }],
      [103, { type: "request.pending", request }],
      [110, { type: "answer.postpone", requestId: "PR-1", by: "handler", delay: 20 }],
      [130, { type: "timer.due", timer: "postponement", requestId: "PR-1" }],
      [
        131,
        {
          type: "answer.inquire",
          requestId: "PR-1",
          by: "handler",
          parameters: { admin_email: "Which?" },
        },
      ],
      [133, { type: "request.inquiring", request }],
      [233, { type: "request.pending", request }],
      [240, { type: "answer.approve", requestId: "PR-1", by: "handler", parameters: {} }],
      [244, { type: "request.approved", request }],
    ]);
    expect(waitingReport(entries, { now: 900 })).toEqual([
      {
        key: "AS-1",
        requestId: "PR-1",
        type: "purchase",
        on: undefined,
        state: undefined,
        plannedDate: undefined,
        since: 100,
        until: 244,
        total: 144,
        unseen: 0,
        shares: { ...none, tier: 3, vendor: 7 + 20 + 1 + 7, platform: 2 + 4, customer: 100 },
      },
    ]);
    const open = waitingReport(entries.slice(0, 6), { now: 183 });
    expect(open).toMatchObject([{ on: "customer", state: "inquiring", until: 183, total: 83 }]);
  });

  it("counts a planned date to nobody's debit but the schedule's, and what is held to the vendor", () => {
    const plannedDate = "2126-03-01T00:00:00.000Z";
    const { entries } = live([
      [0, { type: "request.scheduled", request: { ...request, plannedDate } }],
      [50, { type: "request.pending", request: { id: "PR-2", type: "barter" } }],
      [60, { type: "request.failed", request: { ...request, reason: "no" } }],
    ]);
    expect(waitingReport(entries, { now: 70 })).toMatchObject([
      { requestId: "PR-1", on: undefined, shares: { ...none, schedule: 60 } },
      { requestId: "PR-2", since: 50, total: 20, shares: { ...none, vendor: 20 } },
    ]);
  });

  it("is nothing of a subscription without requests", () => {
    expect(waitingReport([], { now: 9 })).toEqual([]);
    const { entries } = live([[1, { type: "subscription.adopted", status: "active" }]]);
    expect(waitingReport(entries, { now: 9 })).toEqual([]);
  });
});

const requestEvent = fc
  .tuple(
    fc.constantFrom(
      "request.draft",
      "request.tiersSetup",
      "request.pending",
      "request.inquiring",
      "request.scheduled",
      "request.revoking",
      "request.approved",
      "request.failed",
    ),
    fc.constantFrom("PR-1", "PR-2", "PR-3"),
    fc.constantFrom("purchase", "change", "suspend"),
    fc.record(
      {
        createdAt: fc.nat(1200).map(momentOf),
        updatedAt: fc.nat(1200).map(momentOf),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([type, id, kind, dates]): SubscriptionEventInput => ({
    type,
    request: { id, type: kind, ...dates },
  }));
const told = fc.array(fc.tuple(fc.nat(1000), requestEvent), { minLength: 1, maxLength: 25 });

test.prop([told, fc.nat(2000)])(
  "the shares and what nobody saw sum to the whole, whatever happened",
  (events, now) => {
    for (const row of waitingReport(live(events).entries, { now })) {
      expect(sumOf(row.shares) + row.unseen).toBe(row.total);
      expect(row.unseen).toBeGreaterThanOrEqual(0);
      expect(row.total).toBe(row.until - row.since);
      expect(Object.values(row.shares).every((share) => share >= 0)).toBe(true);
    }
  },
);

test.prop([told, fc.nat(25), fc.nat(1000)])(
  "what was told twice, as after a crash, changes nothing",
  (events, place, later) => {
    const ordered = events.toSorted(([left], [right]) => left - right);
    const { entries } = live(ordered);
    const index = place % entries.length;
    const [again] = entries.slice(index);
    const next = entries[index + 1]?.at ?? (again?.at ?? 0) + later;
    if (again === undefined) return;
    const repeated: HistoryEntry = {
      ...again,
      at: Math.min(again.at + later, next),
      verdict: { type: "unchanged", reason: "known" },
    };
    const withRepeat = entries.toSpliced(index + 1, 0, repeated);
    expect(waitingReport(withRepeat, { now: 3000 })).toEqual(waitingReport(entries, { now: 3000 }));
  },
);

test.prop([told, fc.nat(1000)])(
  "time passes only to whom an open request waits on",
  (events, more) => {
    const { entries } = live(events);
    const now = 1000;
    const before = waitingReport(entries, { now });
    for (const [index, row] of waitingReport(entries, { now: now + more }).entries()) {
      const earlier = before[index];
      const grown = row.on === undefined ? 0 : more;
      expect(row.total).toBe((earlier?.total ?? 0) + grown);
      if (row.on !== undefined) {
        expect(row.shares[row.on]).toBe((earlier?.shares[row.on] ?? 0) + grown);
      }
    }
  },
);

/** Subscriptions as an engine would show them. */
function sourceOf(subscriptions: readonly ReturnType<typeof live>[]) {
  const records = subscriptions.map(
    ({ entries, snapshot }) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no other field is read
      ({ key: snapshot.context.key, version: entries.length, snapshot }) as SubscriptionRecord,
  );
  return {
    get: async (key: string) => records.find((record) => record.key === key),
    history: async (key: string, options: { readonly after?: number } = {}) =>
      subscriptions
        .flatMap(({ entries }) => entries.filter((entry) => entry.key === key))
        // Pages of two: a report that read only the first would be wrong.
        .slice(options.after ?? 0, (options.after ?? 0) + 2),
    list: async (_filter: unknown, page: { readonly after?: string } = {}) => {
      const index = page.after === undefined ? 0 : Number(page.after);
      const next = index + 1 < records.length ? { next: String(index + 1) } : {};
      return { rows: records.slice(index, index + 1), ...next };
    },
  };
}

describe("over subscriptions", () => {
  const young = live([[500, { type: "request.pending", request }]], "AS-1");
  const old = live(
    [
      [10, { type: "subscription.adopted", status: "active" }],
      [20, { type: "request.failed", request: { id: "PR-7", type: "change" } }],
      [30, { type: "request.inquiring", request: { id: "PR-8", type: "change" } }],
    ],
    "AS-2",
  );
  const source = sourceOf([young, old]);

  it("lists what has waited longest first, and nothing that has ended", async () => {
    const rows = await longestWaiting(source, { now: 1000 });
    expect(rows.map((row) => [row.requestId, row.on, row.total])).toEqual([
      ["PR-8", "customer", 970],
      ["PR-1", "vendor", 500],
    ]);
    expect(await longestWaiting(source, { now: 1000, limit: 1 })).toEqual(rows.slice(0, 1));
  });

  it("goes through all that is open, one after the other", async () => {
    const rows = [];
    for await (const row of openWaiting(source, { now: 1000 })) rows.push(row.requestId);
    expect(rows).toEqual(["PR-1", "PR-8"]);
  });

  it("tells of one, and that there is no other", async () => {
    expect(await waiting(source, "AS-2", { now: 1000 })).toMatchObject([{ requestId: "PR-8" }]);
    await expect(waiting(source, "AS-3")).rejects.toMatchObject({ code: "subscription_unknown" });
  });
});
