import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID, PREVIEW_CONNECTION_ID } from "../../src/index.ts";
import { purchaseBody } from "../parties.ts";
import { spreadsheet, upload } from "../spreadsheet.ts";
import { SEATS, wire, type Document, type Wire } from "./wire.ts";

let world: Wire;
beforeEach(async () => {
  world = await wire();
});
afterEach(async () => world.close());

const buy = async (asset: Record<string, unknown> = {}): Promise<Document> =>
  world.distributor.document("POST", "/requests", purchaseBody(asset));

describe("the template for processors", () => {
  test("finds what waits by product, environment and status, and approves by a template's name", async () => {
    const { id } = await buy();
    const filter = `and(in(asset.product.id,(${DEFAULT_PRODUCT_ID})),in(asset.connection.type,(test)),in(status,(pending)))`;
    const [request] = await world.vendor.list(`/requests?${filter}&limit=100&offset=0`);
    expect(request).toMatchObject({ id, type: "purchase" });
    const params = [{ id: "subscription_id", value: "v-1" }];
    await world.vendor.document("PUT", `/requests/${id}`, { asset: { params } });
    const named = "and(eq(name,Default%20Activation%20Template),eq(scope,asset))";
    const templates = `/products/${DEFAULT_PRODUCT_ID}/templates?${named}&limit=1&offset=0`;
    const [template] = await world.vendor.list(templates);
    const body = { template_id: template?.id };
    const approved = await world.vendor.document("POST", `/requests/${id}/approve`, body);
    expect(approved).toMatchObject({ status: "approved", asset: { status: "active" } });
    const none = `/products/${DEFAULT_PRODUCT_ID}/templates?eq(name,Another)&limit=1&offset=0`;
    expect(await world.vendor.list(none)).toEqual([]);
  });

  test("tells of an error in the request's conversation, if there is one", async () => {
    const { id } = await buy();
    const counted = await world.vendor.call(
      "GET",
      `/conversations?instance_id=${id}&limit=0&offset=0`,
    );
    expect(counted.headers.get("content-range")).toBe("items 0-0/1");
    const [first] = await world.vendor.list(`/conversations?instance_id=${id}&limit=1&offset=0`);
    const body = { text: "Went wrong.", type: "message" };
    const path = `/conversations/${first?.id ?? ""}/messages`;
    expect((await world.vendor.call("POST", path, { body })).status).toBe(201);
  });

  test("reports usage by contract, product and marketplace", async () => {
    const bought = await buy({ items: [{ id: `${DEFAULT_PRODUCT_ID}-0002`, quantity: -1 }] });
    await world.vendor.document("PUT", `/requests/${bought.id}`, {
      asset: { params: [{ id: "subscription_id", value: "v-1" }] },
    });
    await world.vendor.document("POST", `/requests/${bought.id}/approve`, { activation_tile: "x" });
    const [contract] = await world.vendor.list(
      "/contracts?and(in(type,(distribution)),in(status,(active)))&limit=100&offset=0",
    );
    const { id: contractId, marketplace } = contract as Document & { marketplace: { id: string } };
    const assets = `and(in(contract.id,(${contractId})),in(id,(${bought.asset.id})))`;
    expect(await world.vendor.list(`/assets?${assets}`)).toHaveLength(1);
    const { capabilities } = await world.vendor.document("GET", `/products/${DEFAULT_PRODUCT_ID}`);
    expect(capabilities).toMatchObject({ ppu: { schema: "QT" } });
    const { currency } = await world.vendor.document("GET", `/marketplaces/${marketplace.id}`);
    const file = await world.vendor.document("POST", "/usage/files", {
      name: "01-02-2026 - 28-02-2026",
      description: "Usage February",
      period: { from: "2026-02-01", to: "2026-02-28" },
      currency,
      product: { id: DEFAULT_PRODUCT_ID },
      contract: { id: contractId },
      external_id: `${contractId} February`,
    });
    const rows = spreadsheet([
      [
        "record_id",
        "item_search_criteria",
        "item_search_value",
        "quantity",
        "asset_search_criteria",
        "asset_search_value",
      ],
      ["1", "item.mpn", "TRAFFIC", 10, "asset.id", bought.asset.id],
    ]);
    const path = `/usage/files/${file.id}`;
    const uploaded = await world.vendor.call("POST", `${path}/upload`, { form: upload(rows) });
    expect(uploaded.status).toBeLessThan(300);
    const submitted = await world.vendor.call("POST", `${path}/submit`);
    expect([submitted.status, submitted.json]).toMatchObject([200, { status: "pending" }]);
  });
});

