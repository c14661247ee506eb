import { fc, test } from "@fast-check/vitest";
import { beforeEach, describe, expect } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { formatInstant, monthsLater, parseInstant } from "../src/instants.ts";
import { activeSubscription, purchaseBody, stage, type Stage } from "./parties.ts";

let world: Stage;

beforeEach(() => {
  world = stage();
});

const PERIOD = { from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z" };

describe("a billing request", () => {
  test("is taken in the specification's flat form and in the form clients send", async () => {
    const id = await activeSubscription(world);
    const items = [{ id: `${DEFAULT_PRODUCT_ID}-0001` }];
    const flat = await world.distributor.post("/subscriptions/requests", {
      asset_id: id,
      type: "provider",
      items,
      period_from: PERIOD.from,
      period_to: PERIOD.to,
      period_delta: 1,
      period_uom: "monthly",
    });
    const { body: asset } = await world.vendor.get(`/assets/${id}`);
    const nested = await world.distributor.post("/subscriptions/requests", {
      asset: { external_uid: (asset as unknown as { external_uid: string }).external_uid },
      type: "provider",
      items,
      period: { ...PERIOD, delta: 1, uom: "monthly" },
    });
    expect([flat.status, nested.status]).toEqual([201, 201]);
    expect([flat.body.id, nested.body.id]).toEqual([
      `${id.replace("AS", "BRP")}-0001`,
      `${id.replace("AS", "BRP")}-0002`,
    ]);
    expect(nested.body).toMatchObject({
      items: [{ quantity: 3, item_type: "reservation", billing: { cycle_number: 2 } }],
      period: { from: "2026-03-01T00:00:00+00:00", uom: "monthly", delta: 1 },
      asset: { id, billing: { period: { uom: "monthly" } } },
    });
  });

  test("is each side's own, and so are its attributes", async () => {
    const id = await activeSubscription(world);
    const body = {
      asset_id: id,
      type: "vendor",
      items: [{ id: `${DEFAULT_PRODUCT_ID}-0001` }],
      period: PERIOD,
    };
    expect((await world.distributor.post("/subscriptions/requests", body)).status).toBe(403);
    const { body: made } = await world.vendor.post("/subscriptions/requests", body);
    expect(made.id).toBe(`${id.replace("AS", "BRV")}-0001`);
    const path = `/subscriptions/requests/${made.id}/attributes`;
    await world.vendor.put(path, { vendor: { invoice: "1" } });
    const { body: written } = await world.distributor.put(path, { provider: { invoice: "2" } });
    expect(written).toEqual({ vendor: { invoice: "1" }, provider: { invoice: "2" } });
    const { body: read } = await world.vendor.get(`/subscriptions/requests/${made.id}`);
    expect(read).toMatchObject({ attributes: written });
  });

  test("needs an active subscription, items of it and a period", async () => {
    const { body: bought } = await world.distributor.post("/requests", purchaseBody());
    const create = async (asset_id: string, rest: object = {}) =>
      world.vendor.post("/subscriptions/requests", {
        asset_id,
        type: "vendor",
        items: [{ id: `${DEFAULT_PRODUCT_ID}-0001` }],
        period: PERIOD,
        ...rest,
      });
    expect((await create(bought.asset.id)).body.error_code).toBe("REQ_003");
    const id = await activeSubscription(world);
    expect((await create(id, { items: [] })).status).toBe(400);
    expect((await create(id, { items: [{ id: "other" }] })).status).toBe(400);
    expect((await create(id, { period: { from: "x", to: "y" } })).status).toBe(400);
    expect((await create("AS-0")).status).toBe(400);
  });
});

describe("a subscription as it is billed", () => {
  test("shows numbers for quantities, the next date and what was billed", async () => {
    const id = await activeSubscription(world);
    await world.vendor.post("/subscriptions/requests", {
      asset_id: id,
      type: "vendor",
      items: [{ id: `${DEFAULT_PRODUCT_ID}-0001` }],
      period: PERIOD,
    });
    const { body } = await world.vendor.get(`/subscriptions/assets/${id}`);
    expect(body).toMatchObject({
      id,
      items: [{ quantity: 3 }],
      billing: {
        anniversary: { day: 1, month: 3 },
        stats: { vendor: { count: 1 }, provider: { count: 0, last_request: null } },
      },
    });
    world.pass(40 * 86_400_000);
    const { list } = await world.vendor.get("/subscriptions/assets");
    const { billing } = list[0] as unknown as { billing: { next_date: string } };
    expect(billing.next_date.slice(0, 10)).toBe("2026-05-01");
  });

  test("is billed from the date an approval names", async () => {
    const { body } = await world.distributor.post("/requests", purchaseBody());
    await world.vendor.put(`/requests/${body.id}`, {
      asset: { params: [{ id: "subscription_id", value: "1" }] },
    });
    await world.vendor.post(`/requests/${body.id}/approve`, {
      template_id: body.template.id,
      asset: { billing: { next_date: "2026-07-15T00:00:00Z" } },
    });
    const { body: asset } = await world.vendor.get(`/subscriptions/assets/${body.asset.id}`);
    expect(asset).toMatchObject({ billing: { next_date: "2026-07-15T00:00:00+00:00" } });
  });
});

describe("months later", () => {
  const anyTime = fc.date({
    min: new Date("1990-01-01"),
    max: new Date("2100-01-01"),
    noInvalidDate: true,
  });

  test.prop([anyTime, fc.integer({ min: 1, max: 120 })])(
    "is the same day and time, or the month's last day",
    (date, months) => {
      const later = formatInstant(monthsLater(date.getTime() * 1000, months));
      const [year = 0, month = 0, day = 0] = date.toISOString().slice(0, 10).split("-").map(Number);
      const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
      const expected = new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)));
      expect(later.slice(0, 10)).toBe(expected.toISOString().slice(0, 10));
      expect(later.slice(11, 19)).toBe(date.toISOString().slice(11, 19));
      expect(parseInstant(later)).toBeGreaterThan(date.getTime() * 1000);
    },
  );
});
