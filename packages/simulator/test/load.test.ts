import { beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID, type LoadReport } from "../src/index.ts";
import { approve, purchaseBody, stage, type Stage } from "./parties.ts";
import { current, legacy } from "./payloads.ts";

let world: Stage;

beforeEach(() => {
  world = stage();
});

/** Loads each body as a file of its own, named a, b, c, … */
function load(...bodies: readonly unknown[]): LoadReport {
  return world.simulator.load(
    bodies.map((body, index) => ({ source: String.fromCodePoint(97 + index), body })),
  );
}

const seen = async (id: string) => (await world.vendor.get(`/requests/${id}`)).body;
const approveAny = async (id: string) => {
  const { template } = await seen(id);
  return world.vendor.post(`/requests/${id}/approve`, { template_id: template.id });
};

describe("loading", () => {
  test("takes in a request as it is and makes up the product it needs", async () => {
    const report = load(current());
    expect(report).toEqual({
      loaded: [
        {
          source: "a",
          requestId: "PR-4000-0000-0001-001",
          subscriptionId: "AS-4000-0000-0001",
          type: "purchase",
          status: "pending",
          notes: [],
        },
      ],
      skipped: [],
    });
    const request = await seen("PR-4000-0000-0001-001");
    expect(request).toMatchObject({
      created: "2024-05-01T10:00:00+00:00",
      updated: "2024-05-01T10:00:05.123456+00:00",
      assignee: { id: "UR-1" },
      sla: { zone: 2 },
      asset: {
        status: "processing",
        external_id: "899",
        items: [{ renewal: { from: "2024-01-01" } }, { quantity: "unlimited", old_quantity: "0" }],
      },
    });
    const product = await world.vendor.get("/products/PRD-400-000-001");
    expect(product.body).toMatchObject({
      name: "Storage",
      capabilities: {
        ppu: { schema: "QT" },
        subscription: { hold: false },
        cart: { validation: false },
      },
    });
    expect((await world.vendor.get("/products/PRD-400-000-001/items")).list).toHaveLength(2);
    expect((await approveAny("PR-4000-0000-0001-001")).status).toBe(400);
    await world.vendor.put("/requests/PR-4000-0000-0001-001", {
      asset: { params: [{ id: "account", value: "acc-1" }] },
    });
    const approved = await approveAny("PR-4000-0000-0001-001");
    expect([approved.status, approved.body.asset.status]).toEqual([200, "active"]);
  });

  test("never touches a product that exists", async () => {
    load(
      current({
        type: "suspend",
        asset: { ...current().asset, product: { id: DEFAULT_PRODUCT_ID, name: "X" } },
      }),
    );
    expect((await world.vendor.get(`/products/${DEFAULT_PRODUCT_ID}`)).body).toMatchObject({
      name: "Simulated Product",
    });
  });

  test("fills in what older payloads leave out and says so", async () => {
    const { loaded } = load(legacy());
    expect(loaded[0]).toMatchObject({
      requestId: "PR-5000-0000-FAIL",
      subscriptionId: "AS-500-000-000-9",
    });
    expect(loaded[0]?.notes).toEqual([
      "Made up what it does not say: external_uid, connection, marketplace.",
      "Subscription status made up: processing.",
    ]);
    const request = await seen("PR-5000-0000-FAIL");
    expect(request.asset.params[0]).toMatchObject({
      phase: "ordering",
      type: "text",
      constraints: {},
    });
    expect((await approveAny("PR-5000-0000-FAIL")).body.asset.status).toBe("active");
    const asset = (await world.vendor.get("/assets/AS-500-000-000-9")).body as unknown as {
      items: unknown[];
    };
    expect(asset.items).toHaveLength(1);
  });

  const needs: [type: string, status: string, given: string | undefined, needed: string][] = [
    ["purchase", "pending", "active", "processing"],
    ["purchase", "inquiring", undefined, "processing"],
    ["purchase", "draft", "new", "draft"],
    ["purchase", "approved", "processing", "active"],
    ["purchase", "approved", "suspended", "suspended"],
    ["purchase", "failed", "rejected", "terminated"],
    ["change", "pending", "processing", "active"],
    ["change", "draft", undefined, "active"],
    ["adjustment", "scheduled", "suspended", "active"],
    ["renew", "pending", undefined, "active"],
    ["transfer", "pending", "new", "active"],
    ["suspend", "pending", "suspended", "active"],
    ["suspend", "approved", undefined, "suspended"],
    ["resume", "pending", "active", "suspended"],
    ["resume", "failed", undefined, "suspended"],
    ["cancel", "pending", "active", "terminating"],
    ["cancel", "revoking", undefined, "terminating"],
    ["cancel", "approved", "active", "terminated"],
    ["cancel", "failed", undefined, "active"],
    ["test", "pending", "suspended", "suspended"],
    ["test", "pending", undefined, "active"],
  ];

  test.each(needs)(
    "a %s that is %s with a subscription said to be %s has it %s",
    async (type, status, given, needed) => {
      const { loaded } = load(current({ type, status }, { status: given }));
      const request = await seen("PR-4000-0000-0001-001");
      expect([request.type, request.status, request.asset.status]).toEqual([type, status, needed]);
      expect(loaded[0]?.notes.some((note) => note.startsWith("Subscription status"))).toBe(
        given !== needed,
      );
    },
  );

  test("makes products on which the requests are legal, from all the requests for them", async () => {
    load(
      current({ id: "PR-4000-0000-0001-001", type: "suspend" }),
      current(
        { id: "PR-4000-0000-0002-001", status: "draft" },
        { id: "AS-4000-0000-0002", status: "draft" },
      ),
      current(
        {
          id: "PR-4000-0000-0003-001",
          type: "cancel",
          status: "scheduled",
          planned_date: "2030-01-01T00:00:00Z",
        },
        { id: "AS-4000-0000-0003" },
      ),
    );
    expect((await world.vendor.get("/products/PRD-400-000-001")).body).toMatchObject({
      capabilities: {
        cart: { validation: true },
        subscription: { hold: true, cancel: { scheduling: true } },
      },
    });
    expect((await seen("PR-4000-0000-0003-001")).planned_date).toBe("2030-01-01T00:00:00+00:00");
  });

  test("keeps the code of a form that a payload shows, and makes one up where there is none", async () => {
    load(
      current({
        status: "inquiring",
        template: {
          id: "TL-1",
          name: "Ask",
          message: "See https://x/?request_id=PR-1&code=abc123 please",
        },
      }),
      current({ id: "PR-4000-0000-0002-001", status: "inquiring" }, { id: "AS-4000-0000-0002" }),
    );
    expect((await seen("PR-4000-0000-0001-001")).params_form_url).toContain("code=abc123");
    const { params_form_url } = await seen("PR-4000-0000-0002-001");
    const code = new URL(params_form_url ?? "").searchParams.get("code");
    const answer = await world.customer.post(
      `/requests/PR-4000-0000-0002-001/pend?code=${code ?? ""}`,
      {
        asset: { params: [{ id: "login", value: "b@example.com" }] },
      },
    );
    expect(answer.body.status).toBe("pending");
  });

  test("gives a scheduled request without a date one", async () => {
    const { loaded } = load(current({ type: "change", status: "scheduled" }));
    expect(loaded[0]?.notes.join()).toContain("planned_date");
    world.pass(2 * 86_400_000);
    expect((await seen("PR-4000-0000-0001-001")).status).toBe("pending");
  });

  test("gives a request in tiers_setup something to wait for", async () => {
    load(current({ status: "tiers_setup" }));
    const [setup] = (await world.vendor.get("/tier/config-requests?eq(status,pending)")).list;
    const [template] = (
      await world.vendor.get("/products/PRD-400-000-001/templates?eq(scope,tier1)")
    ).list;
    await world.vendor.post(`/tier/config-requests/${setup?.id ?? ""}/approve`, {
      template: { id: template?.id },
    });
    expect((await seen("PR-4000-0000-0001-001")).status).toBe("pending");
  });

  test("takes create bodies in, with numbers of their own", async () => {
    const order = purchaseBody();
    const { loaded } = load(order, { ...order, asset: { ...order.asset, params: [] } }, order);
    expect(loaded.map(({ status }) => status)).toEqual(["pending", "inquiring"]);
    const [first] = loaded;
    expect(first?.requestId).toBe(`${first?.subscriptionId.replace("AS-", "PR-") ?? ""}-001`);
    expect((await approve(world.vendor, first?.requestId ?? "")).status).toBe(200);
    const change = {
      type: "change",
      asset: {
        id: first?.subscriptionId,
        items: [{ id: `${DEFAULT_PRODUCT_ID}-0001`, quantity: 9 }],
      },
    };
    const second = load(change);
    expect(second.loaded[0]).toMatchObject({
      requestId: first?.requestId.replace("001", "002"),
      status: "pending",
    });
    const request = await seen(second.loaded[0]?.requestId ?? "");
    expect(request.asset.items[0]).toMatchObject({
      old_quantity: "3",
      quantity: "9",
      mpn: "SEATS",
    });
    expect(load(change, { type: "cancel", asset: {} }).skipped).toEqual([
      { source: "a", reason: `Duplicate: the same body was loaded as ${request.id}.` },
      { source: "b", reason: "It would create a request, but names no subscription." },
    ]);
  });

  test("a create body for an unknown subscription takes the product from a neighbour or from its items", async () => {
    const { loaded } = load(
      { type: "resume", asset: { id: "AS-6000-0000-0001" } },
      {
        type: "cancel",
        asset: { id: "AS-6000-0000-0001", items: [{ id: "PRD-600-000-001-0001", quantity: 5 }] },
      },
    );
    const request = await seen(loaded[0]?.requestId ?? "");
    expect([request.asset.product.id, request.asset.status]).toEqual([
      "PRD-600-000-001",
      "suspended",
    ]);
  });
});
