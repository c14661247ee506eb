import { fc, test } from "@fast-check/vitest";
import type { Item, ItemChange } from "@tenure/machine";
import { describe, expect } from "vitest";

import { type ChangeOrder, changeOrderOf } from "../../src/effects/order.ts";
import { problemAtStart, problemOfChange } from "../../src/effects/problem.ts";
import { type Step, stepsLeft } from "../../src/effects/steps.ts";
import type { CleverbridgeSubscription } from "../../src/wire/subscription.ts";
import { ahead, sentItem, shown } from "../reading/shown.ts";

const now = Date.parse("2026-06-01T12:00:00.000Z");
const before: readonly Item[] = [1, 2, 3].map((number) => ({
  id: String(number),
  mpn: String(1000 + number),
  quantity: "1",
  status: "active",
}));
const three = [sentItem(1, 1), sentItem(2, 1), sentItem(3, 1)];

function ordered(items: readonly ItemChange[], parameters = {}): ChangeOrder {
  const order = changeOrderOf({ items, parameters });
  if (order === undefined) throw new Error("no order");
  return order;
}

const under = (order: ChangeOrder, members: Parameters<typeof shown>[0] = {}) => ({
  order,
  before,
  subscription: shown({ Items: three, ...members }),
});

const deactivate = (...ids: readonly string[]): ChangeOrder =>
  ordered(ids.map((id) => ({ id, status: "deactivated" })));

describe("the steps of a change", () => {
  test("are the calls that are left, what is added before what is taken away, the date last", () => {
    const order = ordered(
      [
        { id: "1", status: "deactivated" },
        { id: "2", status: "active" },
        { id: "3", quantity: "4" },
      ],
      { add: [{ productId: 150, quantity: 2 }], nextBillingDate: "2026-09-01T00:00:00.000Z" },
    );
    const Items = [sentItem(1, 1), sentItem(2, 2), sentItem(3, 1)];
    expect(stepsLeft(under(order, { Items })).map(({ type }) => type)).toEqual([
      "reinstate",
      "add",
      "update",
      "deactivate",
      "moveBilling",
    ]);
  });

  test("leave out what the platform shows already", () => {
    const Items = [sentItem(1, 2), sentItem(2, 1), sentItem(3, 1)];
    expect(stepsLeft(under(deactivate("1"), { Items }))).toEqual([]);
    expect(stepsLeft(under(deactivate("1", "2"), { Items }))).toMatchObject([{ items: [2] }]);
    const moved = ordered([], { nextBillingDate: "2026-06-11T14:06:30.000Z" });
    expect(stepsLeft(under(moved, { NextBillingDate: ahead }))).toEqual([]);
  });

  test("take from the record what the platform leaves out, and change nothing that was not asked for", () => {
    const bare = [1, 2, 3].map((RunningNo) => ({ RunningNo, Status: 1 }));
    const order = ordered([{ id: "3", quantity: "4" }]);
    expect(stepsLeft(under(order, { Items: bare }))).toEqual([
      { type: "update", runningNumber: 3, productId: 1003, quantity: 4 },
    ]);
    expect(stepsLeft(under(deactivate("1"), { Items: bare })).map(({ type }) => type)).toEqual([
      "deactivate",
    ]);
    const nameless = { ...under(order, { Items: bare }), before: [] };
    expect(problemOfChange(nameless, now)).toMatchObject({ code: "product_unknown" });
  });

  test("add an item that the platform shows by half only once", () => {
    const order = ordered([], { add: [{ productId: 150, quantity: 2 }] });
    const Items = [...three, { RunningNo: 4, Status: 1, Quantity: 2 }];
    expect(stepsLeft(under(order, { Items }))).toEqual([]);
  });

  test("count each item that came up for one addition", () => {
    const add = [1, 2].map(() => ({ productId: 150, quantity: 2 }));
    const order = ordered([], { add });
    const one = [...three, sentItem(4, 1, { ProductId: 150, Quantity: 2 })];
    expect(stepsLeft(under(order, { Items: one }))).toEqual([
      { type: "add", index: 1, productId: 150, quantity: 2 },
    ]);
  });
});

