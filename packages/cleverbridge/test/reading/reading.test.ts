import { lifecycleOf, type Snapshot, type SubscriptionEvent } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { account10, ahead, blank, past, read, seen, sentItem, shown, take } from "./shown.ts";

const deactivated = { Subscriptionstatus: "Deactivated", Items: [sentItem(1, 2), sentItem(2, 2)] };
const chargeback = { type: "chargeback", at: "2026-05-30T00:00:00Z", interval: 3 } as const;

const active = seen(shown());
const held = seen(shown(), shown({ Subscriptionstatus: "Hold", NextBillingDate: past }));

const kindsOf = (events: readonly SubscriptionEvent[]): readonly string[] =>
  events.map((event) =>
    "request" in event ? `${event.request.type} ${event.type.slice(8)}` : event.type,
  );

describe("the first sight of a subscription", () => {
  const firstSights: readonly (readonly [what: string, Parameters<typeof shown>[0], string])[] = [
    ["active", {}, "active"],
    ["in grace", { Subscriptionstatus: "Grace" }, "active"],
    ["on hold", { Subscriptionstatus: "Hold" }, "suspended"],
    ["new", { Subscriptionstatus: "New" }, "processing"],
    ["deactivated with the paid term still running", deactivated, "terminating"],
    ["deactivated and over", { ...deactivated, NextBillingDate: past }, "terminated"],
    ["finished", { Subscriptionstatus: "Finished" }, "terminated"],
    ["active and renewed by hand", { RenewalType: "Manual" }, "active"],
  ];

  test.each(firstSights)("%s", (_what, members, status) => {
    const reading = read(blank, shown(members));
    const record = take(blank, reading.events);
    expect(lifecycleOf(record)).toBe(status);
    expect(read(record, shown(members)).events).toEqual([]);
  });

  test("takes over items, dates and what the account can do", () => {
    const { context } = active;
    expect(context.items).toEqual([
      { id: "1", mpn: "1001", quantity: "1", status: "active" },
      { id: "2", mpn: "1002", quantity: "1", status: "active" },
    ]);
    expect(context.parameters).toEqual({
      platformStatus: "active",
      nextBillingDate: ahead,
      lastIntervalNumber: 3,
      customerId: "7",
    });
    expect(context.capabilities).toMatchObject({
      renewalSwitch: true,
      itemDeactivation: true,
      fullCancel: true,
      paymentHold: true,
      scheduling: { cancel: true },
    });
  });

  test("under 1.0 knows that nothing can be canceled as a whole", () => {
    const record = take(
      blank,
      read(blank, shown({ RenewalType: undefined }), { profile: account10 }).events,
    );
    expect(record.context.capabilities).toMatchObject({ renewalSwitch: false, fullCancel: false });
  });

  test("learns the management model from a notification, and keeps it", () => {
    const learned = { managementModel: "1.0" } as const;
    const record = take(blank, read(blank, shown(), { learned }).events);
    expect(record.context.capabilities).toMatchObject({ renewalSwitch: false });
    expect(read(record, shown()).events).toEqual([]);
    const told = read(active, shown(), { learned });
    expect(kindsOf(told.events)).toEqual(["capabilities.changed", "adjustment approved"]);
  });

  test.each(["Handled by Client", "Awaiting new order", "9"])(
    "of one that is %s concludes nothing",
    (status) => {
      const reading = read(blank, shown({ Subscriptionstatus: status }));
      expect(reading).toMatchObject({ status: undefined, events: [] });
    },
  );
});

