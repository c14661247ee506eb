import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../../src/index.ts";
import { purchaseBody } from "../parties.ts";
import { wire, type Document, type Wire } from "./wire.ts";

let world: Wire;
beforeEach(async () => {
  world = await wire();
});
afterEach(async () => world.close());

const FROM = "2026-02-01T00:00:00";
const TO = "2026-04-01T00:00:00";

async function active(): Promise<Document> {
  const { id } = await world.distributor.document("POST", "/requests", purchaseBody());
  const params = [{ id: "subscription_id", value: "v-1" }];
  await world.vendor.document("PUT", `/requests/${id}`, { asset: { params } });
  return world.vendor.document("POST", `/requests/${id}/approve`, { activation_tile: "Ready." });
}

describe("the platform's own reports", () => {
  test("find the requests of a period by product, type, status, marketplace and hub", async () => {
    await active();
    const rows = async (more: string) =>
      (
        await world.vendor.list(
          `/requests?and(ge(created,${FROM}),le(created,${TO}),${more})&limit=100&offset=0`,
        )
      ).length;
    const all = "in(status,(tiers_setup,inquiring,pending,approved,failed,draft))";
    expect(await rows(all)).toBe(1);
    expect(await rows(`${all},in(asset.product.id,(${DEFAULT_PRODUCT_ID}))`)).toBe(1);
    expect(
      await rows(`${all},in(type,(purchase,change)),in(asset.marketplace.id,(MP-10001))`),
    ).toBe(1);
    expect(await rows(`${all},in(asset.connection.hub.id,(HB-1000-0001))`)).toBe(1);
    expect(await rows(`${all},in(asset.connection.hub.id,(HB-9))`)).toBe(0);
  });

  test("list subscriptions with their billing", async () => {
    const { asset } = await active();
    const filter = `and(ge(events.created.at,${FROM}),le(events.created.at,${TO}),in(billing.period.uom,(monthly,yearly)),in(status,(active)))`;
    const rows = await world.vendor.list(`/subscriptions/assets?${filter}&limit=100&offset=0`);
    expect(rows).toMatchObject([
      {
        id: asset.id,
        events: { created: { at: expect.any(String) as string } },
        billing: { period: { delta: 1, uom: "monthly" }, anniversary: { day: 1, month: 3 } },
        contract: { id: expect.any(String) as string, name: expect.any(String) as string },
        connection: { hub: { id: "HB-1000-0001" }, provider: { id: expect.any(String) as string } },
      },
    ]);
  });

  test("sum up the usage of each active subscription", async () => {
    const { asset } = await active();
    const assets = `and(in(product.id,(${DEFAULT_PRODUCT_ID})),eq(status,active))`;
    expect(await world.vendor.list(`/assets?${assets}`)).toMatchObject([{ id: asset.id }]);
    const inPeriod = (field: string) => `and(ge(${field},${FROM}),lt(${field},${TO}))`;
    const records = `and(eq(asset.id,${asset.id}),or(${inPeriod("start_date")},${inPeriod("end_date")}))`;
    expect(await world.vendor.list(`/usage/records?${records}`)).toEqual([]);
  });

  test("list tier requests without a configuration above where there is none", async () => {
    const { id: product } = world.simulator.addProduct({
      capabilities: { tiers: { configs: { level: 2 } } },
      parameters: [
        { name: "one", scope: "tier1", phase: "fulfillment" },
        { name: "two", scope: "tier2", phase: "fulfillment" },
      ],
    });
    await world.distributor.document(
      "POST",
      "/requests",
      purchaseBody({
        product: { id: product },
        items: [{ id: `${product}-0001`, quantity: 1 }],
        params: [],
        tiers: { customer: { name: "C" }, tier1: { name: "One" }, tier2: { name: "Two" } },
      }),
    );
    const query = `and(ge(events.created.at,${FROM}),in(status,(tiers_setup,inquiring,pending,approved,failed)))&ordering(-created)`;
    const rows = await world.vendor.list(`/tier/config-requests?${query}`);
    const parents = rows.map((row) => {
      const { tier_level } = row["configuration"] as { tier_level: number };
      return `level ${tier_level}: ${"parent_configuration" in row}`;
    });
    expect(new Set(parents)).toEqual(new Set(["level 1: true", "level 2: false"]));
  });
});
