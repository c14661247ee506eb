import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_CONNECTION_ID, DEFAULT_PRODUCT_ID } from "../../src/index.ts";
import { inTurn } from "../in-turn.ts";
import { LOCAL_SEATS, SEATS, wire, type Document, type Wire } from "./wire.ts";

let world: Wire;
beforeEach(async () => {
  world = await wire();
});
afterEach(async () => world.close());

const UID = "0a7b3f0e-6f43-4c0b-9d7e-2f6f1b1a9a11";
const account = (name: string) => ({
  name,
  external_id: "1",
  external_uid: `uid-${name}`,
  contact_info: {
    city: "Oslo",
    contact: { first_name: "A", last_name: "B", email: "a@b.example" },
  },
});
const TIERS = { customer: account("Customer"), tier1: account("Reseller"), tier2: {} };

/** As the bridge orders: by the connection alone, without product and marketplace. */
const order = (rest: object = {}) => ({
  type: "purchase",
  asset: {
    external_uid: UID,
    external_id: "1000",
    params: [{ id: "admin_email", value: "a@b.example" }],
    items: [
      { id: LOCAL_SEATS, quantity: 3 },
      { id: LOCAL_SEATS.replace(/1$/u, "2"), quantity: 0 },
    ],
    tiers: TIERS,
    connection: { id: DEFAULT_CONNECTION_ID },
    ...rest,
  },
});

const post = async (path: string, body: unknown) => world.distributor.call("POST", path, { body });

async function approve(id: string): Promise<Document> {
  const params = [{ id: "subscription_id", value: "v-1" }];
  await world.vendor.document("PUT", `/requests/${id}`, { asset: { params } });
  const { template } = await world.vendor.document("GET", `/requests/${id}`);
  return world.vendor.document("POST", `/requests/${id}/approve`, { template_id: template.id });
}

async function active(): Promise<Document> {
  return approve((await world.distributor.document("POST", "/requests", order())).id);
}

/** The newest request of a subscription, as the bridge looks for it. */
async function newest(type: string): Promise<Document | undefined> {
  const statuses = "failed,pending,approved,inquiring,tiers_setup,scheduled,revoking,revoked";
  const filter = `and(eq(asset.external_uid,${UID}),eq(type,${type}),in(status,(${statuses})))`;
  const query = `select(-asset.configuration)&${filter}&ordering(-created)&limit=1&offset=0`;
  return (await world.distributor.list(`/requests?${query}`))[0];
}

