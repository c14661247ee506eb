import { fc, test } from "@fast-check/vitest";
import { virtualClock } from "@tenure/engine";
import { describe, expect } from "vitest";

import type { Hint } from "../../src/notifications/hint.ts";
import {
  notificationEndpoint,
  type NotificationOptions,
} from "../../src/notifications/notification-endpoint.ts";

const pathSecret = "a segment / that nobody else knows";
const address = `https://vendor.example/hooks/${encodeURIComponent(pathSecret)}/cleverbridge`;
const basic = `Basic ${Buffer.from("cleverbridge:pass:word é").toString("base64")}`;

const purchase = {
  meta: {
    type: "RecurringBillingCanceledNotification",
    date: "2026-05-18T15:52:31.8355564+00:00",
    schemaUrl:
      "https://www.cleverbridge.com/JsonNotificationSchemas/RecurringBillingCanceledNotification",
  },
  purchaseId: 172_000_001,
  status: "Paid",
  statusId: "PAY",
  internalCustomer: "customer-7",
  items: [
    { runningNumber: 1, recurringBilling: { subscriptionId: "S67560422", status: "Active" } },
    { runningNumber: 2, recurringBilling: { subscriptionId: "S67560422", status: "Active" } },
    { runningNumber: 3, recurringBilling: { subscriptionId: "s67458907" } },
    { runningNumber: 4 },
  ],
};
const paid = {
  meta: { type: "SubscriptionPaidNotification", date: "2026-05-18T15:52:31Z" },
  subscriptionId: 67_560_422,
  managementModel: "Two",
  subscriptionstatus: "DEA",
  somethingNew: { nobody: "knows" },
};

interface Given {
  readonly options?: NotificationOptions;
  readonly isTaken?: boolean;
  readonly fails?: boolean;
}

function endpoint({ options = { pathSecret }, isTaken = true, fails = false }: Given = {}) {
  const hints: Hint[] = [];
  const clock = virtualClock(Date.UTC(2026, 4, 18));
  const receive = notificationEndpoint(options, {
    clock,
    deliver: async (told) => {
      if (fails) throw new Error("the store is gone");
      if (isTaken) hints.push(...told);
      return isTaken;
    },
  });
  const post = (body: unknown, init: RequestInit & { readonly to?: string } = {}) =>
    receive(
      new Request(init.to ?? address, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
        ...init,
      }),
    );
  return { hints, clock, receive, post };
}

const problemOf = async (response: Response) => {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return (await response.json()) as { readonly status: number; readonly detail: string };
};

describe("a notification of a purchase", () => {
  test("tells of each subscription of its items once, and of no status", async () => {
    const { hints, post } = endpoint();
    expect((await post(purchase)).status).toBe(200);
    expect(hints.map(({ subscriptionId }) => subscriptionId)).toEqual(["67560422", "67458907"]);
    expect(JSON.stringify(hints)).not.toMatch(/Paid|PAY|Active/u);
  });
});

describe("a notification of a subscription", () => {
  test("tells of it, and of its management model, and of no status", async () => {
    const { hints, post } = endpoint();
    expect((await post(paid)).status).toBe(200);
    expect(hints).toEqual([
      { subscriptionId: "67560422", learned: { managementModel: "2.0" }, purchaseId: undefined },
    ]);
  });

  test.each([
    ["ChargebackNotification", "chargeback"],
    ["RefundNotification", "refund"],
  ])("%s tells what gave the money back", async (type, cause) => {
    const { hints, post } = endpoint();
    await post({ ...purchase, meta: { ...purchase.meta, type } });
    expect(hints[0]?.learned.cause).toEqual({ type: cause, at: purchase.meta.date });
    expect(hints[0]?.purchaseId).toBe("172000001");
  });

  test("of a refund in part tells of no such thing", async () => {
    const { hints, post } = endpoint();
    await post({ ...purchase, meta: { ...purchase.meta, type: "PartialRefundNotification" } });
    expect(hints[0]?.learned.cause).toBeUndefined();
  });
});

