import { beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { activeSubscription, purchaseBody, stage, statusOf, type Stage } from "./parties.ts";

const SEATS = `${DEFAULT_PRODUCT_ID}-0001`;
let world: Stage;

beforeEach(() => {
  world = stage();
});

async function draft(params: unknown = []): Promise<{ id: string; assetId: string }> {
  const { status, body } = await world.distributor.post(
    "/requests",
    purchaseBody({ params }, { status: "draft" }),
  );
  expect([status, body.status, body.asset.status]).toEqual([201, "draft", "draft"]);
  return { id: body.id, assetId: body.asset.id };
}

const typed = { asset: { params: [{ id: "admin_email", value: "nobody" }] } };

describe("drafts", () => {
  test("need the product's capability, for purchase and change each its own", async () => {
    const assetId = await activeSubscription(world);
    await world.vendor.put(`/products/${DEFAULT_PRODUCT_ID}`, {
      capabilities: {
        cart: { validation: false },
        subscription: { change: { validation: false } },
      },
    });
    const purchase = await world.distributor.post(
      "/requests",
      purchaseBody({}, { status: "draft" }),
    );
    expect(purchase.status).toBe(400);
    const change = {
      type: "change",
      status: "draft",
      asset: { id: assetId, items: [{ id: SEATS, quantity: 4 }] },
    };
    expect((await world.distributor.post("/requests", change)).status).toBe(400);
    const cancel = { type: "cancel", status: "draft", asset: { id: assetId } };
    expect((await world.distributor.post("/requests", cancel)).status).toBe(400);
  });

  test("of a purchase are purchased, of a change submitted", async () => {
    const { id, assetId } = await draft([{ id: "admin_email", value: "a@example.com" }]);
    expect((await world.distributor.post(`/requests/${id}/submit`, {})).status).toBe(400);
    expect((await world.vendor.post(`/requests/${id}/purchase`, {})).status).toBe(403);
    const bought = await world.distributor.post(`/requests/${id}/purchase`, {});
    expect([bought.body.status, bought.body.asset.status]).toEqual(["pending", "processing"]);
    expect((await world.distributor.post(`/requests/${id}/purchase`, {})).status).toBe(400);
    expect(await statusOf(world, assetId)).toBe("processing");

    const active = await activeSubscription(world);
    const change = await world.distributor.post("/requests", {
      type: "change",
      status: "draft",
      asset: { id: active, items: [{ id: SEATS, quantity: 4 }] },
    });
    expect([change.body.status, change.body.asset.status]).toEqual(["draft", "active"]);
    expect((await world.distributor.post(`/requests/${change.body.id}/submit`)).body.status).toBe(
      "pending",
    );
  });

  test("that leave out what is required become inquiring when purchased", async () => {
    const { id } = await draft();
    expect((await world.distributor.post(`/requests/${id}/purchase`)).body.status).toBe(
      "inquiring",
    );
  });

  test("are updated by the distributor, items too", async () => {
    const { id } = await draft();
    const { body } = await world.distributor.put(`/requests/${id}`, {
      type: "purchase",
      asset: { items: [{ id: SEATS, quantity: 7 }], ...typed.asset },
    });
    expect(body.asset.items[0]?.quantity).toBe("7");
    expect(body.asset.params[0]?.value).toBe("nobody");
  });

  test("disappear when deleted, a purchase with its subscription; nothing else can be deleted", async () => {
    const { id, assetId } = await draft();
    expect((await world.distributor.call("DELETE", `/requests/${id}`)).status).toBe(204);
    expect((await world.vendor.get(`/requests/${id}`)).status).toBe(404);
    expect((await world.vendor.get(`/assets/${assetId}`)).status).toBe(404);
    expect((await world.vendor.get(`/conversations?instance_id=${id}`)).list).toEqual([]);
    const { body } = await world.distributor.post("/requests", purchaseBody());
    expect((await world.distributor.call("DELETE", `/requests/${body.id}`)).status).toBe(400);
  });
});
