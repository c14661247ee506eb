import { fc, test } from "@fast-check/vitest";
import { describe, expect, vi } from "vitest";

import type { CleverbridgeSubscription } from "../../src/index.ts";
import { readSubscription } from "../../src/wire/read-subscription.ts";
import { inAnyCase } from "./in-any-case.ts";
import { itemPayload, subscriptionPayload } from "./payloads.ts";

vi.setConfig({ testTimeout: 30_000 });

function read(payload: unknown): CleverbridgeSubscription {
  const reading = readSubscription(payload);
  if ("problem" in reading) throw new Error(reading.problem);
  return reading.subscription;
}

const utc = (raw: string) => ({
  raw,
  at: `${raw.slice(0, 19)}${raw.includes(".") ? raw.slice(19, 23) : ".000"}Z`,
});

/** A payload with each member's name in another case. */
const recased = (payload: Record<string, unknown>) =>
  fc
    .tuple(...Object.keys(payload).map(inAnyCase))
    .map((names) =>
      Object.fromEntries(Object.values(payload).map((value, index) => [names[index] ?? "", value])),
    );

describe("a subscription", () => {
  test("is read with everything the platform shows", () => {
    expect(read(subscriptionPayload())).toEqual({
      id: "67560422",
      status: "active",
      rawStatus: "1",
      customerId: "157656971",
      customerReferenceId: "our-customer-7",
      customerReferenceNo: "PO-1",
      customerCurrencyId: "USD",
      renewalType: "automatic",
      nextBillingDate: utc("2026-06-11T14:06:59.147775"),
      nextBillingDateReminder: utc("2026-06-04T14:06:59.147775"),
      startDate: utc("2026-02-18T15:52:31Z"),
      endDate: utc("2028-02-18T15:52:31+00:00"),
      gracePeriodDays: 15,
      lastIntervalNo: 3,
      interval: { months: 1, days: 0 },
      billingInterval: { months: 3, days: 0 },
      startInterval: { months: 0, days: 14 },
      items: [
        {
          runningNumber: 1,
          status: "active",
          rawStatus: "1",
          isCurrent: true,
          version: 2,
          quantity: 5,
          productId: 293_076,
          productName: "Storage 500 GB",
          productNameExtension: "Cloud",
          couponCode: "SPRING",
          promotionId: "12",
          startDate: utc("2026-02-18T15:52:31Z"),
          endDate: utc("2027-05-18T15:52:31"),
          deactivationDate: utc("2026-05-18T15:52:31.835556"),
          lastIntervalNo: 3,
          recurrenceCount: 24,
          nextBillingPrice: { currencyId: "USD", gross: 10, net: 8.4, vat: 1.6 },
          nextRenewalPrice: { currencyId: "USD", gross: 20, net: 16.8, vat: 3.2 },
        },
      ],
      otherVersions: [],
      ambiguousRunningNumbers: [],
      unreadMembers: [],
    });
  });

  test.prop([
    recased(itemPayload()).chain((item) => recased(subscriptionPayload({ Items: [item] }))),
  ])("reads the same whatever the case of its members", (payload) => {
    expect(read(payload)).toEqual(read(subscriptionPayload()));
  });

  test.prop([fc.dictionary(fc.stringMatching(/^x_\w+$/u), fc.jsonValue())])(
    "reads the same with members nobody knows",
    (more) => {
      const payload = {
        ...more,
        ...subscriptionPayload({ Items: [{ ...more, ...itemPayload() }] }),
      };
      expect(read(payload)).toEqual(read(subscriptionPayload()));
    },
  );

  const required = {
    ofSubscription: ["Id", "Subscriptionstatus", "Items"],
    ofItem: ["RunningNo", "Status"],
  };
  const optional = (payload: object, needed: readonly string[]) =>
    fc.subarray(Object.keys(payload).filter((name) => !needed.includes(name)));
  const gone = fc.constantFrom<unknown>(undefined, null, "");

  test.prop([
    optional(subscriptionPayload(), required.ofSubscription),
    optional(itemPayload(), required.ofItem),
    gone,
  ])("is read without whatever is not required", (names, itemNames, nothing) => {
    const without = (all: readonly string[]) =>
      Object.fromEntries(all.map((name) => [name, nothing]));
    const payload = subscriptionPayload({
      ...without(names),
      Items: [itemPayload(without(itemNames))],
    });
    const subscription = read(payload);
    expect(subscription).toMatchObject({ id: "67560422", status: "active" });
    expect(subscription.items.map(({ runningNumber }) => runningNumber)).toEqual([1]);
    expect(subscription.unreadMembers).toEqual([]);
  });

  test.prop([
    optional(subscriptionPayload(), required.ofSubscription),
    optional(itemPayload(), required.ofItem),
  ])("is read without what has another shape than documented, and says so", (names, itemNames) => {
    const odd = (all: readonly string[]) =>
      Object.fromEntries(all.map((name) => [name, { odd: 1 }]));
    const subscription = read(
      subscriptionPayload({ ...odd(names), Items: [itemPayload(odd(itemNames))] }),
    );
    expect(subscription.id).toBe("67560422");
    const noted = new Set(subscription.unreadMembers);
    for (const name of names) expect(noted).toContain(name);
    // Nobody reads an item's `SubscriptionId`.
    for (const name of itemNames.filter((member) => member !== "SubscriptionId")) {
      expect(noted).toContain(`Items.0.${name}`);
    }
  });

  test.each([
    [{ Id: undefined }, "Id: missing", undefined],
    [{ Id: "X1" }, "Id: unexpected shape", undefined],
    [{ Subscriptionstatus: null }, "SubscriptionStatus: missing", "67560422"],
    [{ Subscriptionstatus: {} }, "SubscriptionStatus: unexpected shape", "67560422"],
    [{ Items: undefined }, "Items: missing", "67560422"],
    [{ Items: {} }, "Items: unexpected shape", "67560422"],
    [{ Items: ["secret"] }, "Items.0: unexpected shape", "67560422"],
    [
      { Items: [itemPayload(), itemPayload({ RunningNo: 0 })] },
      "Items.1: RunningNo: unexpected shape",
      "67560422",
    ],
    [{ Items: [itemPayload({ Status: undefined })] }, "Items.0: Status: missing", "67560422"],
  ])("is unreadable with %j", (change, problem, id) => {
    expect(readSubscription(subscriptionPayload(change))).toEqual({ problem, id });
  });

  test.prop([fc.jsonValue()])("is never more than unreadable, whatever was sent", (value) => {
    const reading = readSubscription(value);
    expect("problem" in reading).toBe(true);
  });

  test.each(["Unheard", 99, "ZZZ", "0"])(
    "of the status %j is unknown, and keeps the text",
    (sent) => {
      expect(read(subscriptionPayload({ Subscriptionstatus: sent }))).toMatchObject({
        status: "unknown",
        rawStatus: String(sent),
      });
      expect(
        read(subscriptionPayload({ Items: [itemPayload({ Status: sent })] })).items[0],
      ).toMatchObject({
        status: "unknown",
        rawStatus: String(sent),
      });
    },
  );

  test.each([2 ** 53, 1.5, -0.5])("does not take the number %d for an id of a customer", (sent) => {
    expect(read(subscriptionPayload({ CustomerId: sent }))).toMatchObject({
      customerId: undefined,
      unreadMembers: ["CustomerId"],
    });
  });

  test("shows no renewal type where the platform shows none", () => {
    expect(read(subscriptionPayload({ RenewalType: undefined })).renewalType).toBeUndefined();
    expect(read(subscriptionPayload({ RenewalType: 2 })).renewalType).toBe("manual");
  });

  test("counts an item once, however many versions of it are shown", () => {
    const subscription = read(
      subscriptionPayload({
        Items: [
          { RunningNo: 1, Status: 1 },
          { RunningNo: "2", Status: "1", Quantity: "15" },
          { RunningNo: 2, Status: 2, Quantity: 10 },
          { RunningNo: 3, Status: 2 },
          { RunningNo: 3, Status: 2 },
        ],
      }),
    );
    expect(subscription.items).toMatchObject([
      { runningNumber: 1 },
      { runningNumber: 2, quantity: 15 },
    ]);
    expect(subscription.otherVersions).toHaveLength(3);
    expect(subscription.ambiguousRunningNumbers).toEqual([3]);
  });
});
