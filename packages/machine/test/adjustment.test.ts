import { healingPath, type Item, type SubscriptionEventInput } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { fact, take, truth } from "./healing.ts";
import { numbered } from "./purchased.ts";

const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
const items = (quantity: string): Item[] => [{ id: "A", quantity, status: "active" }];

const purchased: SubscriptionEventInput = {
  type: "request.approved",
  request: {
    ...numbered(1, "purchase"),
    items: items("1"),
    parameters: { seats: "1" },
    updatedAt: at(1),
  },
};
const changed = {
  ...numbered(2, "change"),
  items: items("5"),
  parameters: { seats: "5" },
  updatedAt: at(2),
};
/** Opened while the change was in progress, so that it still shows the old quantity. */
const adjusted = {
  ...numbered(3, "adjustment"),
  items: items("1"),
  parameters: { seats: "5", note: "corrected" },
  updatedAt: at(3),
};

describe("an adjustment that is approved", () => {
  test("beside a change does not put old quantities back", () => {
    const { context } = given([
      purchased,
      { type: "request.pending", request: numbered(2, "change") },
      { type: "request.pending", request: numbered(3, "adjustment") },
      { type: "request.approved", request: changed },
      { type: "request.approved", request: adjusted },
    ]).snapshot;
    expect(context.items).toEqual(items("5"));
    expect(context.parameters).toEqual({ seats: "5", note: "corrected" });
  });

  test("and missed does not hide a change that was missed before it", () => {
    const snapshot = given([purchased]).snapshot;
    const shown = truth(
      "active",
      fact("approved", 2, "change", changed),
      fact("approved", 3, "adjustment", adjusted),
    );
    const healing = healingPath(snapshot, shown);
    expect(healing).toMatchObject({ drift: "missed", heals: true });
    const { at: healed } = take(snapshot, healing.path);
    expect(healed.context.items).toEqual(items("5"));
    expect(healed.context.parameters).toEqual({ seats: "5", note: "corrected" });
    expect(healingPath(healed, shown).drift).toBe("none");
  });

  test("alone is all that has to be taken in when it alone was missed", () => {
    const snapshot = given([purchased, { type: "request.approved", request: changed }]).snapshot;
    const shown = truth(
      "active",
      fact("approved", 2, "change", changed),
      fact("approved", 3, "adjustment", adjusted),
    );
    expect(healingPath(snapshot, shown).path).toMatchObject([{ request: { id: "PR-1-003" } }]);
  });
});