describe("a notification of which nothing follows", () => {
  test.each([
    ["of a type nobody knows", { ...paid, meta: { ...paid.meta, type: "BrandNewNotification" } }],
    ["about no subscription", { meta: { type: "NewAffiliateSignup" }, affiliateId: 7 }],
    ["whose id is none", { ...paid, subscriptionId: "none" }],
  ])("%s is accepted and passed over", async (_what, body) => {
    const { hints, post } = endpoint();
    expect((await post(body)).status).toBe(200);
    expect(hints).toEqual([]);
  });

  test("that comes again has no effect, for as long as the platform would repeat it", async () => {
    const { hints, post, clock } = endpoint();
    for (let times = 0; times < 3; times += 1) expect((await post(paid)).status).toBe(200);
    expect(hints).toHaveLength(1);
    await post({ ...paid, meta: { ...paid.meta, date: "2026-05-18T15:52:32Z" } });
    await post({ ...paid, subscriptionId: 67_560_423 });
    expect(hints).toHaveLength(3);
    await clock.advance(49 * 3_600_000);
    await post(paid);
    expect(hints).toHaveLength(4);
  });

  test("without a date is taken for no repetition", async () => {
    const { hints, post } = endpoint();
    const undated = { ...paid, meta: { type: paid.meta.type } };
    await post(undated);
    await post(undated);
    expect(hints).toHaveLength(2);
  });
});