describe("the distributor's bridge from its commerce system", () => {
  test("finds the connection of a product before anything was sold, by hub or by the hub's own name", async () => {
    const connections = `/products/${DEFAULT_PRODUCT_ID}/connections`;
    const [found] = await world.distributor.list(`${connections}?ne(hub.id,null())`);
    expect(found?.id).toBe(DEFAULT_CONNECTION_ID);
    const { id, instance } = (found as Document & { hub: { id: string; instance: { id: string } } })
      .hub;
    const byName = `eq(hub.instance.id,${instance.id})`;
    expect(await world.distributor.list(`${connections}?${byName}`)).toHaveLength(1);
    const hubs = await world.distributor.list(`/hubs?eq(instance__id,${instance.id})&limit=1`);
    expect(hubs).toMatchObject([{ id }]);
  });

  test("orders by the connection alone and follows the request to its end", async () => {
    const { status, json } = await post("/requests", order());
    const made = json as Document;
    expect([status, made.asset.product.id]).toEqual([201, DEFAULT_PRODUCT_ID]);
    expect(made["marketplace"]).toMatchObject({ id: expect.any(String) as string });
    const request = await newest("purchase");
    expect(request).toMatchObject({
      status: "pending",
      asset: {
        marketplace: { id: expect.any(String) as string },
        connection: { vendor: { id: expect.any(String) as string } },
        tiers: { customer: { contact_info: { contact: { email: "a@b.example" } } } },
        items: [{ id: LOCAL_SEATS, quantity: "3" }],
      },
    });
    await approve(made.id);
    const approved = await newest("purchase");
    expect(approved?.effective_date?.replace("+00:00", "Z")).toMatch(/Z$/u);
    const assets = await world.distributor.list(`/assets?external_uid=${UID}&limit=1&offset=0`);
    expect(assets).toMatchObject([{ id: made.asset.id, status: "active" }]);
  });

  test("is told of an order it sent before by what stands in the way", async () => {
    const { id, asset } = await world.distributor.document("POST", "/requests", order());
    const again = await post("/requests", order());
    expect([again.status, again.json]).toMatchObject([
      409,
      { params: { request_status: "pending", request_id: id, asset_id: asset.id } },
    ]);
    await world.vendor.document("POST", `/requests/${id}/fail`, { reason: "No seats." });
    const failed = await post("/requests", order());
    expect([failed.status, failed.json]).toMatchObject([
      409,
      { params: { request_status: "failed", fail_message: "No seats." } },
    ]);
  });

  test("gets the customer's form and its text with the conflict of an order that is inquired", async () => {
    const { id } = await world.distributor.document("POST", "/requests", order({ params: [] }));
    const { json } = await post("/requests", order());
    const { params } = json as { params: Record<string, unknown> };
    expect(params).toMatchObject({
      request_status: "inquiring",
      template: { message: expect.stringContaining("http") as string },
    });
    const request = await newest("purchase");
    expect(request).toMatchObject({ id, params_form_url: params["params_form_url"] });
    expect(request?.template.message).toContain(String(request?.params_form_url));
  });

  test("hears the sentences it knows about what it must not order", async () => {
    const errors = async (body: unknown) =>
      ((await post("/requests", body)).json as { errors: string[] }).errors;
    const nothing = [{ id: LOCAL_SEATS, quantity: 0 }];
    expect(await errors(order({ items: nothing }))).toEqual([
      "asset.items: This list may not be empty.",
    ]);
    const { tier1: _tier1, ...direct } = TIERS;
    expect(await errors(order({ tiers: direct }))).toEqual(["Field 'marketplace.id' is required."]);
    const { asset } = await active();
    const change = (quantity: number) => ({
      type: "change",
      asset: { ...order().asset, id: asset.id, items: [{ id: LOCAL_SEATS, quantity }] },
    });
    expect(await errors(change(3))).toEqual(["asset.items: Item quantities are not changed."]);
    const suspend = await world.distributor.document("POST", "/requests", {
      type: "suspend",
      asset: { id: asset.id },
    });
    await approve(suspend.id);
    const { status, json } = await post("/requests", change(4));
    expect([status, json]).toMatchObject([
      409,
      {
        errors: ["Request type change is not allowed when asset state is suspended"],
        params: { asset_status: "suspended" },
      },
    ]);
  });

  test("validates a draft made of little, sends the whole order, and submits it without a body", async () => {
    const draft = await world.distributor.document("POST", "/requests", {
      type: "purchase",
      status: "draft",
      asset: {
        params: [{ id: "admin_email", value: "" }],
        product: { id: DEFAULT_PRODUCT_ID },
        connection: { id: DEFAULT_CONNECTION_ID },
      },
    });
    expect(draft).toMatchObject({ status: "draft", asset: { status: "draft", items: [] } });
    const typed = { asset: { params: [{ id: "admin_email", value: "x@y.example" }] } };
    const { asset } = await world.distributor.document(
      "POST",
      `/requests/${draft.id}/validate`,
      typed,
    );
    for (const parameter of asset.params) {
      expect(Object.keys(parameter)).toEqual(
        expect.arrayContaining(["id", "value", "type", "constraints"]),
      );
    }
    const early = await post(`/requests/${draft.id}/purchase`, undefined);
    expect([early.status, early.json]).toMatchObject([
      400,
      { errors: ["asset.items: This list may not be empty."] },
    ]);
    await world.distributor.document("PUT", `/requests/${draft.id}`, order());
    const { status, json } = await post(`/requests/${draft.id}/purchase`, undefined);
    expect([status, json]).toMatchObject([
      200,
      {
        status: "pending",
        asset: {
          status: "processing",
          external_uid: UID,
          external_id: "1000",
          items: [{ id: LOCAL_SEATS, quantity: "3" }],
          tiers: { tier1: { name: "Reseller" } },
        },
      },
    ]);
    expect(await newest("purchase")).toMatchObject({ id: draft.id });
  });

  test("does what a duplicate is in every status without harm", async () => {
    const { asset } = await active();
    const create = async (type: string) => post("/requests", { type, asset: { id: asset.id } });
    const refusedIn = async (status: string, types: readonly string[]) =>
      inTurn(types, async (type) => {
        const answered = await create(type);
        expect([type, answered.status, answered.json]).toMatchObject([
          type,
          409,
          { params: { asset_status: status } },
        ]);
      });
    await refusedIn("active", ["resume"]);
    await approve(((await create("suspend")).json as Document).id);
    await refusedIn("suspended", ["suspend"]);
    const { id } = (await create("cancel")).json as Document;
    await refusedIn("terminating", ["cancel", "suspend"]);
    await approve(id);
    await refusedIn("terminated", ["cancel", "suspend"]);
  });

  test("sets a reseller up, reads what is left to do, and submits a draft", async () => {
    const { id: product } = world.simulator.addProduct({
      capabilities: { tiers: { validation: true, configs: { level: 1 } } },
      parameters: [{ name: "reseller_id", scope: "tier1", phase: "ordering" }],
    });
    const configuration = {
      product: { id: product },
      connection: { id: DEFAULT_CONNECTION_ID },
      account: account("Reseller"),
      parent_account: account("Parent"),
      tier_level: 1,
    };
    const draft = await world.distributor.document("POST", "/tier/config-requests", {
      id: "",
      type: "setup",
      status: "draft",
      configuration,
      params: [],
    });
    const path = `/tier/config-requests/${draft.id}`;
    const validated = await world.distributor.document("POST", `${path}/validate`, {
      ...draft,
      params: [{ id: "reseller_id", value: "r-1" }],
    });
    expect(validated).toMatchObject({ status: "draft" });
    expect((await post(`${path}/submit`, undefined)).status).toBe(200);
    const filter =
      "eq(configuration.account.external_uid,uid-Reseller)&" +
      `eq(configuration.product.id,${product})&in(status,(pending,inquiring,approved))`;
    const rows = await world.distributor.list(
      `/tier/config-requests?and(${filter.replaceAll("&", ",")})&ordering(-created)`,
    );
    expect(rows).toMatchObject([{ id: draft.id, status: "pending" }]);
  });

  test("reads the product's parameters and actions as it lists them", async () => {
    const path = `/products/${DEFAULT_PRODUCT_ID}`;
    const filter = "in(phase,(ordering,fulfillment))&in(scope,(asset,tier1))";
    const parameters = await world.distributor.list(
      `${path}/parameters?${filter}&ordering(position)&limit=100&offset=0`,
    );
    expect(parameters.map(({ name }) => name)).toEqual([
      "admin_email",
      "company_note",
      "subscription_id",
    ]);
    expect(await world.distributor.list(`${path}/actions?scope=asset`)).toEqual([]);
    const items = await world.distributor.list(`${path}/items?in(local_id,(${LOCAL_SEATS}))`);
    expect(items).toMatchObject([{ id: SEATS, local_id: LOCAL_SEATS }]);
    const product = await world.distributor.document("GET", path);
    expect(product).toMatchObject({ visibility: { listing: true } });
  });
});
