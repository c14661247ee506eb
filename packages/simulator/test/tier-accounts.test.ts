import { beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { activeSubscription, purchaseBody, stage, type Stage } from "./parties.ts";

let world: Stage;

beforeEach(() => {
  world = stage();
});

const requests = async () => (await world.vendor.get("/tier/account-requests")).list;

describe("tier accounts", () => {
  test("come with the sales that name them, and by hand", async () => {
    await activeSubscription(world);
    const made = await world.distributor.post("/tier/accounts", {
      name: "Reseller",
      type: "reseller",
    });
    expect(made.status).toBe(201);
    const { list } = await world.vendor.get("/tier/accounts?ordering(name)");
    expect(list).toMatchObject([
      { name: "Reseller", type: "reseller", version: 1 },
      { name: "Sample Customer", type: "customer", scopes: ["customer"] },
    ]);
    expect((await world.vendor.post("/tier/accounts", { name: "x" })).status).toBe(403);
  });

  test("stand behind an id in an order", async () => {
    const { body: made } = await world.distributor.post("/tier/accounts", {
      name: "Known",
      external_id: "42",
      contact_info: { city: "Oslo" },
    });
    const { body } = await world.distributor.post(
      "/requests",
      purchaseBody({ tiers: { customer: { id: made.id } } }),
    );
    const { tiers } = body.asset as unknown as { tiers: { customer: unknown } };
    expect(tiers.customer).toMatchObject({
      id: made.id,
      name: "Known",
      external_id: "42",
      contact_info: { city: "Oslo" },
    });
  });

  test("keep every version, and are not deleted while they take part in a subscription", async () => {
    await activeSubscription(world);
    const [account] = (await world.vendor.get("/tier/accounts")).list;
    const one = `/tier/accounts/${account?.id ?? ""}`;
    expect((await world.distributor.put(one, { name: "Renamed" })).body).toMatchObject({
      name: "Renamed",
      version: 2,
    });
    const { list } = await world.vendor.get(`${one}/versions`);
    expect(list).toMatchObject([
      { name: "Sample Customer", version: 1 },
      { name: "Renamed", version: 2 },
    ]);
    expect((await world.distributor.call("DELETE", one)).status).toBe(409);
    const { body: free } = await world.distributor.post("/tier/accounts", { name: "Free" });
    expect((await world.distributor.call("DELETE", `/tier/accounts/${free.id}`)).status).toBe(204);
  });
});

describe("a change of an account", () => {
  const change = async () => {
    const [account] = (await world.vendor.get("/tier/accounts")).list;
    await world.distributor.put(`/tier/accounts/${account?.id ?? ""}`, { name: "Renamed" });
    return account?.id ?? "";
  };

  test("is unsupported without Tier Accounts Sync", async () => {
    await activeSubscription(world);
    await change();
    const [request] = await requests();
    expect(request?.status).toBe("unsupported");
    expect(
      (await world.vendor.post(`/tier/account-requests/${request?.id ?? ""}/accept`)).status,
    ).toBe(400);
  });

  test("is accepted by the vendor, or ignored with a reason", async () => {
    await world.vendor.put(`/products/${DEFAULT_PRODUCT_ID}`, {
      capabilities: { tiers: { updates: true } },
    });
    await activeSubscription(world);
    const account = await change();
    await change();
    const [first, second] = await requests();
    expect(first?.id).toBe(`${account.replace("TA", "TAR")}-002-001`);
    const accepted = await world.vendor.post(`/tier/account-requests/${first?.id ?? ""}/accept`);
    expect(accepted.body).toMatchObject({
      status: "accepted",
      account: { name: "Renamed", version: 2 },
    });
    const ignore = `/tier/account-requests/${second?.id ?? ""}/ignore`;
    expect((await world.vendor.post(ignore, {})).body.errors).toEqual(["Missed fields: reason."]);
    expect((await world.vendor.post(ignore, { reason: "Same." })).body).toMatchObject({
      status: "ignored",
      reason: "Same.",
    });
    expect((await world.vendor.get("/tier/account-requests?eq(status,ignored)")).list).toHaveLength(
      1,
    );
  });
});
