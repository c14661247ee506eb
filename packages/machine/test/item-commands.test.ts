import { decide, type Item, type Snapshot, type SubscriptionEventInput } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { consent, numbered, purchased } from "./purchased.ts";

const items: readonly Item[] = [
  { id: "1", quantity: "15", status: "active" },
  { id: "2", quantity: "3", status: "active" },
  { id: "3", quantity: "1", status: "deactivated" },
  { id: "4", quantity: "1", status: "finished" },
  { id: "5", quantity: "1", status: "removed" },
];
const capable = { itemDeactivation: true, renewalSwitch: true };

const subscription = (capabilities: object = capable): Snapshot =>
  given(
    [{ type: "request.approved", request: { ...numbered(1, "purchase"), items: [...items] } }],
    { capabilities },
  ).snapshot;

type Change = Extract<SubscriptionEventInput, { readonly type: "command.change" }>;

const change = (changed: NonNullable<Change["items"]>, capabilities?: object) =>
  decide(subscription(capabilities), { type: "command.change", items: changed, consent });

const codeOf = (changed: NonNullable<Change["items"]>, capabilities?: object) => {
  const { verdict } = change(changed, capabilities);
  return verdict.type === "refused" ? verdict.refusal.code : verdict.type;
};

describe("a command about items", () => {
  test("names only what it changes: the rest of an item stays as it is", () => {
    expect(change([{ id: "2", status: "deactivated" }]).effects).toEqual([
      {
        type: "createRequest",
        requestType: "change",
        items: [{ id: "2", quantity: "3", status: "deactivated" }],
      },
    ]);
    expect(change([{ id: "1", quantity: "20" }]).effects).toMatchObject([
      { items: [{ id: "1", quantity: "20", status: "active" }] },
    ]);
  });

  test("takes a new item to be one active piece, where the platform takes new items this way", () => {
    expect(change([{ id: "6" }], {}).effects).toMatchObject([
      { items: [{ id: "6", quantity: "1", status: "active" }] },
    ]);
  });

  test("about an item the subscription does not have is refused, where items are deactivated one by one", () => {
    expect(codeOf([{ id: "6", status: "deactivated" }])).toBe("item_unknown");
    expect(codeOf([{ id: "1", status: "deactivated" }, { id: "6" }])).toBe("item_unknown");
  });

  test.each(["3", "4", "5"])("cannot take away item %s, which is not active", (id) => {
    expect(codeOf([{ id, status: "deactivated" }])).toBe("item_not_active");
    expect(codeOf([{ id, status: "finished" }])).toBe("item_not_active");
    expect(codeOf([{ id, quantity: "9" }])).toBe("item_not_active");
  });

  test("brings a deactivated item back, and never one that is finished or removed", () => {
    expect(codeOf([{ id: "3", status: "active" }])).toBe("moved");
    expect(codeOf([{ id: "4", status: "active" }])).toBe("item_ended");
    expect(codeOf([{ id: "5", status: "active" }])).toBe("item_ended");
  });

  test("that takes the last active items away is refused, also for good", () => {
    expect(codeOf([{ id: "1", status: "deactivated" }])).toBe("moved");
    const all = ["1", "2"];
    expect(codeOf(all.map((id) => ({ id, status: "deactivated" })))).toBe("last_active_item");
    expect(codeOf(all.map((id) => ({ id, status: "finished" })))).toBe("last_active_item");
  });

  test("names what to do instead, and what the platform's rule is", () => {
    const { verdict } = change([{ id: "7", status: "deactivated" }]);
    expect(verdict).toMatchObject({ refusal: { guard: "itemsAreKnown" } });
    expect(JSON.stringify(verdict)).toContain("To go on, name items");
  });
});

describe("canceling a subscription as a whole", () => {
  const cancel = { type: "command.cancel", consent } as const;
  const verdictWith = (capabilities: object) =>
    decide(given(purchased, { capabilities }).snapshot, cancel).verdict;

  test("is refused where the platform cannot, and says what is missing", () => {
    expect(verdictWith({ fullCancel: false })).toMatchObject({
      type: "refused",
      refusal: { code: "full_cancel_unsupported", capability: "fullCancel" },
    });
  });

  test("is allowed where it can, and where nothing is said of it", () => {
    expect(verdictWith({ fullCancel: true }).type).toBe("moved");
    expect(verdictWith({}).type).toBe("moved");
  });
});

describe("a subscription that the platform holds for want of payment", () => {
  const held = given(
    [
      ...purchased,
      {
        type: "request.approved",
        request: numbered(2, "suspend"),
        subscriptionStatus: "suspended",
      },
    ],
    { capabilities: { paymentHold: true, fullCancel: true } },
  ).snapshot;

  test.each(["command.resume", "command.cancel"] as const)(
    "takes no %s: only a payment resumes it",
    (type) => {
      const { verdict } = decide(held, { type, consent });
      expect(verdict).toMatchObject({ refusal: { code: "payment_hold" } });
      expect(JSON.stringify(verdict)).toContain("pay");
    },
  );

  test("is resumed by what the platform shows", () => {
    const paid = decide(held, {
      type: "request.approved",
      request: numbered(3, "resume"),
      subscriptionStatus: "active",
    });
    expect(paid.snapshot.value.lifecycle).toBe("active");
  });
});