describe("the library for testing processors", () => {
  /** A whole request, as the library builds it, with what the platform will not take from it. */
  const built = (asset: object) => ({
    id: "PR-0000-0000-0000-000",
    created: "2026-03-01T13:00:00+01:00",
    updated: "2026-03-01T13:00:00+01:00",
    status: "pending",
    activation_key: "",
    reason: "",
    note: "",
    contract: { id: "CRD-00000-00000-00000", name: "Any" },
    marketplace: { id: "MP-00000", name: "Any", icon: "/icon.png" },
    assignee: "",
    ...asset,
  });
  const ASSET = {
    id: "AS-0000-0000-0000",
    status: "processing",
    external_id: "6MDYM711YX",
    external_uid: "2e52d249-cdb5-4222-b4cd-67db499f2699",
    product: { id: DEFAULT_PRODUCT_ID, name: "Any", status: "published" },
    connection: { id: PREVIEW_CONNECTION_ID, type: "preview", hub: { id: "HB-0000-0000" } },
    items: [
      { id: SEATS, mpn: "SEATS", quantity: "1", old_quantity: "0", params: [], type: "Licenses" },
    ],
    params: [
      {
        id: "admin_email",
        name: "admin_email",
        type: "text",
        value: "a@b.example",
        value_error: "",
      },
    ],
    tiers: {
      customer: { id: "TA-0000-0000-0000", name: "C" },
      tier1: { id: "TA-0-0000-0000-0000" },
    },
    configuration: { params: [] },
    events: {},
  };

  test("orders a preview as the vendor, with a whole request, and looks until it has ended", async () => {
    const body = built({ type: "purchase", asset: ASSET });
    const made = await world.vendor.document("POST", "/requests", body);
    expect(made.id).not.toBe(body.id);
    expect(made.asset).toMatchObject({ status: "processing", connection: { type: "preview" } });
    expect(await world.vendor.document("GET", `/requests/${made.id}`)).toMatchObject({
      status: "pending",
    });
    await world.vendor.document("POST", `/requests/${made.id}/fail`, { reason: "No." });
    expect(await world.vendor.document("GET", `/requests/${made.id}`)).toMatchObject({
      status: "failed",
      reason: "No.",
    });
  });
});

describe("the runner of extensions", () => {
  test("looks whether an object still has the status of the event, then reads it whole", async () => {
    const { id } = await buy();
    const matches = async (statuses: string) => {
      const query = `and(eq(id,${id}),in(status,(${statuses})))&limit=0&offset=0`;
      const { headers } = await world.vendor.call("GET", `/requests?${query}`);
      return headers.get("content-range");
    };
    expect(await matches("pending,inquiring")).toBe("items 0-0/1");
    expect(await matches("approved")).toBe("items 0-0/0");
    const read = await world.vendor.call("GET", `/requests/${id}`);
    expect(read.headers.get("connect-version")).toMatch(/^\d+\.\d+$/u);
  });
});

describe("the integration platform's connector", () => {
  test("adds a limit to every call, writes included", async () => {
    const { id } = await buy();
    const { vendor } = world;
    const find = async (query: string) =>
      (await vendor.list(`/requests?${query}&limit=100`)).length;
    expect(await find("(eq(status,pending)&eq(type,purchase))")).toBe(1);
    expect(await find("(eq(status,failed)|eq(status,pending))")).toBe(1);
    expect(await find("not(eq(status,pending))")).toBe(0);
    expect(await find("ne(asset.external_uid,null())&ordering(created,-updated)")).toBe(1);
    expect(await vendor.document("GET", `/requests/${id}?limit=100`)).toMatchObject({ id });
    const params = [{ id: "subscription_id", value: "v-1" }];
    await vendor.document("PUT", `/requests/${id}?limit=100`, { asset: { params } });
    const body = { activation_tile: "Ready." };
    const approved = await vendor.call("POST", `/requests/${id}/approve?limit=100`, { body });
    expect([approved.status, approved.json]).toMatchObject([200, { status: "approved" }]);
    const webhooks = await vendor.list("/notifications/webhooks?limit=100");
    expect(webhooks).toEqual([]);
  });
});

describe("the command line client", () => {
  test("counts and lists a product's parts, writes items and deletes drafts of them only", async () => {
    const { vendor } = world;
    const path = `/products/${DEFAULT_PRODUCT_ID}`;
    const counted = await vendor.call("GET", `${path}/actions?limit=0&offset=0`);
    expect(counted.headers.get("content-range")).toBe("items 0-0/0");
    const [item] = await vendor.list(`${path}/items?eq(mpn,SEATS)&limit=1&offset=0`);
    expect(item).toMatchObject({
      type: "reservation",
      precision: "integer",
      unit: { unit: "seat" },
    });
    const refused = await vendor.call("DELETE", `${path}/items/${item?.id ?? ""}`);
    expect([refused.status, refused.json]).toEqual([
      400,
      { error_code: "PRD_038", errors: ["Only draft Item can be deleted."] },
    ]);
    expect((await vendor.call("GET", `${path}/items/PRD-0`)).status).toBe(404);
    for (const parameter of await vendor.list(`${path}/parameters`)) {
      expect(parameter["constraints"]).toMatchObject({
        required: expect.any(Boolean) as boolean,
        unique: expect.any(Boolean) as boolean,
        hidden: expect.any(Boolean) as boolean,
      });
    }
  });

  test("tells a configured value from one that has a structure", async () => {
    const { vendor } = world;
    const { id: product } = world.simulator.addProduct({
      parameters: [
        { name: "region", scope: "product", phase: "configuration" },
        { name: "office", scope: "product", phase: "configuration", type: "address" },
      ],
    });
    const path = `/products/${product}`;
    const [region, office] = await vendor.list(`${path}/parameters?phase=configuration`);
    const configure = async (body: object) =>
      vendor.document("POST", `${path}/configurations`, body);
    await configure({ parameter: { id: region?.id }, value: "eu" });
    await configure({ parameter: { id: office?.id }, structured_value: { city: "Oslo" } });
    const [plain, structured] = await vendor.list(`${path}/configurations`);
    expect(plain).toMatchObject({ value: "eu" });
    expect(Object.keys(plain ?? {})).not.toContain("structured_value");
    expect(structured).toMatchObject({ structured_value: { city: "Oslo" } });
  });
});
