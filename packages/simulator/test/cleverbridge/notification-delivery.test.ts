import { fc, test as property } from "@fast-check/vitest";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { Receiver, toldStage } from "./receiver.ts";
import { basic, DAY, START, TWO_ITEMS, type StageOptions } from "./stage.ts";

let receiver: Receiver;
beforeEach(async () => {
  receiver = await new Receiver().open();
});
afterEach(async () => receiver.close());

const HOUR = 3_600_000;

const told = async (options: StageOptions = {}) => toldStage(receiver, options);

describe("notifications", () => {
  test("carry the receiver's credentials, and only the types that were asked for", async () => {
    const types = ["SubscriptionPaidNotification"];
    const notifications = { url: receiver.url, username: "me", password: "a:b", types };
    const { simulator } = await told({ notifications });
    expect(receiver.told).toMatchObject([
      {
        type: "SubscriptionPaidNotification",
        authorization: basic("me", "a:b"),
        contentType: "application/json",
        method: "POST",
      },
    ]);
    expect(simulator.notified().map(({ state }) => state)).toEqual(["unwanted", "delivered"]);
    simulator.notifications({ url: receiver.url });
    simulator.buy(TWO_ITEMS);
    await simulator.time.advance(0);
    expect(receiver.told.map(({ authorization }) => authorization)).toEqual([
      basic("me", "a:b"),
      undefined,
      undefined,
    ]);
    simulator.notifications();
    simulator.buy(TWO_ITEMS);
    await simulator.time.advance(DAY);
    expect(receiver.told).toHaveLength(3);
  });

  test.each([500, 302, undefined])(
    "are sent again with growing delay while they are answered with %s",
    async (status) => {
      let failures = 5;
      receiver.answer = () => {
        failures -= 1;
        return failures >= 0 ? status : 204;
      };
      const types = ["PaidOrderNotification"];
      const { simulator } = await told({ notifications: { url: receiver.url, types } });
      const seen: number[] = [];
      for (let minute = 0; minute < 300; minute += 1) {
        while (seen.length < receiver.told.length) seen.push(minute);
        await simulator.time.advance(60_000);
      }
      expect(seen).toEqual([0, 10, 30, 60, 100, 150]);
      expect(new Set(receiver.told.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(simulator.notified()[0]).toMatchObject({ state: "delivered", attempts: 6 });
    },
  );

  test("are given up after 24 attempts, within 48 hours", async () => {
    receiver.answer = () => 503;
    const types = ["PaidOrderNotification"];
    const { simulator } = await told({ notifications: { url: receiver.url, types } });
    await simulator.time.set(START + 48 * HOUR);
    expect(receiver.told).toHaveLength(24);
    const record = { state: "given-up", attempts: 24, lastStatus: 503, nextAt: null };
    expect(simulator.notified()[0]).toMatchObject(record);
    await simulator.time.advance(20 * DAY);
    expect(receiver.told).toHaveLength(24);
  });

  test("are given up after 24 attempts also when those are soon over", async () => {
    receiver.answer = () => 503;
    const notifications = { url: receiver.url, types: ["PaidOrderNotification"] };
    const { simulator } = await told({ notifications, notificationRetryMs: 60_000 });
    await simulator.time.advance(2 * DAY);
    expect(receiver.told).toHaveLength(24);
    expect(simulator.notified()[0]).toMatchObject({ state: "given-up", attempts: 24 });
  });

  test("are given up after 48 hours however few attempts there were", async () => {
    receiver.answer = () => 503;
    const notifications = { url: receiver.url, types: ["PaidOrderNotification"] };
    const { simulator } = await told({ notifications, notificationRetryMs: 10 * HOUR });
    await simulator.time.advance(10 * DAY);
    // After 0, 10 and 30 hours; the fourth would come after 60.
    expect(receiver.told).toHaveLength(3);
    expect(simulator.notified()[0]).toMatchObject({ state: "given-up", attempts: 3 });
  });

  test("that take too long to answer count as unanswered", async () => {
    const send: typeof fetch = async (_url, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(new Error("Gave up.")));
      });
    const { simulator } = await told({ fetch: send, notificationTimeoutMs: 20 });
    expect(simulator.notified()[0]).toMatchObject({ state: "waiting", attempts: 1 });
  });

  test("are lost, doubled, late or out of order when faults say so", async () => {
    const { simulator } = await told();
    receiver.told.length = 0;
    const buyWith = async (kind: "lost-event" | "duplicate-event") => {
      simulator.faults.add({ kind });
      simulator.buy(TWO_ITEMS);
      await simulator.time.advance(0);
      return receiver.types();
    };
    expect(await buyWith("lost-event")).toEqual(["SubscriptionPaid"]);
    expect(simulator.notified().at(-2)?.state).toBe("lost");
    receiver.told.length = 0;
    expect(await buyWith("duplicate-event")).toEqual([
      "PaidOrder",
      "PaidOrder",
      "SubscriptionPaid",
    ]);
    receiver.told.length = 0;
    simulator.faults.add({ kind: "late-event", delayMs: HOUR });
    simulator.buy(TWO_ITEMS);
    await simulator.time.advance(HOUR - 1);
    expect(receiver.types()).toEqual(["SubscriptionPaid"]);
    await simulator.time.advance(1);
    expect(receiver.types()).toEqual(["SubscriptionPaid", "PaidOrder"]);
    receiver.told.length = 0;
    simulator.faults.add({ kind: "reorder-event", path: /\/told$/u });
    simulator.buy(TWO_ITEMS);
    await simulator.time.advance(0);
    expect(receiver.types()).toEqual(["SubscriptionPaid", "PaidOrder"]);
    simulator.faults.add({ kind: "lost-event", path: /elsewhere/u });
    receiver.told.length = 0;
    simulator.buy(TWO_ITEMS);
    await simulator.time.advance(0);
    expect(receiver.types()).toEqual(["PaidOrder", "SubscriptionPaid"]);
  });

  property.prop(
    [
      fc.array(fc.constantFrom("ok", "fails", "breaks"), { minLength: 1, maxLength: 30 }),
      fc.constantFrom(
        undefined,
        { kind: "duplicate-event", probability: 0.5 } as const,
        { kind: "late-event", delayMs: [0, 5 * HOUR], probability: 0.5 } as const,
        { kind: "reorder-event", delayMs: HOUR, probability: 0.5 } as const,
      ),
    ],
    { numRuns: 25 },
  )(
    "are delivered at least once, whatever the receiver does at first",
    async (answers, fault) => {
      const queue = [...answers];
      receiver.told.length = 0;
      receiver.answer = () => {
        const next = queue.shift() ?? "ok";
        return { ok: 200, fails: 500, breaks: undefined }[next];
      };
      const { simulator } = await told(fault === undefined ? {} : { faults: [fault] });
      for (let order = 0; order < 3; order += 1) simulator.buy(TWO_ITEMS);
      await simulator.time.advance(3 * DAY);
      const wanted = simulator.notified().map(({ body }) => JSON.stringify(body));
      const got = new Set(receiver.told.map(({ body }) => JSON.stringify(body)));
      expect(wanted.filter((body) => !got.has(body))).toEqual([]);
      expect(simulator.notified().every(({ state }) => state === "delivered")).toBe(true);
    },
    60_000,
  );
});
