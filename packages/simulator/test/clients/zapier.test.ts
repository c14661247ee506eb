import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../../src/index.ts";
import { SEATS, wire, type Wire } from "./wire.ts";

let world: Wire;
beforeEach(async () => {
  world = await wire();
});
afterEach(async () => world.close());

/** As the automation writes it: no product, no marketplace, empty texts where a form was left blank. */
const order = (connection: string) => ({
  type: "purchase",
  asset: {
    external_id: "order-1",
    external_uid: "9a1f4bd2-5d0f-4f5b-8f0a-5f2f2d2b7f11",
    connection: { id: connection },
    items: [{ id: SEATS, quantity: 2 }],
    tiers: {
      tier1: { name: "Reseller", external_id: "r-1", external_uid: "uid-r", contact_info: {} },
      customer: { name: "Customer", external_id: "c-1", external_uid: "uid-c", contact_info: {} },
    },
    params: [{ id: "admin_email", value: "a@b.example" }],
  },
});

describe("the automation from a workflow tool", () => {
  test("orders what the items tell, over the one connection of the product with the hub", async () => {
    const { distributor } = world;
    const hubs = await distributor.list("/hubs");
    const path = `/products/${SEATS.slice(0, 15)}/connections?hub.id=${hubs[0]?.id ?? ""}`;
    const connections = await distributor.list(path);
    expect(connections).toHaveLength(1);
    const made = await distributor.document("POST", "/requests", order(connections[0]?.id ?? ""));
    expect(made).toMatchObject({
      status: "pending",
      asset: { product: { id: DEFAULT_PRODUCT_ID }, external_id: "order-1" },
    });
    const known = await distributor.list(
      `/assets?external_id=order-1&product.id=${DEFAULT_PRODUCT_ID}`,
    );
    expect(known).toMatchObject([{ id: made.asset.id }]);
    const accounts = await distributor.list(
      `/tier/accounts?external_id=r-1&hub.id=${hubs[0]?.id ?? ""}`,
    );
    expect(accounts).toMatchObject([{ external_uid: "uid-r" }]);
  });

  test("reads what was said about a request with its conversation", async () => {
    const { distributor, vendor } = world;
    const { id } = await distributor.document("POST", "/requests", order("CT-1000-0000-0001"));
    await vendor.document("POST", `/requests/${id}/fail`, { reason: "No seats." });
    const [conversation] = await vendor.list(`/conversations?instance_id=${id}`);
    const path = `/conversations/${conversation?.id ?? ""}`;
    await vendor.document("POST", `${path}/messages`, { text: "Sorry." });
    const { messages } = await vendor.document("GET", path);
    expect(messages).toMatchObject([
      { text: expect.stringContaining("No seats.") as string, type: "state_change" },
      { text: "Sorry.", type: "message" },
    ]);
    const created = "ge(created,2026-03-01T00:00:00.000Z)&le(created,2026-03-02T00:00:00.000Z)";
    const query = `/conversations?instance_id=${id}&${created}&limit=100&offset=0&ordering(-created)`;
    expect(await vendor.list(query)).toHaveLength(1);
  });

  test("pages until a page is not full", async () => {
    const { distributor } = world;
    const { asset, type } = order("CT-1000-0000-0001");
    const buy = async (uid: string) =>
      distributor.document("POST", "/requests", { type, asset: { ...asset, external_uid: uid } });
    for (const uid of ["1", "2", "3", "4"]) {
      // oxlint-disable-next-line no-await-in-loop -- one order after the other
      await buy(uid);
    }
    const page = async (offset: number) =>
      (await distributor.list(`/requests?status=pending&limit=2&offset=${offset}`)).length;
    expect([await page(0), await page(2), await page(4)]).toEqual([2, 2, 0]);
  });

  test("chooses parameters by phase, scope and what must be filled in", async () => {
    const choice =
      "((constraints.required=true)|(constraints.required=false&constraints.hidden=false))";
    const path = `/products/${DEFAULT_PRODUCT_ID}/parameters`;
    const names = async (query: string) =>
      (await world.vendor.list(`${path}?${query}`)).map(({ name }) => name);
    expect(await names(`phase=ordering&scope=asset&${choice}`)).toEqual([
      "admin_email",
      "company_note",
    ]);
    expect(await names("in(phase,(ordering,fulfillment))&scope=asset")).toHaveLength(3);
    const [first] = await world.vendor.list(path);
    expect(await names(`in(id,(${first?.id ?? ""}))`)).toEqual(["admin_email"]);
  });

  test("finds tier requests by the older names, and those that nobody has", async () => {
    const { id: product } = world.simulator.addProduct({
      capabilities: { tiers: { configs: { level: 1 } } },
      parameters: [{ name: "reseller_id", scope: "tier1", phase: "fulfillment" }],
    });
    const { asset, type } = order("CT-1000-0000-0001");
    await world.distributor.document("POST", "/requests", {
      type,
      marketplace: { id: "MP-10001" },
      asset: {
        ...asset,
        product: { id: product },
        items: [{ id: `${product}-0001`, quantity: 1 }],
        params: [],
      },
    });
    const found = async (query: string) =>
      world.vendor.list(`/tier/config-requests?${query}&limit=100&offset=0&ordering(created)`);
    const [request] = await found(`configuration__product__id=${product}`);
    expect(request).toMatchObject({ status: "pending" });
    expect(Object.keys(request ?? {})).not.toContain("parent_configuration");
    expect(Object.keys(request ?? {})).not.toContain("unassigned");
    expect(await found("in(configuration__product__id,(PRD-0))")).toEqual([]);
    expect(await found("configuration__tier_level=1&unassigned=true")).toHaveLength(1);
    const path = `/tier/config-requests/${request?.id ?? ""}`;
    await world.vendor.call("POST", `${path}/assign`, { body: { id: "UR-1" } });
    expect(await found("unassigned=true")).toEqual([]);
    expect(await found("assignee__id=UR-1")).toHaveLength(1);
  });

  test("asks for a changed configuration as the kit does, without a type", async () => {
    const { id: product } = world.simulator.addProduct({
      capabilities: { tiers: { configs: { level: 1 } } },
      parameters: [{ name: "reseller_id", scope: "tier1", phase: "ordering" }],
    });
    const configuration = {
      product: { id: product },
      connection: { id: "CT-1000-0000-0001" },
      account: { name: "Reseller" },
      tier_level: 1,
    };
    const setup = await world.distributor.document("POST", "/tier/config-requests", {
      type: "setup",
      configuration,
    });
    const [template] = await world.vendor.list(`/products/${product}/templates?scope=tier1`);
    await world.vendor.document("POST", `/tier/config-requests/${setup.id}/approve`, {
      template: { id: template?.id },
    });
    const { id } = setup["configuration"] as { id: string };
    const params = [{ id: "reseller_id", value: "r-2" }];
    const made = await world.distributor.document("POST", "/tier/config-requests", {
      configuration: { id },
      params,
    });
    expect(made).toMatchObject({ type: "update", status: "pending" });
    const nothing = await world.distributor.call("POST", "/tier/config-requests", { body: {} });
    expect(nothing.status).toBe(400);
  });

  test("makes a webhook without a type, which is one for events", async () => {
    const webhook = await world.vendor.document("POST", "/notifications/webhooks", {
      label: "[Zap-1] Mine",
      product_id: DEFAULT_PRODUCT_ID,
      external_url: "http://127.0.0.1:9/",
      object_class: "fulfillment_request",
      jwt_secret: "JWT-1",
      active: true,
      description: "[Zap-1] Mine",
      http_method: "POST",
      data: {},
      headers: { "Content-Type": "application/json" },
    });
    expect(webhook).toMatchObject({ type: "event", active: true });
    const removed = await world.vendor.call("DELETE", `/notifications/webhooks/${webhook.id}`);
    expect(removed.status).toBe(204);
  });
});
