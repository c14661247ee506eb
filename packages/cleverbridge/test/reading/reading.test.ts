import {
  lifecycleOf,
  requestStateOf,
  type Snapshot,
  type SubscriptionEvent,
} from "@tenure/machine";
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
