import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../../src/index.ts";
import { purchaseBody } from "../parties.ts";
import { wire, type Wire } from "./wire.ts";

let world: Wire;
let request: string;
let asset: string;
beforeEach(async () => {
  world = await wire({ "request-id": "api-request-5f0c", accept: "application/json" });
  const made = await world.distributor.document("POST", "/requests", purchaseBody());
  request = made.id;
  asset = made.asset.id;
});
afterEach(async () => world.close());

describe("the older kits, in PHP, Haxe and Python", () => {
  test("find requests and subscriptions of some products by plain parameters", async () => {
    const found = async (path: string) => (await world.vendor.list(path)).length;
    const products = `asset.product.id__in=${DEFAULT_PRODUCT_ID},PRD-000-000-000`;
    expect(await found(`/requests?status=pending&${products}`)).toBe(1);
    expect(await found(`/requests?limit=100&status=pending&${products.replace(",", "%2C")}`)).toBe(
      1,
    );
    expect(await found("/requests?asset.product.id__in=PRD-000-000-000")).toBe(0);
    expect(await found(`/assets?${products}`)).toBe(1);
    expect(
      await found(`/requests?asset.product.id=${DEFAULT_PRODUCT_ID}&order_by=-created&limit=5`),
    ).toBe(1);
    expect(await found("/usage/files/?status=listed&product__id=PRD-1")).toBe(0);
  });

  test("write queries with the instructions of an older RQL", async () => {
    const second = await world.distributor.document("POST", "/requests", purchaseBody());
    const ids = async (query: string) =>
      (await world.vendor.list(`/requests?${query}`)).map(({ id }) => id);
    expect(await ids("in(status,(pending))&sort(-updated)&limit(0,1)")).toHaveLength(1);
    expect(await ids("eq(type,purchase)&sort(+created)&limit(1,10)")).toEqual([second.id]);
    expect(await ids("select(asset.items)&like(id,PR-*)&ordering(-created)")).toHaveLength(2);
  });

  test("post to actions with a slash at the end", async () => {
    const params = [{ id: "subscription_id", value: "v-1" }];
    await world.vendor.document("PUT", `/requests/${request}/`, { asset: { params } });
    const { template } = await world.vendor.document("GET", `/requests/${request}`);
    const approved = await world.vendor.document("POST", `/requests/${request}/approve/`, {
      template_id: template.id,
    });
    expect(approved).toMatchObject({ status: "approved" });
  });

  test("render any template of the product for a request", async () => {
    const [template] = await world.vendor.list(
      `/products/${DEFAULT_PRODUCT_ID}/templates?eq(type,fulfillment)`,
    );
    const path = `/templates/${template?.id ?? ""}/render?request_id=`;
    const rendered = await world.vendor.call("GET", `${path}${request}`);
    expect([rendered.status, rendered.text]).toMatchObject([200, expect.stringContaining(asset)]);
    expect((await world.vendor.call("GET", `${path}PR-0`)).status).toBe(404);
    const unknown = `/templates/TL-0/render?request_id=${request}`;
    expect((await world.vendor.call("GET", unknown)).status).toBe(404);
  });

  test("write into the conversation of a request, and read it with its messages", async () => {
    const [conversation] = await world.vendor.list(`/conversations?instance_id=${request}`);
    const path = `/conversations/${conversation?.id ?? ""}`;
    const body = { text: "Provisioned." };
    const said = await world.vendor.call("POST", `${path}/messages`, { body });
    expect(said.status).toBe(201);
    const byRequest = await world.vendor.document("GET", `/conversations/${request}`);
    expect(byRequest["messages"]).toMatchObject([{ text: "Provisioned.", type: "message" }]);
  });

  test("assign a request by the path, and read who has it", async () => {
    const assigned = await world.vendor.call("POST", `/requests/${request}/assign/UR-1`);
    expect([assigned.status, assigned.json]).toMatchObject([200, { assignee: { id: "UR-1" } }]);
    await world.vendor.call("POST", `/requests/${request}/assign/agent@vendor.example`);
    const shown = await world.vendor.document("GET", `/requests/${request}`);
    expect(shown["assignee"]).toMatchObject({ email: "agent@vendor.example" });
    await world.vendor.call("POST", `/requests/${request}/unassign`);
    const free = await world.vendor.document("GET", `/requests/${request}`);
    expect(free["assignee"]).toBe("");
  });

  test("read a product's parts, by version too", async () => {
    const path = `/products/${DEFAULT_PRODUCT_ID}`;
    const count = async (part: string) => (await world.vendor.list(`${path}/${part}`)).length;
    expect(await count("items")).toBe(2);
    expect(await count("versions/1/items")).toBe(2);
    expect(await count("versions/1/templates")).toBe(5);
    expect(await count("actions")).toBe(0);
    const action = await world.vendor.document("POST", `${path}/actions`, {
      action: "sso",
      name: "Sign in",
    });
    const link = `actions/${action.id}/actionLink?asset_id=${asset}`;
    const found = await world.vendor.document("GET", `${path}/versions/1/${link}`);
    expect(found["link"]).toMatch(/^https:/u);
    const missing = await world.vendor.call("GET", `${path}/versions/9/${link}`);
    expect(missing.status).toBe(404);
  });

  test("know the caller's account and its users", async () => {
    const [account] = await world.vendor.list("/accounts?limit=1");
    expect(account?.id).toMatch(/^VA-/u);
    const [other] = await world.distributor.list("/accounts");
    expect(other?.id).toMatch(/^PA-/u);
    const users = await world.vendor.list(`/accounts/${account?.id ?? ""}/users?limit=30&offset=0`);
    expect(users).toHaveLength(1);
    const foreign = await world.vendor.call("GET", `/accounts/${other?.id ?? ""}/users`);
    expect(foreign.status).toBe(404);
  });
});
