import { lifecycleOf, requestStateOf, type SubscriptionEvent } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import {
  account10,
  ahead,
  blank,
  canceled,
  past,
  read,
  seen,
  sentItem,
  shown,
  take,
} from "./shown.ts";

const deactivated = { Subscriptionstatus: "Deactivated", Items: [sentItem(1, 2), sentItem(2, 2)] };

const active = seen(shown());

const kindsOf = (events: readonly SubscriptionEvent[]): readonly string[] =>
  events.map((event) =>
    "request" in event ? `${event.request.type} ${event.type.slice(8)}` : event.type,
  );

describe("a cancel that the customer asked us for", () => {
  const manual = shown({ RenewalType: "Manual" });
  const record = canceled(active);

  test("stands while the renewal is off, until the paid term is over", () => {
    expect(read(record, manual).events).toEqual([]);
    expect(lifecycleOf(record)).toBe("terminating");
  });

  test.each(["Active", "Hold", "Grace", "Deactivated", "Finished"])(
    "has ended the subscription once the term is over, whatever the platform calls that: %s",
    (status) => {
      const over = shown({
        RenewalType: "Manual",
        Subscriptionstatus: status,
        NextBillingDate: past,
      });
      const ended = take(record, read(record, over).events);
      expect(lifecycleOf(ended)).toBe("terminated");
      expect(ended.context.ended.at(-1)).toMatchObject({
        id: "ordered-cancel",
        outcome: "approved",
      });
      expect(read(ended, over).events).toEqual([]);
    },
  );

  test("is revoked when the renewal is on again, and grave enough to be looked at twice", () => {
    const reading = read(record, shown());
    expect(kindsOf(reading.events)).toEqual(["renewal.changed", "cancel revoked"]);
    expect(reading.isGrave).toBe(true);
    expect(lifecycleOf(take(record, reading.events))).toBe("active");
  });

  test("is planned anew when the customer paid another term by hand", () => {
    const renewed = shown({
      RenewalType: "Manual",
      LastIntervalNo: 4,
      NextBillingDate: "2026-07-11T14:06:59Z",
    });
    const reading = read(record, renewed);
    expect(kindsOf(reading.events)).toEqual(["renew approved", "cancel pending"]);
    const planned = take(record, reading.events);
    expect(lifecycleOf(planned)).toBe("terminating");
    expect(read(planned, renewed).events).toEqual([]);
  });

  test("is not taken for withdrawn while it is still being carried out", () => {
    const request = { id: "ordered-cancel", type: "cancel" };
    const consent = { identity: "customer 7", text: "I cancel.", givenAt: past };
    const pending = take(active, [
      { type: "command.cancel", consent },
      { type: "request.pending", request },
    ]);
    expect(read(pending, shown()).events).toEqual([]);
    expect(kindsOf(read(pending, manual).events)).toEqual(["renewal.changed"]);
  });

  test("done by deactivating, under 1.0, keeps in mind which items were in use", () => {
    const old = take(
      blank,
      read(blank, shown({ RenewalType: undefined }), {
        profile: { ...account10, fullCancelUnder10: "deactivateItems" },
      }).events,
    );
    const profile = { ...account10, fullCancelUnder10: "deactivateItems" } as const;
    const gone = canceled(old);
    const after = take(
      gone,
      read(gone, shown({ ...deactivated, RenewalType: undefined }), { profile }).events,
    );
    expect(after.context.items.map(({ status }) => status)).toEqual(["active", "active"]);
    expect(lifecycleOf(after)).toBe("terminating");
    const back = read(after, shown({ RenewalType: undefined }), { profile });
    expect(lifecycleOf(take(after, back.events))).toBe("active");
  });
});

