import {
  APIError,
  ConnectClient,
  Fulfillment,
  Inventory,
  Subscriptions,
} from "@cloudblueconnect/connect-javascript-sdk";
import {
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
  type ConnectSimulator,
  type Listening,
} from "@tenure/simulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { purchaseBody } from "./purchase-body.ts";

let simulator: ConnectSimulator;
let server: Listening;
/** The SDK with each party's key. */
let vendor: Side;
let distributor: Side;

class Side {
  readonly client: ConnectClient;
  readonly fulfillment: Fulfillment;
  readonly inventory: Inventory;
  readonly subscriptions: Subscriptions;

  constructor(key: string) {
    this.client = new ConnectClient(server.url, `ApiKey ${key}`);
    this.fulfillment = new Fulfillment(this.client);
    this.inventory = new Inventory(this.client);
    this.subscriptions = new Subscriptions(this.client);
  }
}

beforeEach(async () => {
  simulator = createConnectSimulator({
    virtualTime: { startAt: Date.parse("2026-03-01T12:00:00Z") },
  });
  server = await simulator.listen();
  vendor = new Side(VENDOR_KEY);
  distributor = new Side(DISTRIBUTOR_KEY);
});
afterEach(async () => server.close());

const SEATS = `${DEFAULT_PRODUCT_ID}-0001`;

async function purchase(): Promise<{ id: string; asset: string }> {
  const request = await distributor.fulfillment.createRequest(purchaseBody());
  expect(request).toMatchObject({ type: "purchase", status: "pending" });
  return { id: request.id, asset: request.asset.id };
}

/** Fills in what approval needs and approves, as the SDK's examples do. */
async function approve(id: string): Promise<Record<string, unknown>> {
  await vendor.fulfillment.updateRequestParameters(id, [{ id: "subscription_id", value: "v-1" }]);
  const [template] = await vendor.inventory.getProductAssetTemplates(DEFAULT_PRODUCT_ID);
  return vendor.fulfillment.approveRequestWithTemplate(id, template?.id ?? "");
}

/** A request of a type on a subscription, approved; gives the subscription's status. */
async function order(asset: string, type: string, rest: object = {}): Promise<string> {
  const body = { type, asset: { id: asset, ...rest } };
  const { id } = await distributor.fulfillment.createRequest(body);
  await approve(id);
  return (await vendor.client.assets.get(asset)).status;
}

