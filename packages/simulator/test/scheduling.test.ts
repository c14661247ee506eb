import { beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { purchaseBody, stage, type Stage } from "./parties.ts";

let world: Stage;
let id: string;

beforeEach(async () => {
  world = stage();
  const { body } = await world.distributor.post("/requests", purchaseBody());
  id = body.id;
});

describe("scheduling", () => {
  test("needs a date in the future and the product's capability", async () => {
    const schedule = async (body: unknown) => world.vendor.post(`/requests/${id}/schedule`, body);
    expect((await schedule({})).body.error_code).toBe("REQ_005");
    expect((await schedule({ planned_date: "soon" })).status).toBe(400);
    expect((await schedule({ planned_date: world.dateIn(-1000) })).status).toBe(400);
    await world.vendor.put(`/products/${DEFAULT_PRODUCT_ID}`, {
      capabilities: { subscription: { purchase: { scheduling: false } } },
    });
    expect((await schedule({ planned_date: world.dateIn(1000) })).status).toBe(400);
  });

  test("comes due by the clock, at its date, whoever looks", async () => {
    const planned_date = world.dateIn(3_600_000);
    await world.vendor.post(`/requests/${id}/schedule`, { planned_date });
    world.pass(3_599_999);
    expect((await world.vendor.get(`/requests/${id}`)).body.status).toBe("scheduled");
    world.pass(5000);
    const { body } = await world.vendor.get(`/requests/${id}`);
    expect(body.status).toBe("pending");
    expect(Date.parse(body.updated)).toBe(Date.parse(planned_date));
  });

  test("can be revoked by the distributor, confirmed by the vendor, and then counts as failed", async () => {
    expect((await world.distributor.post(`/requests/${id}/revoke`, {})).status).toBe(400);
    await world.vendor.post(`/requests/${id}/schedule`, { planned_date: world.dateIn(1000) });
    expect((await world.vendor.post(`/requests/${id}/revoke`, {})).status).toBe(403);
    const revoking = await world.distributor.post(`/requests/${id}/revoke`, { reason: "Changed." });
    expect([revoking.body.status, revoking.body.reason]).toEqual(["revoking", "Changed."]);
    world.pass(5000);
    expect((await world.vendor.get(`/requests/${id}`)).body.status).toBe("revoking");
    const revoked = await world.vendor.post(`/requests/${id}/confirm`);
    expect([revoked.body.status, revoked.body.asset.status]).toEqual(["revoked", "terminated"]);
  });
});
