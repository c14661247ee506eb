import { beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { approve, purchaseBody, stage, statusOf, type Stage } from "./parties.ts";

let world: Stage;
let id: string;
let assetId: string;

beforeEach(async () => {
  world = stage();
  const { body } = await world.distributor.post("/requests", purchaseBody());
  id = body.id;
  assetId = body.asset.id;
});

async function templateOf(type: string): Promise<string> {
  const { list } = await world.vendor.get(
    `/products/${DEFAULT_PRODUCT_ID}/templates?eq(type,${type})&eq(scope,asset)`,
  );
  return list[0]?.id ?? "";
}

async function fillFulfillment(): Promise<void> {
  await world.vendor.put(`/requests/${id}`, {
    asset: { params: [{ id: "subscription_id", value: "vendor-1" }] },
  });
}

describe("approving", () => {
  test("needs a template of the product or a tile, and not both", async () => {
    await fillFulfillment();
    const approveWith = async (body: unknown) => world.vendor.post(`/requests/${id}/approve`, body);
    expect((await approveWith({})).status).toBe(400);
    expect((await approveWith({ template_id: "TL-000-000-000" })).status).toBe(400);
    expect((await approveWith({ template_id: await templateOf("inquire") })).status).toBe(400);
    const both = { template_id: await templateOf("fulfillment"), activation_tile: "x" };
    expect((await approveWith(both)).status).toBe(400);
    expect(await statusOf(world, assetId)).toBe("processing");
    const { status, body } = await approveWith({
      activation_tile: "Welcome, {{ subscription_id }}!",
    });
    expect([status, body.status, body.activation_key]).toEqual([
      200,
      "approved",
      "Welcome, vendor-1!",
    ]);
    expect(await statusOf(world, assetId)).toBe("active");
  });

  test("needs every required fulfillment parameter", async () => {
    const template_id = await templateOf("fulfillment");
    const { status } = await world.vendor.post(`/requests/${id}/approve`, { template_id });
    expect(status).toBe(400);
    expect((await world.vendor.get(`/requests/${id}`)).body.status).toBe("pending");
  });

  test("takes an effective date in ISO format only", async () => {
    await fillFulfillment();
    const template_id = await templateOf("fulfillment");
    const wrong = await world.vendor.post(`/requests/${id}/approve`, {
      template_id,
      effective_date: "tomorrow",
    });
    expect([wrong.status, wrong.body.error_code, wrong.body.errors]).toEqual([
      400,
      "VAL_001",
      [
        "effective_date: Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
      ],
    ]);
    const effective_date = "2023-04-28T11:36:38.814429Z";
    const right = await world.vendor.post(`/requests/${id}/approve`, {
      template_id,
      effective_date,
    });
    expect(right.body.effective_date).toBe("2023-04-28T11:36:38.814429+00:00");
  });

  test("twice, or by the distributor, is refused", async () => {
    expect((await world.distributor.post(`/requests/${id}/approve`, {})).status).toBe(403);
    expect((await approve(world.vendor, id)).status).toBe(200);
    const again = await approve(world.vendor, id);
    expect([again.status, again.body.error_code]).toEqual([400, "REQ_003"]);
    expect((await world.vendor.post(`/requests/${id}/fail`, { reason: "late" })).status).toBe(400);
  });

  test("of a request nobody knows is not found", async () => {
    expect((await world.vendor.post("/requests/PR-0000-0000-0000-001/approve", {})).status).toBe(
      404,
    );
  });
});