describe("a status that changes on the platform", () => {
  const changes: readonly (readonly [
    what: string,
    from: Snapshot,
    to: Parameters<typeof shown>[0],
    status: string,
    told: readonly string[],
  ])[] = [
    [
      "Grace is active with a payment past due",
      active,
      { Subscriptionstatus: "Grace", NextBillingDate: past },
      "active",
      ["adjustment approved"],
    ],
    [
      "Hold suspends",
      active,
      { Subscriptionstatus: "Hold", NextBillingDate: past },
      "suspended",
      ["adjustment approved", "suspend approved"],
    ],
    [
      "a payment in Hold resumes, and is another paid interval",
      held,
      { LastIntervalNo: 4 },
      "active",
      ["renew approved", "resume approved"],
    ],
    [
      "never paid ends",
      held,
      { ...deactivated, NextBillingDate: past },
      "terminated",
      ["adjustment approved", "cancel approved"],
    ],
    [
      "a paid interval is a renewal",
      active,
      { LastIntervalNo: 4, NextBillingDate: "2026-07-11T14:06:59Z" },
      "active",
      ["renew approved"],
    ],
    [
      "deactivated behind our back is a cancel that waits for the end of the term",
      active,
      deactivated,
      "terminating",
      ["adjustment approved", "cancel scheduled"],
    ],
    [
      "finished has ended",
      active,
      { Subscriptionstatus: "Finished", Items: [sentItem(1, 3), sentItem(2, 3)] },
      "terminated",
      ["change approved", "cancel approved"],
    ],
    [
      "renewed by hand is active, with its renewal off",
      active,
      { RenewalType: "Manual" },
      "active",
      ["renewal.changed"],
    ],
    [
      "an item changed behind our back is an approved change",
      active,
      { Items: [sentItem(1, 1), sentItem(2, 2)] },
      "active",
      ["change approved"],
    ],
    [
      "a first payment makes it active",
      seen(shown({ Subscriptionstatus: "New" })),
      {},
      "active",
      ["adjustment approved", "purchase approved"],
    ],
    [
      "an order that is never paid has failed",
      seen(shown({ Subscriptionstatus: "New" })),
      deactivated,
      "terminated",
      ["adjustment approved", "purchase failed"],
    ],
  ];

  test.each(changes)("%s", (_what, from, to, status, told) => {
    const reading = read(from, shown(to));
    expect(kindsOf(reading.events)).toEqual(told);
    const record = take(from, reading.events);
    expect([lifecycleOf(record), reading.status]).toEqual([status, status]);
    expect(read(record, shown(to)).events).toEqual([]);
  });

  test("shows what is past due, and no longer once it is paid", () => {
    const late = seen(shown(), shown({ Subscriptionstatus: "Grace", NextBillingDate: past }));
    expect(late.context.parameters).toMatchObject({ platformStatus: "grace", pastDue: true });
    const paid = take(late, read(late, shown({ LastIntervalNo: 4 })).events);
    expect(paid.context.parameters).not.toHaveProperty("pastDue");
  });

  test.each(["Handled by Client", "Awaiting new order", "42"])(
    "%s keeps the status, and is seen",
    (status) => {
      const record = take(active, read(active, shown({ Subscriptionstatus: status })).events);
      expect(lifecycleOf(record)).toBe("active");
      expect(record.context.parameters).toMatchObject({ unmanaged: true });
    },
  );

  test("that the same thing comes and goes is told each time", () => {
    const odd = { Items: [sentItem(1, 1), sentItem(2, 2)] };
    const record = seen(shown(), shown(odd), shown(), shown(odd), shown());
    expect(record.context.items.map(({ status }) => status)).toEqual(["active", "active"]);
    expect(record.context.ended).toHaveLength(4);
  });
});

describe("a chargeback or refund", () => {
  test("ends at once what is deactivated, though the paid term is not over", () => {
    const reading = read(active, shown(deactivated), { learned: { cause: chargeback } });
    expect(lifecycleOf(take(active, reading.events))).toBe("terminated");
    expect(reading.events.at(-1)).toMatchObject({ request: { reason: "chargeback" } });
  });

  test("that was heard of before the platform shows it, ends it as soon as it does", () => {
    const told = take(active, read(active, shown(), { learned: { cause: chargeback } }).events);
    expect(lifecycleOf(told)).toBe("active");
    expect(told.context.parameters["cause"]).toEqual(chargeback);
    expect(lifecycleOf(take(told, read(told, shown(deactivated)).events))).toBe("terminated");
  });

  test("of an earlier interval says nothing of a later cancel", () => {
    const told = take(active, read(active, shown(), { learned: { cause: chargeback } }).events);
    const later = shown({ LastIntervalNo: 4, NextBillingDate: "2026-07-11T14:06:59Z" });
    const paid = take(told, read(told, later).events);
    const after = shown({ ...deactivated, LastIntervalNo: 4 });
    expect(lifecycleOf(take(paid, read(paid, after).events))).toBe("terminating");
  });
});
