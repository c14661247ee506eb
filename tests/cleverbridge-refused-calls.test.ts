import {
  cancelItems,
  cancelSubscription,
  changeItems,
  type CommandResult,
  reinstateItems,
  withdrawCancellation,
} from "@tenure/cleverbridge";
import type { SubscriptionEventInput } from "@tenure/machine";
import { afterEach, describe, expect, test } from "vitest";

import { agreed, day, hour, House, type HouseOptions, minute } from "./cleverbridge/house.ts";

let house: House;
afterEach(() => house.stop());

const opened = async (options?: HouseOptions): Promise<House> => {
  house = await new House(options).start();
  return house;
};

const about = (subscriptionId: string) => ({ subscriptionId, consent: agreed("I agree.") });
const idOf = (result: CommandResult): string =>
  result.type === "accepted" ? result.requestId : JSON.stringify(result);

async function expectSettled(id: string, status: string, request = "none"): Promise<void> {
  expect(await house.record(id)).toMatchObject({ status, request });
  expect(await house.reconcile()).toMatchObject([{ class: "agrees", plan: [] }]);
}

describe("a refusal of the platform", () => {
  test.each([200, 400, 402] as const)(
    "is the request's reason, however it is sent: %i",
    async (ruleRefusal) => {
      await opened({ simulator: { quirks: { ruleRefusal } } });
      const id = await house.bought();
      await cancelItems(house.engine, { ...about(id), items: [2] });
      await house.settle();
      house.simulator.control.retireProduct(102);
      const requestId = idOf(await reinstateItems(house.engine, { ...about(id), items: [2] }));
      await house.settle();
      expect(await house.outcome(id, requestId)).toBe(
        "failed: platform_refused: Product 102 is no longer sold.",
      );
      await expectSettled(id, "active");
    },
  );

  test("to turn the renewal off leaves the subscription active", async () => {
    await opened({ simulator: { quirks: { renewalTypeSwitch: false } } });
    const id = await house.bought();
    const requestId = idOf(await cancelSubscription(house.engine, about(id)));
    await house.settle();
    expect(await house.outcome(id, requestId)).toMatch(/^failed: platform_refused: /u);
    await expectSettled(id, "active");
    const events = (await house.history(id)).map(({ event }) => event.type);
    expect(events).toContain("answer.reject");
  });

  test("in the middle of a change of several calls shows what was done until then", async () => {
    await opened();
    const id = await house.bought();
    const requestId = idOf(
      await changeItems(house.engine, {
        ...about(id),
        items: [
          { runningNumber: 2, quantity: 5 },
          { runningNumber: 1, quantity: 2 },
        ],
        alignToCurrentInterval: true,
      }),
    );
    await house.settle();
    expect(await house.outcome(id, requestId)).toBe("approved");
    house.simulator.control.payments(id, ["paid", "declined"]);
    const more = idOf(
      await changeItems(house.engine, {
        ...about(id),
        items: [
          { runningNumber: 1, quantity: 4 },
          { runningNumber: 2, quantity: 9 },
        ],
        alignToCurrentInterval: true,
      }),
    );
    await house.settle();
    expect(await house.outcome(id, more)).toMatch(
      /^failed: platform_refused: The payment was declined/u,
    );
    expect((await house.record(id)).context.items).toMatchObject([
      { quantity: "4" },
      { quantity: "5" },
    ]);
    await expectSettled(id, "active");
  });
});

describe("a platform that is out of reach", () => {
  test("strands nothing: what was asked for is done when it is back", async () => {
    await opened();
    const id = await house.bought();
    house.simulator.faults.add({ kind: "status", status: 503, times: Infinity });
    const requestId = idOf(await cancelItems(house.engine, { ...about(id), items: [2] }));
    await house.pass(3 * hour, 5 * minute);
    expect(await house.outcome(id, requestId)).toBeUndefined();
    expect((await house.record(id)).request).not.toBe("stuck");
    house.simulator.faults.clear();
    await house.pass(5 * minute, 1000);
    expect(await house.outcome(id, requestId)).toBe("approved");
  });

  test("that does not know the credentials is asked once, and again with others", async () => {
    await opened();
    const id = await house.bought();
    house.adapter.client.useCredentials({ username: "nobody", password: "wrong" });
    const before = house.simulator.calls.length;
    const requestId = idOf(await cancelItems(house.engine, { ...about(id), items: [2] }));
    await house.pass(3 * hour, 5 * minute);
    expect(house.simulator.calls.length - before).toBe(1);
    expect(house.logged.some(({ level }) => level === "error")).toBe(true);
    const { CLEVERBRIDGE_PASSWORD, CLEVERBRIDGE_USER } =
      await import("@tenure/simulator/cleverbridge");
    house.adapter.client.useCredentials({
      username: CLEVERBRIDGE_USER,
      password: CLEVERBRIDGE_PASSWORD,
    });
    await house.pass(5 * minute, 1000);
    expect(await house.outcome(id, requestId)).toBe("approved");
    expect(JSON.stringify(house.logged)).not.toContain(CLEVERBRIDGE_PASSWORD);
  });
});

describe("a command that goes straight to the engine", () => {
  const consent = { ...agreed("I agree."), givenAt: "2026-01-01T08:59:00.000Z" };

  test("turns the renewal off and on without canceling", async () => {
    await opened();
    const id = await house.bought();
    await house.engine.send(id, { type: "command.setRenewal", renewal: "manual", consent });
    await house.settle();
    expect((await house.record(id)).context.renewal).toBe("manual");
    await expectSettled(id, "active");
    await house.engine.send(id, { type: "command.setRenewal", renewal: "automatic", consent });
    await house.settle();
    expect((await house.record(id)).context.renewal).toBe("automatic");
    expect(house.changes()).toHaveLength(2);
  });

  test("for which the platform has no call fails, and says so", async () => {
    await opened();
    const id = await house.bought();
    const asked: readonly SubscriptionEventInput[] = [
      { type: "command.adjust", parameters: { a: 1 } },
      { type: "command.change", parameters: { color: "blue" }, consent },
      { type: "command.change", items: [{ id: "1", status: "removed" }], consent },
      { type: "command.bill", from: consent.givenAt, to: consent.givenAt },
    ];
    for (const command of asked) {
      const { version } = await house.engine.send(id, command);
      await house.settle();
      const { context, request } = await house.record(id);
      expect([request, context.ordered]).toEqual(["none", null]);
      const told =
        command.type === "command.bill"
          ? context.failure?.error.code
          : await house.outcome(id, `S${id}-${version}`);
      expect(told).toMatch(/not_on_this_platform/u);
    }
    expect(house.changes()).toEqual([]);
    await expectSettled(id, "active");
  });
});

describe("a cancel that comes due", () => {
  test("while it is being withdrawn ends one way, and the record says which", async () => {
    await opened();
    const id = await house.bought();
    await cancelSubscription(house.engine, about(id));
    await house.settle();
    await house.pass(30 * day);
    const { nextBillingDate } = (await house.record(id)).context.parameters;
    const date = typeof nextBillingDate === "string" ? Date.parse(nextBillingDate) : Number.NaN;
    const left = date - house.clock.now();
    await house.pass(left - 500, 6 * hour);
    await withdrawCancellation(house.engine, about(id));
    await house.pass(5 * minute, 500);
    const { status } = await house.record(id);
    expect(["active", "terminated"]).toContain(status);
    expect(await house.reconcile()).toMatchObject([{ class: "agrees", plan: [] }]);
  });
});
