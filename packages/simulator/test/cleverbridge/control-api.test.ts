import { afterEach, beforeEach, describe, expect, test } from "vitest";

import {
  CONTROL_PATH,
  CLEVERBRIDGE_PRODUCT_ID,
  type Listening,
} from "../../src/cleverbridge/index.ts";
import { Receiver } from "./receiver.ts";
import { DAY, stage, START, type Stage } from "./stage.ts";

let world: Stage;
let server: Listening;
beforeEach(async () => {
  world = stage();
  server = await world.simulator.listen();
});
afterEach(async () => server.close());

async function control(method: string, path: string, body?: unknown, headers = {}) {
  const response = await fetch(`${server.url}${CONTROL_PATH}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    json: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>,
  };
}

const ORDER = {
  items: [
    { productId: CLEVERBRIDGE_PRODUCT_ID, quantity: 2 },
    { productId: 5, price: 3 },
  ],
};

async function bought(order = {}): Promise<string> {
  return String((await control("POST", "/subscriptions", { ...ORDER, ...order })).json["id"]);
}

describe("control over HTTP", () => {
  test("buys, and does what the customer and the bank do", async () => {
    const id = await bought({ gracePeriodDays: 3, customerReferenceId: "c1" });
    expect(await world.read(id)).toMatchObject({
      CustomerReferenceId: "c1",
      Subscriptionstatus: 1,
    });
    const act = async (doing: string, body?: unknown) => {
      const { status, json } = await control("POST", `/subscriptions/S${id}/${doing}`, body);
      return [status, json["Subscriptionstatus"], json["RenewalType"]];
    };
    expect(await act("switch-renewal", { renewalType: "Manual" })).toEqual([200, 1, "Manual"]);
    expect(await act("pay")).toEqual([200, 1, "Manual"]);
    expect(await act("switch-renewal", { renewalType: "Automatic" })).toEqual([
      200,
      1,
      "Automatic",
    ]);
    expect((await act("pay"))[0]).toBe(409);
    expect(await act("payments", ["declined", { paidAfterDays: 1 }])).toEqual([
      200,
      1,
      "Automatic",
    ]);
    await control("POST", "/time/advance", { ms: 61 * DAY });
    expect((await control("GET", `/subscriptions/${id}`)).json["Subscriptionstatus"]).toBe(4);
    expect((await act("pay"))[1]).toBe(1);
    expect((await act("cancel-items", { items: [1] }))[1]).toBe(1);
    expect((await act("cancel-items"))[1]).toBe(2);
    expect((await act("reinstate-items"))[1]).toBe(1);
    const contact = { type: "BillingContact", contact: { EMail: "new@example.com" } };
    expect((await act("contact", contact))[0]).toBe(200);
    expect((await act("refund"))[1]).toBe(2);
    expect((await act("chargeback"))[1]).toBe(2);
    expect(world.simulator.calls.every(({ path }) => !path.startsWith(CONTROL_PATH))).toBe(true);
  });

  test("ends an interval before its time: it is billed, declined, or the last one", async () => {
    const end = async (id: string) => {
      const { status } = await control("POST", `/subscriptions/${id}/end-interval`);
      await control("POST", "/time/advance", { ms: 1000 });
      const { Subscriptionstatus, LastIntervalNo } = await world.read(id);
      return [status, Subscriptionstatus, LastIntervalNo];
    };
    const billed = await bought();
    expect(await end(billed)).toEqual([200, 1, 1]);
    expect(await end(billed)).toEqual([200, 1, 2]);
    const declined = await bought();
    await control("POST", `/subscriptions/${declined}/payments`, ["declined"]);
    expect(await end(declined)).toEqual([200, 5, 0]);
    expect(await end(declined)).toEqual([409, 5, 0]);
    const manual = await bought();
    await control("POST", `/subscriptions/${manual}/switch-renewal`, { renewalType: "Manual" });
    expect((await end(manual))[0]).toBe(200);
    expect((await world.read(manual))["Subscriptionstatus"]).not.toBe(1);
  });

  test("says what is wrong with what it is asked for", async () => {
    const id = await bought();
    const cases = [
      ["POST", "/subscriptions", {}, 400],
      ["POST", "/subscriptions", { items: [] }, 400],
      ["POST", "/subscriptions", { items: [{ productId: "x" }] }, 400],
      ["POST", "/subscriptions", { items: [1] }, 400],
      ["POST", "/subscriptions", { ...ORDER, managementModel: "3.0" }, 400],
      ["POST", "/subscriptions", { ...ORDER, customerId: "x" }, 400],
      ["POST", "/subscriptions", { ...ORDER, customerEmail: 1 }, 400],
      ["POST", "/subscriptions", { ...ORDER, payment: "never" }, 400],
      ["GET", "/subscriptions/1", undefined, 404],
      ["POST", "/subscriptions/1/pay", undefined, 404],
      ["POST", `/subscriptions/${id}/explode`, undefined, 404],
      ["POST", `/subscriptions/${id}/constructor`, undefined, 404],
      ["POST", `/subscriptions/${id}/cancel-items`, { items: 1 }, 400],
      ["POST", `/subscriptions/${id}/cancel-items`, { items: ["1"] }, 400],
      ["POST", `/subscriptions/${id}/switch-renewal`, {}, 400],
      ["POST", `/subscriptions/${id}/contact`, { type: "x" }, 400],
      [
        "POST",
        `/subscriptions/${id}/contact`,
        { type: "BillingContact", contact: { City: 1 } },
        400,
      ],
      ["POST", `/subscriptions/${id}/payments`, {}, 400],
      ["POST", `/subscriptions/${id}/payments`, ["free"], 400],
      ["PUT", "/notifications", { url: "nowhere" }, 400],
      ["POST", "/robot", { rate: 0 }, 400],
      ["POST", "/time/advance", { ms: -1 }, 400],
      ["GET", "/nothing", undefined, 404],
    ] as const;
    for (const [method, path, body, status] of cases) {
      const reply = await control(method, path, body);
      expect([path, body, reply.status]).toEqual([path, body, status]);
      expect(typeof (reply.json["errors"] as string[])[0]).toBe("string");
    }
  });

  test("tells of notifications, and says whom they are sent to", async () => {
    const receiver = await new Receiver().open();
    try {
      expect((await control("PUT", "/notifications", { url: receiver.url })).status).toBe(204);
      await bought();
      await world.simulator.time.advance(0);
      expect(receiver.types()).toEqual(["PaidOrder", "SubscriptionPaid"]);
      expect((await control("GET", "/notifications")).json).toMatchObject([
        { type: "PaidOrderNotification", state: "delivered", attempts: 1, at: START },
        { type: "SubscriptionPaidNotification" },
      ]);
      expect((await control("DELETE", "/notifications")).status).toBe(204);
      await bought();
      await world.simulator.time.advance(0);
      expect(receiver.told).toHaveLength(2);
    } finally {
      await receiver.close();
    }
  });

  test("has time, calls, faults and the robot, as the other simulator has", async () => {
    const id = await bought();
    await control("POST", "/faults", [{ kind: "status", status: 500 }]);
    await world.simulator.fetch(new Request(`${server.url}/subscription/getsubscription`));
    await world.read(id);
    const calls = (await control("GET", "/calls?status=500")).json as unknown as unknown[];
    expect(calls).toMatchObject([{ number: 1, role: "anonymous", fault: "status" }]);
    expect((await control("POST", "/robot", { rate: 5, seed: 3 })).status).toBe(200);
    await control("POST", "/time/advance", { ms: 20_000 });
    expect((await control("GET", "/robot")).json).toMatchObject({ isRunning: true });
    expect((await control("DELETE", "/robot")).status).toBe(204);
    expect((await control("GET", "/robot")).json).toMatchObject({ isRunning: false });
    expect((await control("GET", "/time")).json).toMatchObject({ virtual: true });
    expect((await control("POST", "/unlock")).status).toBe(204);
  });

  test("takes calls from this machine only, none from a page, or with its token from anywhere", async () => {
    expect((await control("GET", "/time", undefined, { origin: "https://a.page" })).status).toBe(
      403,
    );
    const guarded = stage({ controlToken: "open-up" });
    const ask = async (authorization: string) => {
      const request = new Request(`http://any.host${CONTROL_PATH}/time`, {
        headers: { authorization },
      });
      return (await guarded.simulator.fetch(request)).status;
    };
    expect([await ask("Bearer wrong"), await ask("Bearer open-up")]).toEqual([403, 200]);
  });
});
