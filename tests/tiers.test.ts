import { approve, inquire, postpone, reject, schedule } from "@tenure/connect";
import { createEngine } from "@tenure/engine";
import { lifecycleOf, machineOf, requestStateOf } from "@tenure/machine";
import { memoryStore } from "@tenure/testing/store";
import { afterEach, describe, expect, test } from "vitest";

import { House, type HouseOptions } from "./tiers/house.ts";

let house: House;
afterEach(() => house.stop());

async function open(options: HouseOptions = {}): Promise<House> {
  house = new House(options);
  await house.start();
  return house;
}

const untilActive = (key: string) =>
  house.until(async () => (await house.engine.get(key))?.status === "active");

const tierStates = async () =>
  (await house.records("connect-tiers")).map(({ status, requestState }) => [status, requestState]);

/** A set-up reseller of one level, and the subscription that asked for it. */
async function setUp(options: HouseOptions = {}): Promise<string> {
  await open(options);
  const { asset } = await house.purchase(1);
  await untilActive(asset.id);
  const [config] = await house.records("connect-tiers");
  return config?.key ?? "";
}

describe("a purchase through resellers that are not set up", () => {
  test("waits in tiers setup until both levels are, the second first, and is then approved", async () => {
    await open();
    const { id, asset, status } = await house.purchase();
    expect(status).toBe("tiers_setup");
    await untilActive(asset.id);
    expect((await house.request(id)).status).toBe("approved");
    const tiers = await house.tierRequests();
    expect(tiers.map((one) => [one.status, one.configuration.status])).toEqual([
      ["approved", "active"],
      ["approved", "active"],
    ]);
    expect(await tierStates()).toEqual([
      ["active", "none"],
      ["active", "none"],
    ]);
    expect(house.order.map((key) => key.split("/")[1])).toEqual([tiers[0]?.id, tiers[1]?.id, id]);
  });

  test("fails with them, and its subscription is terminated", async () => {
    await open({ tiers: { setup: () => reject("Not a partner.") } });
    const { id, asset } = await house.purchase();
    await house.until(async () => (await house.engine.get(asset.id))?.status === "terminated");
    expect((await house.request(id)).status).toBe("failed");
    await house.until(async () => (await tierStates()).every(([, request]) => request === "none"));
    expect((await tierStates()).map(([status]) => status)).toEqual(["active", "active"]);
    expect(house.vendor.size).toBe(0);
  });

  test("is looked at as soon as its tiers are settled, long before the next poll", async () => {
    await open({
      pollEvery: 3_000_000,
      tiers: {
        // Later than both intakes have looked.
        setup: ({ occasion }) =>
          occasion === "opened"
            ? postpone({ milliseconds: 5000 })
            : approve({ parameters: { reseller_id: "V-1" } }),
      },
    });
    await house.clock.advance(1000);
    const { asset } = await house.purchase(1);
    await house.clock.advance(3_000_000);
    expect((await house.engine.get(asset.id))?.requestState).toBe("tiersSetup");
    await house.clock.advance(5000);
    expect((await house.engine.get(asset.id))?.status).toBe("active");
  });

  test("goes on when a person settles the tiers on the platform", async () => {
    await open({ tiers: { setup: "held" } });
    const { asset } = await house.purchase(1);
    await house.until(async () => (await tierStates())[0]?.[1] === "stuck");
    const [tier] = await house.tierRequests();
    const templates = (await house.vendorCall(
      "GET",
      `/products/${(await house.productOf(asset.id)) ?? ""}/templates?eq(scope,tier1)`,
    )) as readonly { readonly id: string }[];
    await house.vendorCall("PUT", `/tier/config-requests/${tier?.id ?? ""}`, {
      params: [{ id: "reseller_id", value: "by hand" }],
    });
    await house.vendorCall("POST", `/tier/config-requests/${tier?.id ?? ""}/approve`, {
      template: { id: templates[0]?.id },
    });
    await untilActive(asset.id);
    expect(await tierStates()).toEqual([["active", "none"]]);
  });
});

