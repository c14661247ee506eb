import { beforeEach, describe, expect, test } from "vitest";

import { stage, type Stage } from "./parties.ts";
import { current } from "./payloads.ts";

let world: Stage;

beforeEach(() => {
  world = stage();
});

const place = (...bodies: readonly unknown[]) =>
  world.simulator.place(bodies.map((body, index) => ({ source: "abcdef".charAt(index), body })));

const SUBSCRIPTION = {
  id: "AS-7000-0000-0001",
  status: "suspended",
  external_id: "7",
  product: { id: "PRD-700-000-001", name: "Seven" },
  connection: { id: "CT-7", type: "production" },
  items: [
    {
      id: "SKU",
      global_id: "PRD-700-000-001-0001",
      mpn: "SKU",
      quantity: "4",
      item_type: "Reservation",
    },
  ],
  params: [{ id: "tenant", value: "t-1", phase: "fulfillment" }],
  tiers: { customer: { id: "TA-7", name: "Customer" } },
  events: { created: { at: "2020-01-02T03:04:05+00:00" } },
};

const TIER_REQUEST = {
  id: "TCR-700-000-001-002",
  type: "update",
  status: "pending",
  configuration: {
    id: "TC-700-000-001",
    account: { id: "TA-8", name: "Reseller" },
    product: { id: "PRD-700-000-002", name: "Eight" },
    tier_level: 1,
    connection: { id: "CT-7", type: "test" },
    params: [
      {
        id: "reseller_id",
        value: "",
        phase: "fulfillment",
        scope: "tier1",
        constraints: { required: true },
      },
    ],
  },
  params: [
    {
      id: "reseller_id",
      value: "",
      phase: "fulfillment",
      scope: "tier1",
      constraints: { required: true },
    },
  ],
};

describe("placing documents", () => {
  test("puts a live subscription there without a request, ready for the next one", async () => {
    expect(place(SUBSCRIPTION)).toEqual({
      placed: [{ source: "a", kind: "subscription", id: SUBSCRIPTION.id, notes: [] }],
      skipped: [],
    });
    const { body } = await world.vendor.get(`/assets/${SUBSCRIPTION.id}?select(pending_request)`);
    expect(body).toMatchObject({
      ...SUBSCRIPTION,
      tiers: { customer: { name: "Customer" } },
      pending_request: null,
    });
    const resume = { type: "resume", asset: { id: SUBSCRIPTION.id } };
    const { body: request } = await world.distributor.post("/requests", resume);
    expect(request).toMatchObject({ id: "PR-7000-0000-0001-001", status: "pending" });
  });

  test("knows statuses of older versions, and says what no request leads on", () => {
    const { placed } = place(
      { ...SUBSCRIPTION, status: "rejected" },
      { ...SUBSCRIPTION, id: "AS-7000-0000-0002", status: "processing" },
    );
    expect(placed.map(({ notes }) => notes)).toEqual([
      ['Its status "rejected" is "terminated" today.'],
      ["It has no request that would lead it on."],
    ]);
  });

  test("puts a tier request there with its configuration, to be answered", async () => {
    expect(place(TIER_REQUEST).placed).toEqual([
      {
        source: "a",
        kind: "tierRequest",
        id: TIER_REQUEST.id,
        notes: ["Its configuration came with it."],
      },
    ]);
    const path = `/tier/config-requests/${TIER_REQUEST.id}`;
    await world.vendor.put(path, { params: [{ id: "reseller_id", value: "v" }] });
    const { list } = await world.vendor.get("/products/PRD-700-000-002/templates?eq(scope,tier1)");
    const approved = await world.vendor.post(`${path}/approve`, { template: { id: list[0]?.id } });
    expect(approved.status).toBe(200);
    const { body } = await world.vendor.get("/tier/configs/TC-700-000-001");
    expect(body).toMatchObject({ status: "active", params: [{ value: "v" }] });
    const next = { type: "update", configuration: { id: "TC-700-000-001" } };
    expect((await world.distributor.post("/tier/config-requests", next)).body.id).toBe(
      "TCR-700-000-001-003",
    );
  });

  test("puts a configuration and a product there, with their own capabilities", async () => {
    const product = {
      id: "PRD-700-000-003",
      name: "Nine",
      capabilities: { subscription: { hold: true } },
    };
    const older = {
      id: "PRD-700-000-004",
      name: "Ten",
      configurations: { suspend_resume_supported: true },
    };
    const { placed } = place(TIER_REQUEST.configuration, product, older);
    expect(placed.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      `product ${product.id}`,
      `product ${older.id}`,
      "tierConfig TC-700-000-001",
    ]);
    const read = await world.vendor.get(`/products/${older.id}`);
    expect(read.body).toMatchObject({ capabilities: { subscription: { hold: true } } });
  });

  test("loads requests as load does, after the subscriptions they speak of", () => {
    const { placed } = place(
      current({}, { id: SUBSCRIPTION.id, product: SUBSCRIPTION.product }),
      SUBSCRIPTION,
    );
    expect(placed.map(({ kind }) => kind)).toEqual(["subscription", "request"]);
  });

  test("leaves out, with a reason, what is there already, twice open, unknown or something else", () => {
    place(SUBSCRIPTION, TIER_REQUEST);
    const { placed, skipped } = place(
      SUBSCRIPTION,
      TIER_REQUEST,
      { ...TIER_REQUEST, id: "TCR-700-000-001-009" },
      { ...SUBSCRIPTION, id: "AS-7000-0000-0009", status: "frozen" },
      [{ id: "TL-100-000-001", name: "A template" }, 7],
      { ...TIER_REQUEST, id: "TCR-700-000-001-010", status: "odd" },
    );
    expect(placed).toEqual([]);
    expect(skipped.map(({ source, reason }) => `${source}: ${reason}`)).toEqual([
      `a: Subscription ${SUBSCRIPTION.id} is there already.`,
      'd: Its status "frozen" is not known.',
      `b: Tier configuration request ${TIER_REQUEST.id} is there already.`,
      `c: Its configuration has another request in progress: ${TIER_REQUEST.id}.`,
      "f: Its type or status is not known.",
      "e[0]: It is no product, subscription, tier configuration or request.",
      "e[1]: It is no product, subscription, tier configuration or request.",
    ]);
  });
});
