import { beforeEach, describe, expect, test } from "vitest";

import { purchaseBody, stage, type Seen, type Stage } from "./parties.ts";

let world: Stage;
let productId: string;

beforeEach(() => {
  world = stage();
  const product = world.simulator.addProduct({
    capabilities: { tiers: { configs: { level: 2 } } },
    parameters: [
      { name: "reseller_id", scope: "tier1", phase: "fulfillment" },
      { name: "master_id", scope: "tier2", phase: "fulfillment" },
      { name: "company", phase: "ordering", constraints: { required: true } },
    ],
  });
  productId = product.id;
});

async function buy(
  tiers: Record<string, unknown>,
  params: unknown = [{ id: "company", value: "x" }],
): Promise<Seen> {
  const { body } = await world.distributor.post(
    "/requests",
    purchaseBody({
      product: { id: productId },
      items: [{ id: `${productId}-0001`, quantity: 1 }],
      params,
      tiers: { customer: { name: "Customer" }, ...tiers },
    }),
  );
  return body;
}

interface TierRequest {
  readonly id: string;
  readonly status: string;
  readonly configuration: {
    readonly id: string;
    readonly status: string;
    readonly tier_level: number;
  };
}

async function tierRequests(): Promise<readonly TierRequest[]> {
  const { list } = await world.vendor.get(
    "/tier/config-requests?ordering(configuration.tier_level)",
  );
  return list as unknown as TierRequest[];
}

async function answer(
  request: TierRequest | undefined,
  action: "approve" | "fail",
): Promise<number> {
  const level = request?.configuration.tier_level ?? 0;
  const { list } = await world.vendor.get(
    `/products/${productId}/templates?eq(scope,tier${level})`,
  );
  const body =
    action === "approve" ? { template: { id: list[0]?.id } } : { reason: "Unknown reseller." };
  return (await world.vendor.post(`/tier/config-requests/${request?.id ?? ""}/${action}`, body))
    .status;
}

const statusOf = async (id: string) => (await world.vendor.get(`/requests/${id}`)).body.status;

describe("a request whose resellers are not set up", () => {
  test("waits for the second level, then for the first, then is pending", async () => {
    const request = await buy({
      tier1: { id: "TA-1", name: "Reseller" },
      tier2: { id: "TA-2", name: "Master" },
    });
    expect(request.status).toBe("tiers_setup");
    const [first, second] = await tierRequests();
    expect([first?.status, second?.status]).toEqual(["tiers_setup", "pending"]);
    expect(first?.id).toBe(`${first?.configuration.id.replace("TC-", "TCR-") ?? ""}-001`);
    expect((await world.vendor.post(`/requests/${request.id}/approve`, {})).status).toBe(400);
    expect(await answer(first, "approve")).toBe(400);
    expect(await answer(second, "approve")).toBe(200);
    expect(await statusOf(request.id)).toBe("tiers_setup");
    const [released] = await tierRequests();
    expect(await answer(released, "approve")).toBe(200);
    expect(await statusOf(request.id)).toBe("pending");
  });

  test("is inquiring after the setup when a required parameter is missing", async () => {
    const request = await buy({ tier1: { id: "TA-1" } }, []);
    const [only] = await tierRequests();
    await answer(only, "approve");
    expect(await statusOf(request.id)).toBe("inquiring");
  });

  test("fails with the setup, which needs a reason, and leaves the configuration active", async () => {
    const request = await buy({ tier1: { id: "TA-1" } });
    const [only] = await tierRequests();
    expect(
      (await world.vendor.post(`/tier/config-requests/${only?.id ?? ""}/fail`, {})).status,
    ).toBe(400);
    expect(await answer(only, "fail")).toBe(204);
    const { body } = await world.vendor.get(`/requests/${request.id}`);
    expect([body.status, body.asset.status]).toEqual(["failed", "terminated"]);
    expect(body.reason).toContain("Unknown reseller.");
    expect((await tierRequests())[0]?.configuration.status).toBe("active");
  });

  test("shares the setup with others of the same reseller; later ones do not wait", async () => {
    const first = await buy({ tier1: { id: "TA-1" } });
    const second = await buy({ tier1: { id: "TA-1" } });
    const all = await tierRequests();
    expect(all).toHaveLength(1);
    await answer(all[0], "approve");
    expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(["pending", "pending"]);
    expect((await buy({ tier1: { id: "TA-1" } })).status).toBe("pending");
  });

  test("does not wait when the sale has no reseller or the capability is off", async () => {
    expect((await buy({})).status).toBe("pending");
    await world.vendor.put(`/products/${productId}`, {
      capabilities: { tiers: { configs: { configs: false } } },
    });
    expect((await buy({ tier1: { id: "TA-9" } })).status).toBe("pending");
  });
});