describe("a tier configuration request", () => {
  test("that no handler answers is held, and an operator answers it", async () => {
    await open({ tiers: { setup: "held" } });
    const { asset } = await house.purchase(1);
    await house.until(async () => (await tierStates())[0]?.[1] === "stuck");
    const [config] = await house.records("connect-tiers");
    const { verdict } = await house.engine.answer(config?.key ?? "", {
      type: "answer.approve",
      requestId: config?.requestId ?? "",
      parameters: { reseller_id: "by hand" },
    });
    expect(verdict).toEqual({ type: "moved" });
    await untilActive(asset.id);
    const [tier] = await house.tierRequests();
    expect(tier?.params).toContainEqual(
      expect.objectContaining({ id: "reseller_id", value: "by hand" }),
    );
  });

  test("cannot be scheduled: the answer is a mistake in the vendor's code", async () => {
    await open({ tiers: { setup: () => schedule("2027-01-01T00:00:00Z") } });
    await house.purchase(1);
    await house.until(async () => (await tierStates())[0]?.[1] === "stuck");
    const [config] = await house.records("connect-tiers");
    expect(config?.snapshot.context.request?.stuck?.error).toMatchObject({
      code: "invalid_answer",
      message: expect.stringContaining("cannot be scheduled"),
    });
  });

  test("asks the reseller, and its handler again with what was answered", async () => {
    const occasions: string[] = [];
    await open({
      tiers: {
        setup: ({ parameter, occasion }) => {
          occasions.push(occasion);
          return parameter("ordering", "reseller_vat") === ""
            ? inquire({ parameters: { reseller_vat: "Which VAT number?" } })
            : approve({ parameters: { reseller_id: "V-1" } });
        },
      },
    });
    const { asset } = await house.purchase(1);
    await house.until(async () => (await house.tierRequests())[0]?.status === "inquiring");
    await house.until(async () => (await tierStates())[0]?.[1] === "inquiring");
    const [tier] = await house.tierRequests();
    expect(tier?.params).toContainEqual(
      expect.objectContaining({ id: "reseller_vat", value_error: "Which VAT number?" }),
    );
    await house.answerForm(tier?.id ?? "", { reseller_vat: "IT-1" });
    await untilActive(asset.id);
    expect(occasions).toEqual(["opened", "answered"]);
  });

  test("updates an active configuration, which is processing meanwhile", async () => {
    const key = await setUp();
    await house.distributorCall("POST", "/tier/config-requests", {
      type: "update",
      configuration: { id: key },
      params: [{ id: "reseller_vat", value: "IT-2" }],
    });
    await house.until(async () => {
      const record = await house.engine.get(key);
      return record?.snapshot.context.parameters["reseller_vat"] === "IT-2";
    });
    const history = await house.engine.history(key);
    const opened = history.find(
      ({ event }) => "request" in event && event.request.type === "update",
    );
    const meanwhile = await house.engine.at(key, opened?.version ?? 0);
    expect([lifecycleOf(meanwhile), requestStateOf(meanwhile)]).toEqual(["processing", "pending"]);
    expect(await tierStates()).toEqual([["active", "none"]]);
  });

  test("that fails as an update applies nothing", async () => {
    const key = await setUp({ tiers: { update: () => reject("No.") } });
    const before = (await house.engine.get(key))?.snapshot.context.parameters;
    await house.distributorCall("POST", "/tier/config-requests", {
      type: "update",
      configuration: { id: key },
      params: [{ id: "reseller_vat", value: "IT-2" }],
    });
    await house.until(async () =>
      (await house.tierRequests()).some(({ status }) => status === "failed"),
    );
    await house.until(async () => (await tierStates())[0]?.[0] === "active");
    expect((await house.engine.get(key))?.snapshot.context.parameters).toEqual(before);
  });
});

describe("tier configurations and subscriptions in one engine", () => {
  test("are told apart, listed by their adapters, verified and lived again", async () => {
    const key = await setUp();
    const [subscription] = await house.records("connect");
    const config = await house.engine.get(key);
    expect(config && machineOf(config.snapshot)).toBe("tierConfiguration");
    expect(subscription && machineOf(subscription.snapshot)).toBe("subscription");
    for await (const { key: of, verification } of house.engine.verifyAll()) {
      expect([of, verification?.type]).toEqual([of, "intact"]);
    }
    expect(await house.engine.at(key, config?.version ?? 0)).toEqual(config?.snapshot);
    expect(await house.engine.explain(key, { type: "command.cancel" })).toMatchObject({
      allowed: false,
      refusal: { code: "not_in_this_state" },
    });
  });

  test("are moved to another store whole, as what they are", async () => {
    const key = await setUp();
    const document = await house.engine.export(key, { redacted: false });
    const record = await house.engine.get(key);
    await using other = createEngine({ store: memoryStore(), adapters: [] });
    await other.start();
    await other.import(document, { outstanding: "drop" });
    expect(await other.get(key)).toEqual(record);
    expect((await other.verify(key)).type).toBe("intact");
  });

  test("agree with the platform afterwards", async () => {
    await setUp();
    const results: unknown[] = [];
    const reconciling = house.engine.reconcile();
    const collecting = (async () => {
      for await (const result of reconciling) results.push(result.class);
    })();
    await house.until(() => results.length === 2);
    await collecting;
    expect(results).toEqual(["agrees", "agrees"]);
  });

  test("are paused apart: a paused adapter holds its tiers, and with them what waits", async () => {
    await open();
    await house.engine.pause({ adapter: "connect-tiers" });
    const { id } = await house.purchase(1);
    await house.clock.advance(20_000);
    expect((await house.request(id)).status).toBe("tiers_setup");
    expect(house.vendor.size).toBe(0);
    await house.engine.resume({ adapter: "connect-tiers" });
    await house.until(async () => (await house.request(id)).status === "approved");
  });
});

describe("a process that dies", () => {
  // Of each level and of the purchase: the parameters, then the approval.
  const writes = [0, 1, 2, 3, 4, 5].flatMap((write) =>
    (["before", "after"] as const).map((moment) => ({ write, moment })),
  );

  test.each(writes)(
    "at write $write to the platform, $moment it took place, loses and doubles nothing",
    async (death) => {
      await open({ death });
      const { id, asset } = await house.purchase();
      await house.until(() => house.died);
      await house.restart();
      await untilActive(asset.id);
      await house.until(async () =>
        (await tierStates()).every(([, request]) => request === "none"),
      );
      const approvals = house.actions("approve");
      expect(approvals).toHaveLength(3);
      expect(new Set(approvals).size).toBe(3);
      expect((await house.request(id)).status).toBe("approved");
      // The vendor is asked again only under the key it knows.
      expect(house.vendor.size).toBe(3);
      for await (const { key, verification } of house.engine.verifyAll()) {
        expect([key, verification?.type]).toEqual([key, "intact"]);
      }
    },
  );
});
