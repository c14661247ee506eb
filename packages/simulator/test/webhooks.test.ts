import { beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { inTurn } from "./in-turn.ts";
import { stage, type Stage } from "./parties.ts";

let world: Stage;

beforeEach(() => {
  world = stage();
});

const good = {
  type: "validator",
  object_class: "fulfillment_request",
  jwt_secret: "s",
  product_id: DEFAULT_PRODUCT_ID,
  external_url: "http://localhost/validate",
};

describe("webhooks", () => {
  test("are the vendor's to make, read, change and delete", async () => {
    const { id } = (await world.vendor.post("/notifications/webhooks", good)).body;
    expect(id).toMatch(/^WH-/u);
    expect((await world.distributor.get("/notifications/webhooks")).status).toBe(403);
    expect(
      (await world.vendor.get("/notifications/webhooks?eq(type,validator)")).list,
    ).toHaveLength(1);
    const changed = await world.vendor.put(`/notifications/webhooks/${id}`, { label: "Other" });
    expect(changed.body).toMatchObject({ label: "Other", type: "validator", jwt_secret: "s" });
    expect((await world.vendor.call("DELETE", `/notifications/webhooks/${id}`)).status).toBe(204);
    expect((await world.vendor.get(`/notifications/webhooks/${id}`)).status).toBe(404);
  });

  test("need a class, a secret, a product and an address", async () => {
    await inTurn(["object_class", "jwt_secret", "product_id", "external_url"], async (field) => {
      const { status } = await world.vendor.post("/notifications/webhooks", {
        ...good,
        [field]: undefined,
      });
      expect([field, status]).toEqual([field, 400]);
    });
    const script = { ...good, external_url: "javascript:alert(1)" };
    expect((await world.vendor.post("/notifications/webhooks", script)).status).toBe(400);
    expect((await world.vendor.post("/notifications/webhooks", good)).status).toBe(201);
  });
});