describe("the official JavaScript SDK", () => {
  test("takes a subscription through its whole life", async () => {
    const { id, asset } = await purchase();
    const approved = await approve(id);
    expect(approved).toMatchObject({ status: "approved", asset: { id: asset, status: "active" } });
    const more = { items: [{ id: SEATS, quantity: 5 }] };
    expect(await order(asset, "change", more)).toBe("active");
    const { items } = await vendor.client.assets.get(asset);
    expect(items).toMatchObject([{ id: expect.any(String) as string, quantity: "5" }]);
    expect(await order(asset, "suspend")).toBe("suspended");
    expect(await order(asset, "resume")).toBe("active");
    expect(await order(asset, "cancel")).toBe("terminated");
    const again = distributor.fulfillment.createRequest({ type: "resume", asset: { id: asset } });
    await expect(again).rejects.toMatchObject({ status: 409 });
  });

  test("inquires, gets the request back and fails it", async () => {
    const { id } = await purchase();
    const wrong = [{ id: "admin_email", value_error: "Whose is that?" }];
    const [template] = await vendor.inventory.getProductTemplates(DEFAULT_PRODUCT_ID);
    expect(template).toMatchObject({ scope: "asset" });
    expect(await vendor.fulfillment.inquireRequest(id, {}, wrong, "Asked.")).toMatchObject({
      status: "inquiring",
      note: "Asked.",
    });
    expect(await vendor.fulfillment.pendingRequest(id)).toMatchObject({ status: "pending" });
    expect(await vendor.fulfillment.failRequest(id, "No seats.")).toMatchObject({
      status: "failed",
      reason: "No seats.",
      asset: { status: "terminated" },
    });
  });

  test("finds requests with every filter it can write", async () => {
    const [first, second, third] = [await purchase(), await purchase(), await purchase()];
    await vendor.fulfillment.failRequest(second.id, "No.");
    const found = async (query: object) =>
      (await vendor.fulfillment.searchRequests(query)).map(({ id }) => id);
    const pending = [first.id, third.id];
    expect(await found({ status: "pending" })).toEqual(pending);
    expect(await found({ status: { $in: ["pending", "failed"] } })).toHaveLength(3);
    expect(await found({ status: { $out: ["failed"] } })).toEqual(pending);
    expect(await found({ status: { $ne: "failed" } })).toEqual(pending);
    expect(await found({ "asset.product.id": DEFAULT_PRODUCT_ID, limit: 1, offset: 1 })).toEqual([
      second.id,
    ]);
    expect(await found({ id: { $like: first.id.slice(3, 12) } })).toEqual([first.id]);
    const either = { $or: [{ status: "failed" }, { "asset.id": first.asset }] };
    expect(await found(either)).toEqual([first.id, second.id]);
    expect(await found({ created: { $ge: "2027-01-01T00:00:00" } })).toEqual([]);
    expect(await found({ $ordering: ["-created"], status: "pending" })).toHaveLength(2);
    expect(await found({ status: { $not: [{ $eq: "failed" }] } })).toEqual(pending);
  });

  test("schedules and revokes in the flat form, and is refused in a form of its own", async () => {
    const { id } = await purchase();
    const planned_date = "2026-03-02T12:00:00+00:00";
    const act = async (side: Side, name: string, body: object) =>
      side.client.requests.fetch(`/requests/${id}/${name}`, { method: "POST", body });
    const wrapped = act(vendor, "schedule", { data: { planned_date } });
    await expect(wrapped).rejects.toMatchObject({ status: 400, errorCode: "REQ_005" });
    expect((await act(vendor, "schedule", { planned_date })).status).toBe(200);
    await act(distributor, "revoke", { reason: "Not any more." });
    await act(vendor, "confirm", {});
    expect(await vendor.fulfillment.getRequest(id)).toMatchObject({
      status: "revoked",
      asset: { status: "terminated" },
    });
  });

  test("sees a scheduled request come due", async () => {
    const { id } = await purchase();
    await vendor.client.requests.fetch(`/requests/${id}/schedule`, {
      method: "POST",
      body: { planned_date: "2026-03-02T12:00:00+00:00" },
    });
    await simulator.time.advance(24 * 3_600_000);
    expect(await approve(id)).toMatchObject({ status: "approved" });
  });

  test("gets the platform's own words about what is wrong", async () => {
    const { id } = await purchase();
    const failing = vendor.client.requests.fetch(`/requests/${id}/fail`, {
      method: "POST",
      body: {},
    });
    const error = await failing.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({
      status: 400,
      errorCode: "REQ_005",
      errors: ["Missed fields: reason."],
    });
    await expect(vendor.fulfillment.getRequest("PR-0")).rejects.toMatchObject({ status: 404 });
    const stranger = new Side(`SU-000-000-000:${"0".repeat(40)}`);
    await expect(stranger.fulfillment.getRequest(id)).rejects.toMatchObject({
      status: 401,
      errorCode: "AUTH_001",
    });
    const buying = vendor.fulfillment.createRequest(purchaseBody());
    await expect(buying).rejects.toMatchObject({ status: 403 });
  });

  test("reads the product: parameters, items, templates, connections", async () => {
    const { client, inventory } = vendor;
    expect(await client.products.get(DEFAULT_PRODUCT_ID)).toMatchObject({ id: DEFAULT_PRODUCT_ID });
    expect((await inventory.getParametersByProduct(DEFAULT_PRODUCT_ID)).length).toBe(3);
    expect(
      await inventory.getAssetParametersForFulfillmentByProduct(DEFAULT_PRODUCT_ID),
    ).toMatchObject([{ name: "subscription_id" }]);
    expect((await client.products.getItems(DEFAULT_PRODUCT_ID)).length).toBe(2);
    await purchase();
    expect(await client.products.getConnections(DEFAULT_PRODUCT_ID)).toMatchObject([
      { type: "test" },
    ]);
  });

  test("talks in the request's conversation", async () => {
    const { id } = await purchase();
    const { client } = vendor;
    const [conversation] = await client.conversations.getConversationsByObjectId(id);
    expect(conversation).toMatchObject({ instance_id: id });
    const conversationId = conversation?.id ?? "";
    await client.conversations.createMessage(conversationId, "On its way.");
    const messages = await client.conversations.messages(conversationId).search();
    expect(messages.map(({ text }) => text)).toContain("On its way.");
  });

  test("makes, changes and deletes webhooks, which are then called", async () => {
    const { webhooks } = vendor.client;
    const { id } = await webhooks.create({
      type: "event",
      object_class: "fulfillment_request",
      label: "Mine",
      description: "",
      active: true,
      external_url: "http://127.0.0.1:9/",
      jwt_secret: "secret",
      http_method: "POST",
      product_id: DEFAULT_PRODUCT_ID,
    });
    await webhooks.update(id, { label: "Still mine" });
    await purchase();
    await simulator.time.advance(1000);
    expect(await webhooks.get(id)).toMatchObject({
      label: "Still mine",
      stats: { events: 1, failure_triggers: 1 },
    });
    await webhooks.delete(id);
    expect(await webhooks.search()).toEqual([]);
  });

  test("reads subscriptions with their billing, and bills", async () => {
    const { id, asset } = await purchase();
    await approve(id);
    const { subscriptions } = vendor;
    expect(await subscriptions.getRecurringAsset(asset)).toMatchObject({ id: asset });
    expect(await subscriptions.searchRecurringAssets({ id: asset })).toHaveLength(1);
    const bill = await subscriptions.createBillingRequest({
      type: "vendor",
      asset: { id: asset },
      period: {
        from: "2026-03-01T00:00:00Z",
        to: "2026-04-01T00:00:00Z",
        delta: 1,
        uom: "monthly",
      },
      items: [{ id: SEATS }],
    });
    expect(await subscriptions.getBillingRequest(bill.id)).toMatchObject({ id: bill.id });
    expect(await subscriptions.searchBillingRequests({})).toHaveLength(1);
  });

  test("sets up a reseller before the request goes on", async () => {
    const { id: product } = simulator.addProduct({
      capabilities: { tiers: { configs: { level: 1 } } },
      items: [{ name: "Seats", mpn: "SEATS", type: "reservation", unit: "seat" }],
      parameters: [{ name: "partner_id", type: "text", phase: "fulfillment", scope: "tier1" }],
    });
    const { asset, ...rest } = purchaseBody() as { asset: object };
    const request = await distributor.fulfillment.createRequest({
      ...rest,
      asset: {
        ...asset,
        product: { id: product },
        items: [{ id: `${product}-0001`, quantity: 1 }],
        params: [],
        tiers: { customer: { name: "A customer" }, tier1: { name: "A reseller" } },
      },
    });
    expect(request.status).toBe("tiers_setup");
    const { fulfillment } = vendor;
    const [setup] = await fulfillment.searchTierConfigRequests({ status: "pending" });
    expect(setup).toMatchObject({ type: "setup" });
    const setupId = setup?.id ?? "";
    const wrong = [{ id: "partner_id", value_error: "Unknown." }];
    await fulfillment.inquireTierConfigRequest(setupId, wrong, "Asked.");
    await fulfillment.pendingTierConfigRequest(setupId);
    await fulfillment.updateTierConfigRequestParameters(setupId, [
      { id: "partner_id", value: "p-1" },
    ]);
    const templates = await vendor.inventory.getProductTemplates(product);
    const template = templates.find(({ scope }) => scope === "tier1");
    await fulfillment.approveTierConfigRequestWithTemplate(setupId, template?.id ?? "");
    expect(await fulfillment.getTierConfigRequest(setupId)).toMatchObject({ status: "approved" });
    expect((await fulfillment.getRequest(request.id)).status).toBe("pending");
    const configs = await vendor.client.tierConfigs.search({ "product.id": product });
    expect(configs).toMatchObject([{ status: "active" }]);
    const accounts = await distributor.client.tierAccounts.search({});
    expect(accounts.map(({ name }) => name)).toContain("A reseller");
  });
});
