import { createHmac } from "node:crypto";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { Endpoint } from "./endpoint.ts";
import { inTurn } from "./in-turn.ts";
import { activeSubscription, purchaseBody, stage, type Stage } from "./parties.ts";

const SEATS = `${DEFAULT_PRODUCT_ID}-0001`;
const SECRET = "a secret between the platform and the vendor";

let world: Stage;
let endpoint: Endpoint;
let url: string;

beforeEach(async () => {
  world = stage({ webhookTimeoutMs: 1500 });
  endpoint = new Endpoint();
  url = await endpoint.open();
});

afterEach(async () => endpoint.close());

async function register(type: string): Promise<string> {
  const { body } = await world.vendor.post("/notifications/webhooks", {
    type,
    object_class: "fulfillment_request",
    label: "Validation",
    description: "",
    product_id: DEFAULT_PRODUCT_ID,
    external_url: url,
    jwt_secret: SECRET,
    active: true,
    http_method: "POST",
  });
  return body.id;
}

async function draft(params: unknown = []): Promise<{ id: string; assetId: string }> {
  const { status, body } = await world.distributor.post(
    "/requests",
    purchaseBody({ params }, { status: "draft" }),
  );
  expect([status, body.status, body.asset.status]).toEqual([201, "draft", "draft"]);
  return { id: body.id, assetId: body.asset.id };
}

const typed = { asset: { params: [{ id: "admin_email", value: "nobody" }] } };

describe("validating a draft", () => {
  test("shows the vendor the whole request, signed, and keeps what it says about the parameters", async () => {
    await register("validator");
    const { id } = await draft();
    endpoint.answer = ({ body }) => ({
      status: 200,
      text: JSON.stringify({
        ...body,
        status: "approved",
        asset: {
          ...body.asset,
          params: [
            {
              id: "admin_email",
              value: "nobody@example.com",
              value_error: "Is that you?",
              constraints: { required: true, readonly: true },
              value_choices: [{ label: "Yes", value: "yes" }],
              phase: "fulfillment",
            },
          ],
        },
      }),
    });
    const { status, body } = await world.distributor.post(`/requests/${id}/validate`, typed);
    expect([status, body.status]).toEqual([200, "draft"]);
    expect(endpoint.received[0]?.body).toMatchObject({ id, status: "draft", type: "purchase" });
    expect(endpoint.received[0]?.body.asset.params[0]?.value).toBe("nobody");
    const kept = (await world.vendor.get(`/requests/${id}`)).body.asset.params[0];
    expect(kept).toMatchObject({
      value: "nobody@example.com",
      value_error: "Is that you?",
      constraints: { readonly: true },
      value_choices: [{ label: "Yes", value: "yes" }],
      phase: "ordering",
    });
  });

  test("signs the call with HS256, good for five minutes", async () => {
    await register("validator");
    const { id } = await draft();
    await world.distributor.post(`/requests/${id}/validate`, typed);
    const token = endpoint.received[0]?.authorization.replace("Bearer ", "") ?? "";
    const [header = "", claims = "", signature = ""] = token.split(".");
    expect(createHmac("sha256", SECRET).update(`${header}.${claims}`).digest("base64url")).toBe(
      signature,
    );
    const read = (part: string) =>
      JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, number>;
    expect(read(header)).toEqual({ alg: "HS256", typ: "JWT" });
    expect((read(claims)["exp"] ?? 0) - (read(claims)["iat"] ?? 0)).toBe(300);
  });

  test("asks the change webhook about a change", async () => {
    const assetId = await activeSubscription(world);
    await register("change_validator");
    const { body } = await world.distributor.post("/requests", {
      type: "change",
      status: "draft",
      asset: { id: assetId, items: [{ id: SEATS, quantity: 4 }] },
    });
    expect((await world.distributor.post(`/requests/${body.id}/validate`, {})).status).toBe(200);
    expect(endpoint.received[0]?.body.id).toBe(body.id);
  });

  test.each(["renew", "transfer"])(
    "asks the %s webhook about a draft of that type",
    async (type) => {
      const assetId = await activeSubscription(world);
      await register("validator");
      await register(`${type}_validator`);
      const { body } = await world.distributor.post("/requests", {
        type,
        status: "draft",
        asset: { id: assetId },
      });
      expect((await world.distributor.post(`/requests/${body.id}/validate`, {})).status).toBe(200);
      expect(endpoint.received.map((received) => received.body.id)).toEqual([body.id]);
    },
  );

  test("counts on the webhook how the calls went", async () => {
    const webhook = await register("validator");
    const { id } = await draft();
    await world.distributor.post(`/requests/${id}/validate`, typed);
    endpoint.answer = () => ({ status: 500, text: "{}" });
    await world.distributor.post(`/requests/${id}/validate`, typed);
    const { body } = await world.vendor.get(`/notifications/webhooks/${webhook}`);
    expect(body).toMatchObject({
      stats: { triggers: 2, success_triggers: 1, failure_triggers: 1 },
      last_failure: { status_code: 500 },
    });
  });

  test("changes nothing when the vendor fails, answers rubbish, is slow or is gone", async () => {
    await register("validator");
    const { id } = await draft();
    const before = (await world.vendor.get(`/requests/${id}`)).body;
    const answers: (() => { status: number; text: string } | undefined)[] = [
      () => ({ status: 500, text: "{}" }),
      () => ({ status: 204, text: "" }),
      () => ({ status: 200, text: "<html>" }),
      () => ({ status: 200, text: "[]" }),
      () => ({ status: 200, text: '{"asset":{}}' }),
      () => undefined,
    ];
    await inTurn(answers, async (answer) => {
      endpoint.answer = answer;
      const { status, body } = await world.distributor.post(`/requests/${id}/validate`, typed);
      expect([status, body.errors.length]).toEqual([400, 1]);
    });
    await endpoint.close();
    expect((await world.distributor.post(`/requests/${id}/validate`, typed)).status).toBe(400);
    expect((await world.vendor.get(`/requests/${id}`)).body).toEqual(before);
  });

  test("refuses when the draft was submitted while the vendor thought about it", async () => {
    await register("validator");
    const { id } = await draft([{ id: "admin_email", value: "a@example.com" }]);
    const waiting = Promise.withResolvers<void>();
    const { answer } = endpoint;
    endpoint.answer = (received) => {
      void world.distributor.post(`/requests/${id}/purchase`).then(() => waiting.resolve());
      return answer(received);
    };
    const { status } = await world.distributor.post(`/requests/${id}/validate`, typed);
    await waiting.promise;
    expect(status).toBe(400);
    expect((await world.vendor.get(`/requests/${id}`)).body.asset.params[0]?.value).toBe(
      "a@example.com",
    );
  });

  test("answers the draft as it is when no active webhook is registered", async () => {
    const webhook = await register("validator");
    await world.vendor.put(`/notifications/webhooks/${webhook}`, { active: false });
    const { id } = await draft();
    const { status, body } = await world.distributor.post(`/requests/${id}/validate`, typed);
    expect([status, body.asset.params[0]?.value]).toEqual([200, ""]);
    expect(endpoint.received).toEqual([]);
  });
});

