import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../../src/index.ts";
import { wire, type Document, type Wire } from "./wire.ts";

let world: Wire;
beforeEach(async () => {
  world = await wire();
});
afterEach(async () => world.close());

/** Approves as the suite does: with the template the request shows, as of when it was made. */
async function approve(id: string): Promise<Document> {
  const { template, created } = await world.vendor.document("GET", `/requests/${id}`);
  const body = { template_id: template.id, effective_date: created };
  return world.vendor.document("POST", `/requests/${id}/approve`, body);
}

describe("the platform's own end-to-end suite", () => {
  test("goes from a draft to the end of the subscription", async () => {
    const { distributor, vendor } = world;
    const [hub] = await distributor.list("/hubs");
    const connections = await distributor.list(`/hubs/${hub?.id ?? ""}/connections?limit=100`);
    const connection = connections.find(({ type }) => type === "test");
    const [marketplace] = await distributor.list("/marketplaces?limit=100&offset=0");
    const { id: product } = world.simulator.addProduct({
      parameters: [
        { name: "login", phase: "ordering" },
        { name: "subscription_id", phase: "fulfillment" },
      ],
    });
    const [item] = await distributor.list(`/products/${product}/items?limit=100&offset=0`);
    const ordered = { ...item, quantity: 60 };
    const draft = await distributor.document("POST", "/requests", {
      type: "purchase",
      status: "draft",
      asset: {
        product: { id: product },
        connection: { id: connection?.id },
        external_uid: "5a0a7a0a-5a59-4d1c-8a35-0f8f6a3b7d10",
        external_id: "5a0a7a0a",
        items: [ordered],
        tiers: { customer: { id: "TA-1000-0000-0001" } },
      },
      marketplace: { id: marketplace?.id },
    });
    expect(draft).toMatchObject({ status: "draft", asset: { status: "draft" } });
    const path = `/requests/${draft.id}`;
    expect(await distributor.document("POST", `${path}/validate`, draft)).toMatchObject({
      status: "draft",
    });
    await distributor.document("PUT", path, draft);
    const purchase = await distributor.call("POST", `${path}/purchase`);
    expect([purchase.status, purchase.json]).toMatchObject([200, { status: "pending" }]);
    const { asset } = await approve(draft.id);
    expect(asset.status).toBe("active");

    const definitions = await vendor.list(`/products/${product}/parameters?limit=100&offset=0`);
    const adjustment = await vendor.document("POST", "/requests", {
      type: "adjustment",
      asset: { id: asset.id, params: definitions },
    });
    expect(adjustment).toMatchObject({ type: "adjustment", status: "pending" });
    await approve(adjustment.id);

    const change = await distributor.document("POST", "/requests", {
      id: adjustment.id,
      type: "change",
      asset: { id: asset.id, items: [{ ...item, quantity: 61 }] },
    });
    expect(change.id).not.toBe(adjustment.id);
    expect((await approve(change.id)).asset.items).toMatchObject([{ quantity: "61" }]);

    const statuses = [];
    for (const type of ["suspend", "resume", "cancel"]) {
      // oxlint-disable-next-line no-await-in-loop -- one request after the other
      const made = await distributor.document("POST", "/requests", {
        type,
        asset: { id: asset.id },
      });
      // oxlint-disable-next-line no-await-in-loop -- one request after the other
      statuses.push((await approve(made.id)).asset.status);
    }
    expect(statuses).toEqual(["suspended", "active", "terminated"]);
  });

  test("names parameters by their definitions, and no others", async () => {
    const { distributor, vendor } = world;
    const product = DEFAULT_PRODUCT_ID;
    const bought = await distributor.document("POST", "/requests", {
      type: "purchase",
      asset: {
        product: { id: product },
        connection: { id: "CT-1000-0000-0001" },
        items: [{ id: `${product}-0001`, quantity: 1 }],
        params: [{ id: "PRM-100-000-001-0001", name: "admin_email", value: "a@b.example" }],
      },
      marketplace: { id: "MP-10001" },
    });
    expect(bought.asset.params[0]).toMatchObject({ id: "admin_email", value: "a@b.example" });
    const params = [{ id: "PRM-9", name: "nothing", value: "x" }];
    const refused = await vendor.call("PUT", `/requests/${bought.id}`, {
      body: { asset: { params } },
    });
    expect(refused.status).toBe(400);
  });
});
