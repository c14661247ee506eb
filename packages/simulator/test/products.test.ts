import { beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { stage, type Stage } from "./parties.ts";

let world: Stage;

beforeEach(() => {
  world = stage();
});

const listOf = async (id: string, part: string) =>
  (await world.vendor.get(`/products/${id}/${part}`)).list;

describe("products", () => {
  test("the first one has items of both kinds, parameters and templates to order and approve with", async () => {
    expect(await listOf(DEFAULT_PRODUCT_ID, "items")).toMatchObject([
      { id: `${DEFAULT_PRODUCT_ID}-0001`, local_id: "PRD_100_000_001_0001", type: "reservation" },
      { type: "ppu" },
    ]);
    expect(await listOf(DEFAULT_PRODUCT_ID, "parameters")).toMatchObject([
      { name: "admin_email", type: "email", phase: "ordering", constraints: { required: true } },
      { name: "company_note", phase: "ordering", constraints: { required: false } },
      {
        name: "subscription_id",
        phase: "fulfillment",
        constraints: { required: true, reconciliation: true },
      },
    ]);
    const templates = await listOf(DEFAULT_PRODUCT_ID, "templates?eq(scope,asset)");
    expect(templates.map(({ type }) => type)).toEqual(["fulfillment", "inquire", "pending"]);
  });

  test("can be added, with an id of the platform's shape where none is given", async () => {
    const product = world.simulator.addProduct({ name: "Another", items: [{ mpn: "ONE" }] });
    expect(product.id).toMatch(/^PRD-\d{3}-\d{3}-\d{3}$/u);
    expect((await world.vendor.get(`/products/${product.id}`)).body).toEqual(product);
    expect(await listOf(product.id, "items")).toMatchObject([
      { id: `${product.id}-0001`, mpn: "ONE" },
    ]);
    expect((await world.vendor.get("/products?like(name,Ano*)")).range).toBe("items 0-0/1");
  });

  test("keep the ids of their templates when they are added again", async () => {
    const before = await listOf(DEFAULT_PRODUCT_ID, "templates");
    world.simulator.addProduct({ id: DEFAULT_PRODUCT_ID, capabilities: {} });
    const after = await listOf(DEFAULT_PRODUCT_ID, "templates");
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  test("are changed by the vendor only, and only into capabilities", async () => {
    const path = `/products/${DEFAULT_PRODUCT_ID}`;
    expect((await world.distributor.put(path, { capabilities: {} })).status).toBe(403);
    expect((await world.vendor.put(path, { capabilities: [] })).status).toBe(400);
    expect((await world.vendor.put("/products/PRD-0", { capabilities: {} })).status).toBe(404);
  });
});