describe("validating an inquiring form", () => {
  const answers = { asset: { params: [{ id: "admin_email", value: "b@example.com" }] } };

  test("asks the inquiring webhook of a purchase, before the form is sent", async () => {
    await register("validator");
    await register("inquiring_validator");
    const { body } = await world.distributor.post("/requests", purchaseBody({ params: [] }));
    expect(body.status).toBe("inquiring");
    const validated = await world.distributor.post(`/requests/${body.id}/validate`, answers);
    expect([validated.status, validated.body.status]).toEqual([200, "inquiring"]);
    expect(endpoint.received.map((received) => received.body.status)).toEqual(["inquiring"]);
    expect(validated.body.asset.params[0]?.value).toBe("b@example.com");
  });

  test.each(["change", "renew", "transfer"])(
    "asks the inquiring webhook of a %s that the vendor asks about",
    async (type) => {
      const assetId = await activeSubscription(world);
      await register("inquiring_validator");
      await register(`${type}_inquiring_validator`);
      const { body } = await world.distributor.post("/requests", {
        type,
        asset: { id: assetId, items: [{ id: SEATS, quantity: 4 }] },
      });
      await world.vendor.put(`/requests/${body.id}`, {
        asset: { params: [{ id: "admin_email", value_error: "Not yours." }] },
      });
      await world.vendor.post(`/requests/${body.id}/inquire`, {});
      const { status } = await world.distributor.post(`/requests/${body.id}/validate`, answers);
      expect([status, endpoint.received.length]).toEqual([200, 1]);
      expect(endpoint.received[0]?.body).toMatchObject({ type, status: "inquiring" });
    },
  );

  test("is refused without the product's capability, and for requests that are pending", async () => {
    await register("inquiring_validator");
    const { body } = await world.distributor.post("/requests", purchaseBody({ params: [] }));
    const pending = await world.distributor.post("/requests", purchaseBody());
    await world.vendor.put(`/products/${DEFAULT_PRODUCT_ID}`, {
      capabilities: { inquiring: { validation: false } },
    });
    const validate = async (id: string) =>
      (await world.distributor.post(`/requests/${id}/validate`, answers)).status;
    expect([await validate(body.id), await validate(pending.body.id)]).toEqual([400, 400]);
    expect(endpoint.received).toEqual([]);
  });
});
