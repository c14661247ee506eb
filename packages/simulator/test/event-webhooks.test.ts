import { createHmac } from "node:crypto";

import { beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID, type SimulatorOptions } from "../src/index.ts";
import { approve, purchaseBody, stage, type Stage } from "./parties.ts";

const START = Date.parse("2026-03-01T12:00:00Z");
const SECRET = "a secret of the webhook";

interface Nudge {
  readonly headers: Headers;
  readonly method: string;
  readonly body: Record<string, unknown>;
}

let nudges: Nudge[];
let answerWith: () => Response | Promise<Response>;
let world: Stage;

/** A simulator in virtual time whose webhooks end in this test. */
function begin(options: SimulatorOptions = {}): void {
  world = stage({
    virtualTime: { startAt: START },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const text = await request.text();
      const body = (text === "" ? {} : JSON.parse(text)) as Nudge["body"];
      nudges.push({ headers: request.headers, method: request.method, body });
      return answerWith();
    },
    ...options,
  });
}

beforeEach(() => {
  nudges = [];
  answerWith = () => Response.json({ taken: true });
  begin();
});

const advance = async (ms: number) => world.simulator.time.advance(ms);

async function register(fields: object = {}): Promise<string> {
  const { body } = await world.vendor.post("/notifications/webhooks", {
    type: "event",
    object_class: "fulfillment_request",
    label: "Requests",
    external_url: "http://vendor.example/events",
    jwt_secret: SECRET,
    product_id: DEFAULT_PRODUCT_ID,
    data: { region: "north" },
    headers: { "x-vendor": "yes" },
    ...fields,
  });
  return body.id;
}

/** The webhook as the API shows it. */
async function shown(id: string): Promise<Record<string, unknown>> {
  const { body } = await world.vendor.get(`/notifications/webhooks/${id}`);
  return { ...body };
}

const buy = async () => (await world.distributor.post("/requests", purchaseBody())).body.id;

