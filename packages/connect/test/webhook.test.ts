import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { eventWebhook, type EventWebhookOptions } from "../src/webhooks/event-webhook.ts";
import type { WebhookEvent } from "../src/webhooks/webhook-event.ts";
import { recordedLogger } from "./support/recorded-logger.ts";
import { callOf, now, secret, signed } from "./support/signed-calls.ts";

const eventBody = (change: object = {}) => ({
  webhook_id: "WH-100-200-300",
  webhook_name: "Requests",
  object_class: "fulfillment_request",
  account_id: "VA-100-200",
  product_id: "PRD-100-200-300",
  api_url: "https://api.connect.example.com/public/v1/requests",
  triggered_at: "2026-02-03T00:00:00+00:00",
  last_success_at: null,
  last_failure_at: null,
  processing_timeout: 600,
  data: {},
  ...change,
});

function house(options: Partial<EventWebhookOptions> = {}) {
  const events: WebhookEvent[] = [];
  const logger = recordedLogger();
  const time = { now: now * 1000 };
  const endpoint = eventWebhook({
    secret,
    logger,
    clock: { now: () => time.now, sleep: () => Promise.resolve() },
    onEvent: (event) => void events.push(event),
    ...options,
  });
  async function deliver(body: unknown, claims: object = {}): Promise<number> {
    const call = await callOf({ token: await signed({ ...claims }), body: JSON.stringify(body) });
    return (await endpoint(call)).status;
  }
  return { events, logger, time, endpoint, deliver };
}

describe("an event webhook", () => {
  test("tells what the event says of itself, and nothing it could be trusted with", async () => {
    const { events, deliver } = house();
    expect(await deliver(eventBody())).toBe(200);
    expect(events).toEqual([
      {
        webhook_id: "WH-100-200-300",
        webhook_name: "Requests",
        object_class: "fulfillment_request",
        product_id: "PRD-100-200-300",
        triggered_at: "2026-02-03T00:00:00+00:00",
      },
    ]);
  });

  test.each([
    ["nothing in it", {}],
    ["other things in it", { unexpected: [1] }],
    ["fields of other shapes", { webhook_id: 7, object_class: [], triggered_at: 5 }],
  ])("with %s is a hint all the same", async (_name, body) => {
    const { events, deliver } = house();
    expect(await deliver(body)).toBe(200);
    expect(events).toHaveLength(1);
  });

  test.each(["null", "[]", '"text"', "7", "", "hello", '{"webhook_id":'])(
    "that is %s is no event",
    async (body) => {
      const { events, endpoint } = house();
      expect((await endpoint(await callOf({ body }))).status).toBe(400);
      expect(events).toEqual([]);
    },
  );

  test("that cannot be handled may come again", async () => {
    let broken = true;
    const handled: WebhookEvent[] = [];
    const { deliver, logger } = house({
      onEvent: (event) => {
        if (broken) throw new Error("not now");
        handled.push(event);
      },
    });
    expect(await deliver(eventBody())).toBe(500);
    expect(logger.lines.map(({ level }) => level)).toEqual(["error"]);
    broken = false;
    expect(await deliver(eventBody())).toBe(200);
    expect(handled).toHaveLength(1);
  });
});

describe("a call that comes again within the window", () => {
  test("is answered 200 and has no effect", async () => {
    const { events, deliver } = house();
    const claims = { iat: now, exp: now + 300 };
    expect(await deliver(eventBody(), claims)).toBe(200);
    expect(await deliver(eventBody(), claims)).toBe(200);
    expect(events).toHaveLength(1);
  });

  test("under a new token, as a repeated delivery, has none either", async () => {
    const { events, deliver } = house();
    await deliver(eventBody(), { iat: now });
    await deliver(eventBody(), { iat: now + 5 });
    expect(events).toHaveLength(1);
  });

  test("with another body under a token that names itself has none", async () => {
    const { events, deliver } = house();
    await deliver(eventBody(), { jti: "one" });
    await deliver(eventBody({ triggered_at: "2026-02-03T00:00:09+00:00" }), { jti: "one" });
    expect(events).toHaveLength(1);
  });

  test("with another body under a token that does not is a new event: the token does not cover it", async () => {
    const { events, deliver } = house();
    await deliver(eventBody());
    await deliver(eventBody({ triggered_at: "2026-02-03T00:00:09+00:00" }));
    expect(events).toHaveLength(2);
  });

  test("is known even if its signature is spelled otherwise", async () => {
    const { events, endpoint } = house();
    const token = await signed();
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    // Two bits of the last letter belong to no byte.
    const last = letters.indexOf(token.at(-1) ?? "");
    const other = token.slice(0, -1) + letters[(last & ~3) | ((last + 1) & 3)];
    await endpoint(await callOf({ token, body: "{}" }));
    await endpoint(await callOf({ token: other, body: "{}" }));
    expect(events).toHaveLength(1);
  });

  test("is forgotten behind the window", async () => {
    const { events, deliver, time } = house({ replayWindowMilliseconds: 1000 });
    await deliver(eventBody());
    time.now += 999;
    await deliver(eventBody());
    expect(events).toHaveLength(1);
    time.now += 1001;
    await deliver(eventBody());
    expect(events).toHaveLength(2);
  });

  test("twice at once has an effect once", async () => {
    const { events, deliver } = house();
    expect(await Promise.all([deliver(eventBody()), deliver(eventBody())])).toEqual([200, 200]);
    expect(events).toHaveLength(1);
  });

  test.prop([fc.array(fc.nat({ max: 8 }), { maxLength: 40 })], { numRuns: 30 })(
    "whatever the order, each event has an effect once",
    async (numbers) => {
      const { events, deliver } = house();
      for (const number of numbers) {
        const body = eventBody({ triggered_at: `2026-02-03T00:00:0${number}+00:00` });
        expect(await deliver(body, { iat: now + number })).toBe(200);
      }
      expect(events).toHaveLength(new Set(numbers).size);
    },
  );
});
