import { describe, expect, test } from "vitest";

import { DAY, stage, type Stage } from "./stage.ts";

const RATE = 20 / (DAY / 1000);

async function run(seed: number, days: number): Promise<Stage> {
  const world = stage({ seed });
  world.simulator.robot.start({ rate: RATE });
  await world.simulator.time.advance(days * DAY);
  return world;
}

describe("the robot", () => {
  test("does everything a customer can do, and the platform tells of all that comes of it", async () => {
    const { simulator, get } = await run(7, 60);
    const tally = simulator.robot.tally();
    const moves = Object.entries(tally?.moves ?? {});
    expect(moves.filter(([, count]) => count === 0)).toEqual([]);
    const total = moves.reduce((sum, [, count]) => sum + count, 0);
    // Twenty moves a day.
    expect([total > 1000, total < 1400]).toEqual([true, true]);
    expect(tally?.refused).toBeLessThan(total / 50);
    const types = new Set(simulator.notified().map(({ type }) => type));
    for (const type of [
      "NewOfflinePaymentPurchaseNotification",
      "RecurringBillingGracePeriodNotification",
      "RecurringBillingOnHoldNotification",
      "RecurringBillingReinstatedNotification",
      "SubscriptionRenewalTypeChangedNotification",
      "ChargebackNotification",
    ]) {
      expect([type, types.has(type)]).toEqual([type, true]);
    }
    const list = await get("getsubscriptionsforcustomer", { customerReferenceId: "robot-7-1" });
    expect(list.json.Subscriptions).toHaveLength(1);
  });

  test("makes the same moves for a seed, and others for another", async () => {
    const told = async (seed: number) => JSON.stringify((await run(seed, 10)).simulator.notified());
    const [first, again, other] = [await told(3), await told(3), await told(4)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test("stops when told, and buys no more than it may", async () => {
    const { simulator } = stage();
    expect(() => simulator.robot.start({ rate: 0 })).toThrow(RangeError);
    expect(simulator.robot.tally()).toBeUndefined();
    simulator.robot.start({ rate: RATE, mostSubscriptions: 3 });
    await simulator.time.advance(2 * DAY);
    simulator.robot.stop();
    const tally = simulator.robot.tally();
    expect(tally?.isRunning).toBe(false);
    const ids = simulator.notified().flatMap(({ body }) => {
      const items = (body["items"] ?? []) as { recurringBilling: { subscriptionId: string } }[];
      return items.map(({ recurringBilling }) => recurringBilling.subscriptionId);
    });
    const living = [...new Set(ids)].filter(
      (id) => ![2, 3].includes(Number(simulator.subscription(id)["Subscriptionstatus"])),
    );
    expect(tally?.subscriptions).toBeGreaterThan(2);
    expect(living.length).toBeLessThanOrEqual(3);
    const told = simulator.notified().length;
    await simulator.time.advance(DAY);
    expect(simulator.notified()).toHaveLength(told);
  });
});
