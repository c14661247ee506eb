import { describe, expect, test } from "vitest";

import { purchaseBody, stage } from "./parties.ts";

describe("a list", () => {
  test("refuses a lookup that its field does not take", async () => {
    const { vendor } = stage();
    const status = async (path: string) => (await vendor.get(path)).status;
    expect(await status("/requests?ge(updated,2026-01-01T00:00:00)")).toBe(200);
    expect(await status("/requests?like(updated,2026*)")).toBe(400);
    expect(await status("/requests?in(asset.status,(active))")).toBe(400);
    expect(await status("/requests?eq(asset.items,null())")).toBe(400);
    expect(await status("/assets?ge(created,2026-01-01T00:00:00)")).toBe(400);
    expect(await status("/assets?gt(created,2026-01-01T00:00:00)")).toBe(200);
    expect(await status("/assets?out(status,(terminated))")).toBe(200);
    expect(await status("/tier/configs?gt(created,2026-01-01T00:00:00)")).toBe(400);
    expect(await status("/tier/configs?ge(created,2026-01-01T00:00:00)")).toBe(200);
    expect(await status("/requests?eq(type,null())")).toBe(400);
    expect(await status("/requests?eq(type,empty())")).toBe(200);
  });

  test("takes the ids that stand for nothing for null", async () => {
    const { distributor, vendor } = stage();
    await distributor.post("/requests", purchaseBody());
    await vendor.post("/requests", {
      ...purchaseBody({ connection: { id: "CT-0000-0000-0000" } }),
      marketplace: { id: "MP-00000" },
    });
    const find = async (query: string) => (await vendor.get(`/requests?${query}`)).list.length;
    expect(await find("eq(asset.connection.id,null())")).toBe(1);
    expect(await find("ne(asset.connection.hub.id,null())")).toBe(1);
    expect(await find("marketplace.id=MP-00000")).toBe(1);
    expect(await find("eq(assignee,null())")).toBe(2);
  });

  test("passes over a filter the list does not offer, as the platform does, wherever it stands", async () => {
    const { distributor, vendor } = stage();
    await distributor.post("/requests", purchaseBody());
    const find = async (query: string) => (await vendor.get(`/requests?${query}`)).list.length;
    expect(await find("gt(planned_date,2030-01-01T00:00:00)")).toBe(1);
    expect(await find("not(eq(planned_date,null()))")).toBe(1);
    expect(await find("or(eq(planned_date,x),eq(status,failed))")).toBe(0);
    expect(await find("and(eq(planned_date,x),eq(status,pending))")).toBe(1);
    expect(await find("planned_date=x&status=pending")).toBe(1);
    const { list } = await vendor.get("/products?eq(no_such_field,1)");
    expect(list).toHaveLength(1);
  });

  test("is ordered once, by any number of fields", async () => {
    const { vendor } = stage();
    const twice = await vendor.get("/requests?ordering(created)&ordering(-updated)");
    expect([twice.status, twice.body.errors]).toEqual([
      400,
      ["Bad ordering filter: query can contain only one ordering operation."],
    ]);
    expect((await vendor.get("/requests?ordering(status,-created)")).status).toBe(200);
  });

  test("orders requests only by what the platform can order by", async () => {
    const { vendor } = stage();
    expect((await vendor.get("/requests?ordering(-updated)")).status).toBe(200);
    expect((await vendor.get("/requests?ordering(planned_date)")).status).toBe(400);
  });

  test("shows hidden fields when asked and leaves fields out when asked", async () => {
    const { distributor, vendor } = stage();
    await distributor.post("/requests", purchaseBody());
    const [plain] = (await vendor.get("/requests")).list;
    expect(plain?.asset.product.capabilities).toBeUndefined();
    const [asked] = (await vendor.get("/requests?select(asset.product.capabilities,-asset.items)"))
      .list;
    expect(asked?.asset.product.capabilities).toMatchObject({ subscription: { hold: true } });
    expect(asked?.asset.items).toBeUndefined();
  });
});
