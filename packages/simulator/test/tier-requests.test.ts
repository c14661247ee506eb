import { beforeEach, describe, expect, test } from "vitest";

import { Endpoint } from "./endpoint.ts";
import { TierStage, type TierRequestSeen } from "./tier-stage.ts";

let tier: TierStage;

beforeEach(() => {
  tier = new TierStage();
});

const seen = (body: unknown) => body as TierRequestSeen;
const statusOf = async (id: string) => (await tier.request(id)).status;

describe("a setup request", () => {
  test("is inquired with a wrong parameter, pended, filled and approved; the actions but approve answer 204", async () => {
    const bought = await tier.buy({ tier1: { id: "TA-1" } });
    const { id, configuration } = await tier.only();
    expect((await tier.act(id, "inquire", {})).body.errors).toEqual([
      "For marking request to inquiring status at least one parameter should be marked as invalid.",
    ]);
    await tier.write(id, [{ id: "reseller_name", value_error: "Which one?" }]);
    expect(await tier.act(id, "inquire", {})).toMatchObject({ status: 204, text: "" });
    expect(await tier.request(id)).toMatchObject({ status: "inquiring" });
    expect((await tier.request(id)).activation?.link).toContain(id);
    expect((await tier.act(id, "approve", {})).status).toBe(400);
    expect((await tier.act(id, "pend", undefined, tier.world.distributor)).status).toBe(204);
    expect(Object.keys((await tier.request(id)).events)).toEqual(
      expect.arrayContaining(["created", "updated", "inquired", "pended"]),
    );
    const answer = await tier.act(id, "approve", { template: { id: await tier.templateId(1) } });
    expect(answer.body.errors).toEqual(["params.reseller_id: This parameter is required."]);
    const approved = await tier.approve(id);
    expect(approved.status).toBe(200);
    expect(approved.body).toMatchObject({
      template: { representation: `Reseller vendor-1 of ${configuration.id}` },
      effective_date: expect.any(String) as string,
    });
    expect(await tier.config(configuration.id)).toMatchObject({
      status: "active",
      open_request: null,
    });
    expect((await tier.world.vendor.get(`/requests/${bought.id}`)).body.status).toBe("pending");
  });

  test("of the first level fails with that of the second, and the order with both", async () => {
    const bought = await tier.buy({ tier1: { id: "TA-1" }, tier2: { id: "TA-2" } });
    const [second, first] = await tier.requests("ordering(-configuration.tier_level)");
    expect([first?.status, second?.status]).toEqual(["tiers_setup", "pending"]);
    await tier.act(second?.id ?? "", "fail", { reason: "Unknown." }, tier.world.distributor);
    expect(await statusOf(first?.id ?? "")).toBe("failed");
    expect((await tier.world.vendor.get(`/requests/${bought.id}`)).body.status).toBe("failed");
    const statuses = (await tier.requests()).map(({ configuration }) => configuration.status);
    expect(statuses).toEqual(["active", "active"]);
  });

  test("may be made by hand for an account, once", async () => {
    const configuration = {
      product: { id: tier.productId },
      connection: { id: "CT-1" },
      account: { id: "TA-7", name: "Seven" },
      tier_level: 1,
    };
    const { status, body } = await tier.create({ type: "setup", configuration });
    expect([status, seen(body).status]).toEqual([201, "pending"]);
    const again = await tier.create({ type: "setup", configuration });
    expect([again.status, again.body.params]).toEqual([
      409,
      expect.objectContaining({ request_id: body.id, request_status: "pending" }),
    ]);
  });
});