describe("a change cannot be begun", () => {
  const cases: readonly (readonly [string, ChangeOrder, Parameters<typeof shown>[0]])[] = [
    ["subscription_not_active", deactivate("1"), { Subscriptionstatus: "Grace" }],
    ["subscription_not_active", deactivate("1"), { Subscriptionstatus: "Hold" }],
    ["subscription_not_active", deactivate("1"), { Subscriptionstatus: "Deactivated" }],
    ["subscription_not_active", deactivate("1"), { Subscriptionstatus: "Handled by Client" }],
    ["subscription_not_active", deactivate("1"), { Subscriptionstatus: "99" }],
    ["item_unknown", deactivate("9"), {}],
    [
      "item_not_active",
      deactivate("3"),
      { Items: [sentItem(1, 1), sentItem(2, 1), sentItem(3, 2)] },
    ],
    ["item_not_active", deactivate("3"), { Items: [sentItem(1, 1), sentItem(3, 9)] }],
    [
      "item_ended",
      ordered([{ id: "3", status: "active" }]),
      { Items: [sentItem(1, 1), sentItem(3, 3)] },
    ],
    ["last_active_item", deactivate("1", "2", "3"), {}],
    [
      "last_active_item",
      deactivate("1"),
      { Items: [sentItem(1, 1), sentItem(2, 2), sentItem(3, 8)] },
    ],
    ["date_not_ahead", ordered([], { nextBillingDate: "2026-06-01T12:00:30.000Z" }), {}],
    [
      "item_ambiguous",
      deactivate("1"),
      {
        Items: [
          ...three,
          sentItem(4, 1, { IsCurrent: undefined }),
          sentItem(4, 1, { IsCurrent: undefined }),
        ],
      },
    ],
  ];

  test.each(cases)("%s", (code, order, members) => {
    expect(problemAtStart(under(order, members), now)?.code).toBe(code);
  });

  test("unless it can", () => {
    expect(problemAtStart(under(deactivate("1", "2")), now)).toBeUndefined();
    const swap = ordered([
      { id: "1", status: "deactivated" },
      { id: "2", status: "active" },
    ]);
    const Items = [sentItem(1, 1), sentItem(2, 2)];
    expect(problemAtStart(under(swap, { Items }), now)).toBeUndefined();
  });

  test("with what the platform has no call for", () => {
    expect(changeOrderOf({ parameters: { color: "blue" } })).toBeUndefined();
    expect(changeOrderOf({ items: [{ id: "1", status: "removed" }] })).toBeUndefined();
    expect(changeOrderOf({ parameters: { add: [{ productId: 1, quantity: 0 }] } })).toBeUndefined();
  });
});

const anyItems = fc.uniqueArray(
  fc.record({ number: fc.integer({ min: 1, max: 4 }), status: fc.integer({ min: 1, max: 8 }) }),
  { selector: ({ number }) => number, maxLength: 4 },
);
const anyOrder = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 5 }).map(String),
      status: fc.constantFrom("active" as const, "deactivated" as const, "finished" as const),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 4 },
  )
  .map((items) => ordered(items));

/** What the platform shows after a step. */
function afterStep(subscription: CleverbridgeSubscription, step: Step): CleverbridgeSubscription {
  if (step.type !== "deactivate" && step.type !== "reinstate") return subscription;
  const gone = step.type === "deactivate" && !step.allowReinstate ? "finished" : "deactivated";
  const status = step.type === "reinstate" ? "active" : gone;
  const items = subscription.items.map((item) =>
    step.items.includes(item.runningNumber) ? { ...item, status } : item,
  );
  return { ...subscription, items } as CleverbridgeSubscription;
}

const active = ({ items }: CleverbridgeSubscription): number =>
  items.filter(({ status }) => status === "active").length;

describe("whatever is shown and whatever is ordered", () => {
  test.prop([anyItems, anyOrder], { numRuns: 500 })(
    "a change that may begin never leaves the subscription without an active item, at no step",
    (rows, order) => {
      const Items = rows.map(({ number, status }) => sentItem(number, status));
      let subscription = shown({ Items });
      const change = () => ({ order, subscription, before });
      if (problemAtStart(change(), now) !== undefined) return;
      for (let step = stepsLeft(change())[0]; step !== undefined; step = stepsLeft(change())[0]) {
        subscription = afterStep(subscription, step);
        expect(active(subscription)).toBeGreaterThan(0);
      }
    },
  );

  test.prop([anyItems, anyOrder], { numRuns: 500 })(
    "taken one after the other, the steps come to an end where everything is as it was wanted",
    (rows, order) => {
      const Items = rows.map(({ number, status }) => sentItem(number, status));
      let subscription = shown({ Items });
      const change = () => ({ order, subscription, before });
      if (problemAtStart(change(), now) !== undefined) return;
      let taken = 0;
      for (let step = stepsLeft(change())[0]; step !== undefined; step = stepsLeft(change())[0]) {
        subscription = afterStep(subscription, step);
        taken += 1;
        expect(taken).toBeLessThan(10);
      }
      for (const { id, status } of order.items) {
        const item = subscription.items.find(({ runningNumber }) => String(runningNumber) === id);
        expect(item?.status).toBe(status);
      }
    },
  );
});