describe("a cancel that was found on the platform", () => {
  const found = take(active, read(active, shown(deactivated)).events);

  test("waits for its date, and ends the subscription then", () => {
    expect(requestStateOf(found)).toBe("scheduled");
    expect(found.context.request).toMatchObject({ plannedDate: ahead });
    const reading = read(found, shown(deactivated), { now: "2026-06-11T14:07:00.000Z" });
    expect(lifecycleOf(take(found, reading.events))).toBe("terminated");
  });

  test("is taken back when the platform has the items active again, whatever the renewal", () => {
    for (const RenewalType of ["Automatic", "Manual"]) {
      expect(lifecycleOf(take(found, read(found, shown({ RenewalType })).events))).toBe("active");
    }
  });

  test("beside a change that is in progress waits for that", () => {
    const consent = { identity: "customer 7", text: "Fewer.", givenAt: past };
    const changing = take(active, [
      { type: "command.change", items: [{ id: "2", status: "deactivated" }], consent },
      { type: "request.pending", request: { id: "ordered-change", type: "change" } },
    ]);
    const told = take(changing, read(changing, shown(deactivated)).events);
    expect(lifecycleOf(told)).toBe("terminating");
    expect(read(told, shown(deactivated)).events).toEqual([]);
    expect(lifecycleOf(take(told, read(told, shown()).events))).toBe("active");
  });
});

describe("a subscription that has ended", () => {
  const ended = seen(shown(), shown({ ...deactivated, NextBillingDate: past }));

  test.each(["Hold", "Grace", "Deactivated", "Finished"])(
    "stays so while the platform shows %s",
    (status) => {
      expect(
        read(ended, shown({ Subscriptionstatus: status, NextBillingDate: past })).events,
      ).toEqual([]);
    },
  );

  test("and lives again on the platform is a contradiction, not a way back", () => {
    const reading = read(ended, shown());
    expect(reading.events).toEqual([
      { type: "subscription.adopted", status: "active", forced: false },
    ]);
    expect(lifecycleOf(take(ended, reading.events))).toBe("terminated");
  });
});

describe("a change of our own that is in progress", () => {
  const consent = { identity: "customer 7", text: "Fewer.", givenAt: past };
  const changing = take(active, [
    { type: "command.change", items: [{ id: "2", status: "deactivated" }], consent },
    { type: "request.pending", request: { id: "ordered-change", type: "change", updatedAt: past } },
  ]);

  test("is not taken for something that happened behind our back", () => {
    const half = shown({
      Items: [sentItem(1, 1), sentItem(2, 2)],
      NextBillingDate: "2026-09-01T00:00:00Z",
    });
    expect(read(changing, half).events).toEqual([]);
  });

  test("hides no missing payment", () => {
    const late = read(changing, shown({ Subscriptionstatus: "Hold", NextBillingDate: past }));
    expect(kindsOf(late.events)).toEqual(["adjustment approved", "suspend approved"]);
  });
});

describe("a reading", () => {
  test("that began before the record was last written says nothing", () => {
    const record = seen(shown(), shown({ Items: [sentItem(1, 1), sentItem(2, 2)] }));
    const reading = read(record, shown(), { seenAt: past });
    expect(reading).toMatchObject({ isOld: true, events: [] });
  });

  test("keeps an item as known of which it cannot be told what counts, and names it", () => {
    const two = [
      sentItem(1, 1),
      sentItem(2, 1, { IsCurrent: undefined, Quantity: 15 }),
      sentItem(2, 1, { IsCurrent: undefined, Quantity: 10 }),
    ];
    const record = take(active, read(active, shown({ Items: two })).events);
    expect(record.context.items).toHaveLength(2);
    expect(record.context.parameters).toMatchObject({ ambiguousItems: ["2"] });
    const first = take(blank, read(blank, shown({ Items: two })).events);
    expect(first.context.items.map(({ id }) => id)).toEqual(["1"]);
  });

  test("does not miss what the platform left out", () => {
    const bare = shown({
      LastIntervalNo: undefined,
      CustomerId: undefined,
      Items: [
        { RunningNo: 1, Status: 1 },
        { RunningNo: 2, Status: 1 },
      ],
    });
    expect(read(active, bare).events).toEqual([]);
  });

  test("under 1.0 of what waits for the customer's word is active until the term is over", () => {
    const waiting = {
      Subscriptionstatus: "Deactivated",
      RenewalType: undefined,
      Items: [sentItem(1, 5)],
    };
    const record = take(blank, read(blank, shown(waiting), { profile: account10 }).events);
    expect([lifecycleOf(record), record.context.renewal]).toEqual(["active", "manual"]);
    const over = read(record, shown({ ...waiting, NextBillingDate: past }), { profile: account10 });
    expect(lifecycleOf(take(record, over.events))).toBe("terminated");
  });
});