describe("a request on an active configuration", () => {
  test("to update it makes it processing again and, approved, changes its values", async () => {
    const config = await tier.activeConfig();
    const { body } = await tier.create({
      type: "update",
      configuration: { id: config },
      params: [{ id: "reseller_name", value: "New" }],
    });
    expect(seen(body)).toMatchObject({
      type: "update",
      status: "pending",
      id: `${config.replace("TC", "TCR")}-002`,
    });
    expect((await tier.config(config)).status).toBe("processing");
    await tier.approve(body.id);
    expect(await tier.config(config)).toMatchObject({
      status: "active",
      params: [expect.objectContaining({ id: "reseller_name", value: "New" }), expect.anything()],
    });
  });

  test("that fails changes nothing, and what waited for it goes on", async () => {
    const config = await tier.activeConfig();
    const { body } = await tier.create({
      type: "update",
      configuration: { id: config },
      params: [{ id: "reseller_name", value: "New" }],
    });
    const bought = await tier.buy({ tier1: { id: "TA-1" } });
    expect(bought.status).toBe("tiers_setup");
    await tier.act(body.id, "fail", { reason: "No." });
    expect((await tier.config(config)).params[0]?.value).toBe("");
    expect((await tier.world.vendor.get(`/requests/${bought.id}`)).body.status).toBe("pending");
  });

  test("to adjust it is the vendor's and leaves it active", async () => {
    const config = await tier.activeConfig();
    const adjustment = {
      type: "adjustment",
      configuration: { id: config },
      params: [{ id: "reseller_id", value: "vendor-2" }],
    };
    const { status } = await tier.create(adjustment, tier.world.vendor);
    expect([status, (await tier.config(config)).status]).toEqual([201, "active"]);
    const update = { type: "update", configuration: { id: config } };
    expect((await tier.create(update, tier.world.vendor)).status).toBe(403);
  });

  test("cannot be a second setup", async () => {
    const config = await tier.activeConfig();
    const { status, body } = await tier.create({ type: "setup", configuration: { id: config } });
    expect([status, body.errors]).toEqual([
      409,
      ["Request type setup is not allowed when tier configuration state is active"],
    ]);
  });
});

describe("a draft", () => {
  test("is validated by the vendor's webhook of its type and level, then submitted", async () => {
    const config = await tier.activeConfig();
    const endpoint = new Endpoint();
    endpoint.answer = () => ({
      status: 200,
      text: JSON.stringify({ params: [{ id: "reseller_name", value_error: "Taken." }] }),
    });
    const external_url = await endpoint.open();
    try {
      await tier.world.vendor.post("/notifications/webhooks", {
        type: "tcr_update_t1_validator",
        object_class: "tier_config_request",
        product_id: tier.productId,
        external_url,
        jwt_secret: "secret",
      });
      const draft = { type: "update", status: "draft", configuration: { id: config } };
      const { body } = await tier.create(draft);
      expect([body.status, (await tier.config(config)).status]).toEqual(["draft", "active"]);
      const params = [{ id: "reseller_name", value: "New" }];
      const { body: answer } = await tier.act(
        body.id,
        "validate",
        { params },
        tier.world.distributor,
      );
      expect(seen(answer).params[0]).toMatchObject({ value: "New", value_error: "Taken." });
      expect(endpoint.received).toHaveLength(1);
      const submitted = await tier.act(body.id, "submit", {}, tier.world.distributor);
      expect([submitted.status, submitted.body.status]).toEqual([200, "pending"]);
      expect((await tier.act(body.id, "submit", {}, tier.world.distributor)).status).toBe(400);
    } finally {
      await endpoint.close();
    }
  });

  test("needs the capability", async () => {
    const without = new TierStage({ validation: false, configs: { level: 1 } });
    const config = await without.activeConfig();
    const draft = { type: "update", status: "draft", configuration: { id: config } };
    expect((await without.create(draft)).status).toBe(400);
  });
});

describe("reading", () => {
  test("filters tier requests by the names the platform has for their dates and shows capabilities on demand", async () => {
    await tier.buy({ tier1: { id: "TA-1" } });
    const day = tier.world.dateIn(-1000).slice(0, 19);
    expect(await tier.requests(`gt(created,${day})`)).toHaveLength(1);
    expect(await tier.requests(`lt(updated,${day})`)).toHaveLength(0);
    expect(
      await tier.requests(`eq(configuration.product.id,${tier.productId})&eq(status,pending)`),
    ).toHaveLength(1);
    const [plain] = await tier.requests();
    expect(plain?.configuration.product.capabilities).toBeUndefined();
    const [asked] = await tier.requests("select(configuration.product.capabilities)");
    expect(asked?.configuration.product.capabilities).toBeDefined();
  });

  test("renders the text of a request and of its configuration", async () => {
    const config = await tier.activeConfig();
    const { text } = await tier.world.vendor.get(`/tier/configs/${config}/render`);
    expect(text).toBe(`Reseller vendor-1 of ${config}`);
  });

  test("assigns and unassigns quietly", async () => {
    await tier.buy({ tier1: { id: "TA-1" } });
    const { id } = await tier.only();
    expect((await tier.act(id, "assign", { email: "a@example.com" })).status).toBe(204);
    expect((await tier.request(id)).assignee).toMatchObject({ email: "a@example.com" });
    expect((await tier.act(id, "unassign")).status).toBe(204);
    expect((await tier.request(id)).assignee).toBe("");
  });
});
