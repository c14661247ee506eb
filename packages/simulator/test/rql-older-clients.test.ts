import { describe, expect, test } from "vitest";

import { page } from "../src/rql/listing.ts";
import { purchaseBody, stage } from "./parties.ts";

const idsOf = (json: unknown) => (json as { readonly id: string }[]).map(({ id }) => id);

describe("the plain parameters of older clients", () => {
  test("reads the older plain parameters as well", async () => {
    const { distributor, vendor } = stage();
    const { body } = await distributor.post("/requests", purchaseBody());
    const find = async (query: string) => (await vendor.get(`/requests?${query}`)).list.length;
    expect(
      await find(`asset__product__id=${body.asset.product.id}&status__in=pending,failed`),
    ).toBe(1);
    expect(await find(`asset.product.id=${body.asset.product.id}&status=approved`)).toBe(0);
    expect(
      await find(`asset_id=${body.asset.id}&created__gt=2026-01-01T00:00:00&order_by=-created`),
    ).toBe(1);
    expect(await find("created__lt=2026-01-01T00:00:00%2B00:00")).toBe(0);
    expect(await find("and%28eq%28status%2Cpending%29%29")).toBe(1);
  });

  test("reads the lookups of older clients, and passes over what has no value", async () => {
    const { distributor, vendor } = stage();
    const { body } = await distributor.post("/requests", purchaseBody());
    const find = async (query: string) => (await vendor.get(`/requests?${query}`)).list.length;
    const digits = body.id.slice(3);
    expect(await find(`id__startswith=PR-&id__endswith=${digits.slice(-6)}`)).toBe(1);
    expect(await find(`id__istartswith=pr-&id__icontains=${digits.slice(2, 6)}`)).toBe(1);
    expect(await find(`id__exact=${body.id}&id__iexact=${body.id.toLowerCase()}`)).toBe(1);
    expect(await find("id__startswith=AS-")).toBe(0);
    expect(await find("status=&type=&status__in=")).toBe(1);
    expect(await find("asset__external_id__isnull=False&status=pending")).toBe(1);
    expect(await find("status__in=pending%2Cfailed&select(-asset.items)")).toBe(1);
    expect(await find("eq(asset__product__id,PRD-0)")).toBe(0);
    expect(await find("in(asset__id,(AS-0))")).toBe(0);
  });

  test("reads a plus as a blank in plain parameters, and as a plus in RQL", () => {
    const all = [
      { id: "1", name: "two words" },
      { id: "2", name: "two+words" },
    ];
    expect(idsOf(page(all, "search=two+words").json)).toEqual(["1"]);
    expect(idsOf(page(all, "name=two+words&name__contains=two").json)).toEqual(["1"]);
    expect(idsOf(page(all, "eq(name,two+words)").json)).toEqual(["2"]);
    expect(idsOf(page(all, "eq(name,%22two%20words%22)").json)).toEqual(["1"]);
    expect(idsOf(page(all, "eq(name,two words)").json)).toEqual(["1"]);
  });

  test("takes what is no number for no limit and no offset", async () => {
    const { distributor, vendor } = stage();
    await distributor.post("/requests", purchaseBody());
    const seen = async (query: string) => (await vendor.get(`/requests?${query}`)).range;
    expect(await seen("limit=x&offset=y")).toBe("items 0-0/1");
    expect(await seen("limit=-1")).toBe("items 0-0/1");
    const many = Array.from({ length: 200 }, (_, index) => ({ id: String(index) }));
    expect(idsOf(page(many, "limit=x").json)).toHaveLength(100);
    expect(idsOf(page(many, "limit=eq=1,eq(offset,2)").json)).toEqual(["2"]);
    expect(idsOf(page(many, "limit(2,3)").json)).toEqual(["2", "3", "4"]);
    expect(idsOf(page(many, "sort(-id)&limit=1").json)).toEqual(["199"]);
  });

  test("finds subscriptions and requests by the older names of their fields", async () => {
    const { distributor, vendor } = stage();
    const { body } = await distributor.post(
      "/requests",
      purchaseBody({ tiers: { customer: { name: "C" }, tier1: { id: "TA-1", name: "R" } } }),
    );
    const find = async (path: string) => (await vendor.get(path)).list.length;
    expect(await find("/requests?asset.tier1_id=TA-1")).toBe(1);
    expect(await find("/requests?asset.tier1_id=TA-2")).toBe(0);
    expect(await find(`/requests?product_id=${body.asset.product.id}`)).toBe(1);
    expect(await find("/assets?gt(created,2026-01-01T00:00:00)&ordering(-updated)")).toBe(1);
    expect(await find("/assets?lt(created,2026-01-01T00:00:00)")).toBe(0);
    expect(await find("/assets?hub.id=HB-1000-0001")).toBe(1);
  });
});