describe("an event webhook", () => {
  test("is called with what an event is, and nothing about the request", async () => {
    const id = await register();
    await buy();
    await advance(100);
    expect(nudges.map(({ body, method }) => ({ body, method }))).toEqual([
      {
        method: "POST",
        body: {
          webhook_id: id,
          webhook_name: "Requests",
          object_class: "fulfillment_request",
          account_id: "VA-100-001",
          product_id: DEFAULT_PRODUCT_ID,
          api_url: expect.stringMatching(/^https:\/\/.+\/public\/v1$/u),
          triggered_at: "2026-03-01T12:00:00.100000+00:00",
          last_success_at: null,
          last_failure_at: null,
          processing_timeout: 600,
          data: { region: "north" },
        },
      },
    ]);
    expect(nudges[0]?.headers.get("x-vendor")).toBe("yes");
  });

  test.each([
    ["Authorization", {}] as const,
    ["Authentication", { webhookTokenHeader: "Authentication" }] as const,
  ])("carries a token signed with its secret, in the header %s", async (header, options) => {
    begin(options);
    await register();
    await buy();
    await advance(100);
    const token = nudges[0]?.headers.get(header)?.replace("Bearer ", "") ?? "";
    const [head = "", claims = "", signature] = token.split(".");
    const expected = createHmac("sha256", SECRET).update(`${head}.${claims}`).digest("base64url");
    expect(signature).toBe(expected);
    const read = (part: string): unknown =>
      JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    expect(read(head)).toMatchObject({ alg: "HS256" });
    expect(read(claims)).toEqual({ iat: START / 1000, exp: START / 1000 + 300 });
  });

  test("is called once for everything that happens in a short while, and counts it all", async () => {
    const id = await register();
    await approve(world.vendor, await buy());
    await buy();
    await advance(10_000);
    expect(nudges).toHaveLength(1);
    expect(await shown(id)).toMatchObject({
      stats: { events: 3, triggers: 1, success_triggers: 1, failure_triggers: 0 },
      last_success: { status: "success", status_code: 200, response: { taken: true } },
    });
    await buy();
    await advance(10_000);
    expect(nudges).toHaveLength(2);
    expect(nudges[1]?.body["last_success_at"]).toBe("2026-03-01T12:00:00.100000+00:00");
  });

  test("is not called for a value that changes, for another product's or class's, or while it is off", async () => {
    const request = await buy();
    await register({ object_class: "tier_config_request" });
    const other = world.simulator.addProduct();
    await register({ product_id: other.id });
    await register({ active: false });
    await register();
    await world.vendor.put(`/requests/${request}`, {
      asset: { params: [{ id: "subscription_id", value: "v-1" }] },
    });
    await advance(1000);
    expect(nudges).toEqual([]);
    await buy();
    await advance(1000);
    expect(nudges).toHaveLength(1);
  });

  test("that fails is called again, later each time, until it answers well", async () => {
    const id = await register();
    answerWith = () => new Response("no", { status: 503 });
    await buy();
    const times: number[] = [];
    for (let second = 0; second < 80; second += 1) {
      const before = nudges.length;
      await advance(1000);
      if (nudges.length > before) times.push(second);
      if (nudges.length === 4) answerWith = () => new Response(null, { status: 204 });
    }
    expect(times).toEqual([0, 10, 30, 70]);
    expect(await shown(id)).toMatchObject({
      stats: { triggers: 4, failure_triggers: 4, failure_since_last_success: 4 },
      last_failure: { status: "failure", status_code: 503 },
    });
    expect((await shown(id))["earliest_possible_trigger"]).toBe("2026-03-01T12:02:30.100000+00:00");
    // News does not hurry it, a trigger does.
    await buy();
    await advance(1000);
    expect(nudges).toHaveLength(4);
    expect((await world.vendor.post(`/notifications/webhooks/${id}/trigger`)).status).toBe(200);
    await advance(0);
    expect(nudges).toHaveLength(5);
    expect(await shown(id)).toMatchObject({
      stats: { success_triggers: 1, failure_since_last_success: 0 },
      earliest_possible_trigger: null,
    });
    await advance(3_600_000);
    expect(nudges).toHaveLength(5);
  });

  test("is called when a scheduled request comes due, though nobody looks", async () => {
    await register();
    const planned_date = new Date(START + 3_600_000).toISOString();
    await world.vendor.post(`/requests/${await buy()}/schedule`, { planned_date });
    await advance(1000);
    const { length } = nudges;
    await advance(24 * 3_600_000);
    expect(nudges.slice(length).map(({ body }) => body["triggered_at"])).toEqual([
      "2026-03-01T13:00:00.100000+00:00",
    ]);
  });

  test("is called again for what happened while it was being called", async () => {
    await register();
    await buy();
    answerWith = async () => {
      if (nudges.length === 1) await buy();
      return new Response(null, { status: 204 });
    };
    await advance(100);
    expect(nudges).toHaveLength(1);
    await advance(100);
    expect(nudges).toHaveLength(2);
  });

  test("cannot be triggered when it is off, judges drafts or is not there", async () => {
    const trigger = async (id: string) =>
      (await world.vendor.post(`/notifications/webhooks/${id}/trigger`)).status;
    expect(await trigger("WH-1")).toBe(404);
    expect(await trigger(await register({ active: false }))).toBe(400);
    expect(await trigger(await register({ type: "validator" }))).toBe(400);
  });

  test("of tier configuration requests and usage files is called for theirs", async () => {
    await register({ object_class: "usage_file" });
    const { status } = await world.vendor.post("/usage/files", {
      name: "March",
      period: { from: "2026-02-01T00:00:00Z", to: "2026-03-01T00:00:00Z" },
      currency: "EUR",
      product: { id: DEFAULT_PRODUCT_ID },
      contract: { id: "CRD-10000-00000-00001" },
    });
    await advance(100);
    expect([status, nudges.map(({ body }) => body["object_class"])]).toEqual([201, ["usage_file"]]);
  });
});

describe("events that go wrong", () => {
  test("are lost, without a trace in the counts of calls", async () => {
    const id = await register();
    world.simulator.faults.add({ kind: "lost-event", path: /vendor\.example/u });
    await buy();
    await advance(60_000);
    expect(nudges).toEqual([]);
    expect(await shown(id)).toMatchObject({ stats: { events: 1, triggers: 0 } });
    await buy();
    await advance(60_000);
    expect(nudges).toHaveLength(1);
  });

  test("come twice, or late", async () => {
    await register();
    world.simulator.faults.add({ kind: "duplicate-event" });
    await buy();
    await advance(100);
    expect(nudges).toHaveLength(2);
    world.simulator.faults.add({ kind: "late-event", delayMs: 5000 });
    await buy();
    await advance(5000);
    expect(nudges).toHaveLength(2);
    await advance(100);
    expect(nudges).toHaveLength(3);
  });

  test("come after the one that followed them", async () => {
    await register();
    world.simulator.faults.add({ kind: "reorder-event", delayMs: 60_000 });
    await buy();
    await advance(200);
    await buy();
    await advance(200);
    const at = nudges.map(({ body }) => String(body["triggered_at"]));
    expect(at).toHaveLength(2);
    expect(at.toSorted()).toEqual(at.toReversed());
  });
});