describe("the endpoint", () => {
  test("is found under its secret path only", async () => {
    const { hints, post, receive } = endpoint();
    for (const to of [
      "https://vendor.example/hooks/cleverbridge",
      `https://vendor.example/hooks/${encodeURIComponent(pathSecret)}x/cleverbridge`,
      `https://vendor.example/hooks?${encodeURIComponent(pathSecret)}`,
      "https://vendor.example/hooks/%E0%A4%A/cleverbridge",
    ]) {
      expect((await post(paid, { to })).status).toBe(404);
    }
    expect((await receive(new Request("https://vendor.example/", { method: "GET" }))).status).toBe(
      404,
    );
    expect(hints).toEqual([]);
  });

  test("asks for credentials, and takes the right ones only", async () => {
    const options = { username: "cleverbridge", password: "pass:word é" };
    const { hints, post } = endpoint({ options });
    const wrong = [
      undefined,
      "Basic",
      "Basic !!!",
      basic.slice(0, -4),
      basic.replace("Basic", "Bearer"),
      `Basic ${Buffer.from("cleverbridge:").toString("base64")}`,
    ];
    for (const authorization of wrong) {
      const headers = authorization === undefined ? {} : { authorization };
      const refused = await post(paid, { headers });
      expect(refused.status).toBe(401);
      expect(refused.headers.get("www-authenticate")).toMatch(/^Basic /u);
      await problemOf(refused);
    }
    expect(hints).toEqual([]);
    expect((await post(paid, { headers: { authorization: basic } })).status).toBe(200);
    expect(hints).toHaveLength(1);
  });

  test("wants both where both are set", async () => {
    const { post } = endpoint({
      options: { pathSecret, username: "cleverbridge", password: "pass:word é" },
    });
    expect((await post(paid)).status).toBe(401);
    const headers = { authorization: basic };
    expect((await post(paid, { headers, to: "https://vendor.example/" })).status).toBe(404);
    expect((await post(paid, { headers })).status).toBe(200);
  });

  test("reads nothing of a body before it knows who sends it", async () => {
    const { receive } = endpoint();
    let isRead = false;
    const body = new ReadableStream(
      {
        pull(controller) {
          isRead = true;
          controller.enqueue(new TextEncoder().encode("{}"));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const request = new Request("https://vendor.example/", {
      method: "POST",
      body,
      duplex: "half",
    });
    expect((await receive(request)).status).toBe(404);
    expect(isRead).toBe(false);
  });

  test("takes POST only", async () => {
    const { receive } = endpoint();
    for (const method of ["GET", "PUT", "DELETE"]) {
      const refused = await receive(new Request(address, { method }));
      expect([refused.status, refused.headers.get("allow")]).toEqual([405, "POST"]);
    }
  });

  test.each(["application/xml", "text/xml; charset=utf-8", "application/cbn+xml"])(
    "refuses %s, and says what to choose",
    async (type) => {
      const { post } = endpoint();
      const refused = await post("<cbn:PaidOrderNotification/>", {
        headers: { "content-type": type },
      });
      expect(refused.status).toBe(415);
      expect((await problemOf(refused)).detail).toContain("JSON");
    },
  );

  test("refuses XML that calls itself JSON, or nothing", async () => {
    const { post } = endpoint();
    expect((await post(' <?xml version="1.0"?><a/>')).status).toBe(415);
    expect((await post("<a/>", { headers: {} })).status).toBe(415);
  });

  test("takes JSON of another name, or none", async () => {
    const { hints, post } = endpoint();
    for (const type of ["application/vnd.cleverbridge+json; v=1", "text/plain"]) {
      await post(
        { ...paid, meta: { type: paid.meta.type } },
        { headers: { "content-type": type } },
      );
    }
    expect(hints).toHaveLength(2);
  });

  test("refuses a body that is too large, declared or not", async () => {
    const { hints, post } = endpoint({ options: { pathSecret, maxBodyBytes: 2000 } });
    expect((await post({ ...paid, filler: "x".repeat(3000) })).status).toBe(413);
    const headers = { "content-type": "application/json", "content-length": "999999" };
    expect((await post(paid, { headers })).status).toBe(413);
    expect(hints).toEqual([]);
  });

  test("does not wait for ever for a body", async () => {
    const { receive } = endpoint({ options: { pathSecret, timeoutMilliseconds: 20 } });
    const request = new Request(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: new ReadableStream(),
      duplex: "half",
    });
    expect((await receive(request)).status).toBe(408);
  });

  test("asks for another try while nobody takes notifications in, or they cannot be kept", async () => {
    for (const given of [{ isTaken: false }, { fails: true }]) {
      const { hints, post } = endpoint(given);
      for (let times = 0; times < 2; times += 1) {
        const refused = await post(paid);
        expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "60"]);
      }
      expect(hints).toEqual([]);
    }
  });

  test.each([
    [{}],
    [{ pathSecret: "too short" }],
    [{ username: "cleverbridge" }],
    [{ username: "with:colon", password: "x" }],
    [{ username: "", password: "x" }],
  ])("is not made without a proper secret: %j", (options) => {
    expect(() => endpoint({ options })).toThrow(
      expect.objectContaining({ code: "options_invalid" }),
    );
  });
});

describe("whatever is posted", () => {
  const anyBody = fc.oneof(
    fc.string(),
    fc.json(),
    fc.record(
      {
        meta: fc.oneof(fc.anything(), fc.record({ type: fc.anything(), date: fc.anything() })),
        subscriptionId: fc.anything(),
        purchaseId: fc.anything(),
        items: fc.oneof(
          fc.anything(),
          fc.array(fc.oneof(fc.anything(), fc.record({ recurringBilling: fc.anything() }))),
        ),
        managementModel: fc.anything(),
      },
      { requiredKeys: [] },
    ),
  );

  test.prop([anyBody])("it is answered, and what it tells has the form of a hint", async (body) => {
    const { hints, post } = endpoint();
    const text = typeof body === "string" ? body : safely(body);
    const { status } = await post(text);
    expect([200, 400, 415]).toContain(status);
    for (const { subscriptionId } of hints) expect(subscriptionId).toMatch(/^[1-9]\d{0,17}$/u);
  });
});

function safely(body: unknown): string {
  try {
    return JSON.stringify(body) ?? "";
  } catch {
    return "{}";
  }
}
