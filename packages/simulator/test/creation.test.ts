import { describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID, PREVIEW_CONNECTION_ID } from "../src/index.ts";
import { activeSubscription, approve, purchaseBody, stage, statusOf } from "./parties.ts";

const SEATS = `${DEFAULT_PRODUCT_ID}-0001`;
const TRAFFIC = `${DEFAULT_PRODUCT_ID}-0002`;

describe("creating requests", () => {
  test("needs a key that is known", async () => {
    const { customer, simulator } = stage();
    const answer = await customer.get("/requests");
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({
      error_code: "AUTH_001",
      errors: ["API request is unauthorized."],
    });
    const wrong = await simulator.fetch(
      new Request("http://x/public/v1/requests", { headers: { authorization: "ApiKey SU-1:2" } }),
    );
    expect(wrong.status).toBe(401);
  });

  test("a purchase makes a subscription in processing and a pending request numbered after it", async () => {
    const world = stage();
    const { status, body } = await world.distributor.post("/requests/", purchaseBody());
    expect([status, body.status, body.asset.status]).toEqual([201, "pending", "processing"]);
    expect(body.asset.id).toMatch(/^AS-\d{4}-\d{4}-\d{4}$/u);
    expect(body.id).toBe(`${body.asset.id.replace("AS-", "PR-")}-001`);
    expect(body.template.id).toMatch(/^TL-/u);
    await approve(world.vendor, body.id);
    const next = await world.distributor.post("/requests", {
      type: "suspend",
      asset: { id: body.asset.id },
    });
    expect(next.body.id).toBe(`${body.asset.id.replace("AS-", "PR-")}-002`);
  });

  test("a purchase that leaves out a required parameter asks the customer at once", async () => {
    const { distributor } = stage();
    const { body } = await distributor.post("/requests", purchaseBody({ params: [] }));
    expect(body.status).toBe("inquiring");
    expect(body.template.message).toContain(body.params_form_url);
  });

  test("the same external_uid twice is a conflict that names the first", async () => {
    const { distributor } = stage();
    const order = purchaseBody({ external_uid: "5f1b2c3d-0000-4000-8000-000000000001" });
    const first = await distributor.post("/requests", order);
    const second = await distributor.post("/requests", order);
    expect(second.status).toBe(409);
    expect(second.body.params).toEqual({
      asset_id: first.body.asset.id,
      asset_status: "processing",
      request_id: first.body.id,
      request_status: "pending",
    });
  });

  test("orders that make no sense are refused", async () => {
    const { distributor } = stage();
    const refused = async (body: unknown) => {
      const answer = await distributor.post("/requests", body);
      expect(answer.status).toBe(400);
      return answer.body.errors.join();
    };
    expect(await refused(purchaseBody({ items: [{ id: SEATS, quantity: 0 }] }))).toBe(
      "asset.items: This list may not be empty.",
    );
    const contact = { first_name: "A", last_name: " ", email: "a@example.com" };
    expect(
      await refused(purchaseBody({ tiers: { tier1: { name: "R", contact_info: { contact } } } })),
    ).toBe("asset.tiers.tier1.contact_info.contact.last_name: This field may not be blank.");
    expect(await refused(purchaseBody({}, { marketplace: undefined }))).toBe(
      "Field 'marketplace.id' is required.",
    );
    expect(await refused(purchaseBody({ items: [{ id: "nothing", quantity: 1 }] }))).toContain(
      "asset.items",
    );
    expect(await refused(purchaseBody({ items: [{ id: SEATS, quantity: "-4" }] }))).toContain(
      "asset.items",
    );
    expect(await refused(purchaseBody({ params: [{ id: "unknown", value: "" }] }))).toContain(
      "asset.params",
    );
    expect(await refused(purchaseBody({ params: [{ id: "admin_email", value: {} }] }))).toContain(
      "asset.params",
    );
    expect(await refused({ ...purchaseBody(), type: "teleport" })).toContain("type");
    expect(await refused({ ...purchaseBody(), status: "approved" })).toContain("status");
    expect(await refused([])).toContain("object");
    expect(await refused({ type: "cancel", asset: { id: "AS-0000-0000-0000" } })).toContain(
      "asset.id",
    );
  });

  test("vendors buy and change only previews, and may adjust anything", async () => {
    const world = stage();
    const { vendor } = world;
    expect((await vendor.post("/requests", purchaseBody())).status).toBe(403);
    const preview = await vendor.post(
      "/requests",
      purchaseBody({ connection: { id: PREVIEW_CONNECTION_ID } }, { marketplace: undefined }),
    );
    expect([preview.status, preview.body.status]).toEqual([201, "pending"]);
    await approve(vendor, preview.body.id);
    const suspend = { type: "suspend", asset: { id: preview.body.asset.id } };
    expect((await vendor.post("/requests", suspend)).status).toBe(201);
    const id = await activeSubscription(world);
    expect((await vendor.post("/requests", { type: "suspend", asset: { id } })).status).toBe(403);
    const adjustment = {
      type: "adjustment",
      asset: { id, params: [{ id: "subscription_id", value: "other" }] },
    };
    expect((await vendor.post("/requests", adjustment)).status).toBe(201);
  });

  test("a type that does not fit the subscription's status is a conflict in the platform's words", async () => {
    const world = stage();
    const id = await activeSubscription(world);
    const suspend = await world.distributor.post("/requests", { type: "suspend", asset: { id } });
    await approve(world.vendor, suspend.body.id);
    const change = { type: "change", asset: { id, items: [{ id: SEATS, quantity: 9 }] } };
    const { status, body } = await world.distributor.post("/requests", change);
    expect(status).toBe(409);
    expect(body.errors).toEqual([
      "Request type change is not allowed when asset state is suspended",
    ]);
    expect(body.params).toMatchObject({ asset_status: "suspended", asset_id: id });
  });

  test("one request at a time; the conflict names the one in progress", async () => {
    const world = stage();
    const id = await activeSubscription(world);
    const first = await world.distributor.post("/requests", { type: "suspend", asset: { id } });
    const second = await world.distributor.post("/requests", { type: "cancel", asset: { id } });
    expect(second.status).toBe(409);
    expect(second.body.params).toEqual({
      asset_id: id,
      asset_status: "active",
      request_id: first.body.id,
      request_status: "pending",
    });
  });

  test("an adjustment may stand beside a change when the product allows it, and neither undoes the other", async () => {
    const world = stage();
    const { vendor, distributor } = world;
    await vendor.put(`/products/${DEFAULT_PRODUCT_ID}`, {
      capabilities: { subscription: { change: { simultaneous_adjustment: true } } },
    });
    const id = await activeSubscription(world);
    const change = await distributor.post("/requests", {
      type: "change",
      asset: { id, items: [{ id: SEATS, quantity: 8 }] },
    });
    const adjustment = {
      type: "adjustment",
      asset: { id, params: [{ id: "company_note", value: "new" }] },
    };
    const beside = await vendor.post("/requests", adjustment);
    expect(beside.status).toBe(201);
    expect((await vendor.post("/requests", adjustment)).status).toBe(409);
    await approve(vendor, beside.body.id);
    await approve(vendor, change.body.id);
    const { body } = await vendor.get(`/requests/${change.body.id}`);
    expect(body.asset.params.find((one) => one.id === "company_note")?.value).toBe("new");
    expect(body.asset.items[0]?.quantity).toBe("8");
    expect(await statusOf(world, id)).toBe("active");
  });

  test("a change says what was before, removes what becomes 0, and must change something", async () => {
    const world = stage();
    const { distributor, vendor } = world;
    const id = await activeSubscription(world);
    const change = async (items: unknown) =>
      distributor.post("/requests", { type: "change", asset: { id, items } });
    const same = await change([{ id: SEATS, quantity: "3" }]);
    expect([same.status, same.body.errors]).toEqual([
      400,
      ["asset.items: Item quantities are not changed."],
    ]);
    const { body } = await change([
      { id: SEATS, quantity: 0 },
      { id: TRAFFIC, quantity: -1 },
    ]);
    expect(body.asset.items.map(({ quantity, old_quantity }) => [old_quantity, quantity])).toEqual([
      ["3", "0"],
      ["0", "unlimited"],
    ]);
    await approve(vendor, body.id);
    const asset = (await vendor.get(`/assets/${id}`)).body as unknown as { items: unknown[] };
    expect(asset.items).toMatchObject([
      { global_id: TRAFFIC, quantity: "unlimited", old_quantity: "0" },
    ]);
  });

  test("suspending without Administrative Hold makes a request that has failed already", async () => {
    const world = stage();
    await world.vendor.put(`/products/${DEFAULT_PRODUCT_ID}`, {
      capabilities: { subscription: { hold: false } },
    });
    const id = await activeSubscription(world);
    const { status, body } = await world.distributor.post("/requests", {
      type: "suspend",
      asset: { id },
    });
    expect([status, body.status, body.reason, body.asset.status]).toEqual([
      201,
      "failed",
      "The product doesn't support suspend/resume operations.",
      "active",
    ]);
  });

  test("capabilities written partly leave the rest, and the write-only switches turn a branch off", async () => {
    const { vendor } = stage();
    await vendor.put(`/products/${DEFAULT_PRODUCT_ID}`, { capabilities: { ppu: { ppu: false } } });
    await vendor.put(`/products/${DEFAULT_PRODUCT_ID}`, {
      capabilities: { tiers: { configs: { configs: true, level: 1 } } },
    });
    const { body } = await vendor.get(`/products/${DEFAULT_PRODUCT_ID}`);
    expect(body).toMatchObject({
      capabilities: { ppu: null, cart: { validation: true }, tiers: { configs: { level: 1 } } },
      configurations: { suspend_resume_supported: true, requires_reseller_information: true },
    });
  });
});
