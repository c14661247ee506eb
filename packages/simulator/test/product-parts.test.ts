import { createHmac } from "node:crypto";

import { beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_CONNECTION_ID } from "../src/index.ts";
import { inTurn } from "./in-turn.ts";
import { activeSubscription, purchaseBody, stage, type Stage } from "./parties.ts";

let world: Stage;
let path: string;

beforeEach(() => {
  world = stage();
  const { id } = world.simulator.addProduct({
    parameters: [
      { name: "login", title: "Login" },
      { name: "region", phase: "configuration", scope: "item" },
    ],
    actions: [{ action: "sso", name: "Sign in" }],
  });
  path = `/products/${id}`;
});

describe("items", () => {
  test("are made as drafts, changed, and deleted while they are drafts", async () => {
    const made = await world.vendor.post(`${path}/items`, {
      name: "Extra",
      mpn: "EXTRA",
      type: "Reservation",
      period: "Yearly",
      precision: "Decimal(2)",
      unit: { id: "seat" },
    });
    expect(made.body).toMatchObject({ status: "draft", period: "yearly", precision: "decimal(2)" });
    const one = `${path}/items/${made.body.id}`;
    expect((await world.vendor.put(one, { name: "More" })).body).toMatchObject({
      name: "More",
      mpn: "EXTRA",
    });
    expect((await world.vendor.call("DELETE", one)).status).toBe(204);
    expect((await world.vendor.get(one)).status).toBe(404);
  });

  test("that are published are not deleted, with the platform's own words", async () => {
    const { list } = await world.vendor.get(`${path}/items`);
    const { status, body } = await world.vendor.call(
      "DELETE",
      `${path}/items/${list[0]?.id ?? ""}`,
    );
    expect([status, body]).toEqual([
      400,
      { error_code: "PRD_038", errors: ["Only draft Item can be deleted."] },
    ]);
  });

  test("go off sale and come back", async () => {
    const { list } = await world.vendor.get(`${path}/items`);
    const one = `${path}/items/${list[0]?.id ?? ""}`;
    expect((await world.vendor.post(`${one}/endsale`, {})).body.status).toBe("endofsale");
    expect((await world.vendor.post(`${one}/resumesale`)).body.status).toBe("published");
  });
});

describe("parameters, templates, actions and messages", () => {
  const bodies = {
    parameters: {
      name: "extra",
      title: "Extra",
      type: "dropdown",
      constraints: { required: true },
    },
    templates: { name: "Extra", body: "Hi {{ login }}", scope: "asset", type: "fulfillment" },
    actions: { action: "open", name: "Open" },
    messages: { external_id: "bad_login", value: "The login is taken." },
  } as const;

  test.each(Object.entries(bodies))(
    "can be listed, read, made, changed and removed: %s",
    async (name, body) => {
      const before = (await world.vendor.get(`${path}/${name}`)).list.length;
      const made = await world.vendor.post(`${path}/${name}`, body);
      expect(made).toMatchObject({ status: 201, body });
      const one = `${path}/${name}/${made.body.id}`;
      const changed =
        name === "messages" ? { ...body, value: "No." } : { title: "Other", name: "Other" };
      expect((await world.vendor.put(one, changed)).status).toBe(200);
      expect((await world.distributor.get(one)).body.id).toBe(made.body.id);
      expect((await world.distributor.post(`${path}/${name}`, body)).status).toBe(403);
      expect((await world.vendor.get(`${path}/versions/1/${name}/${made.body.id}`)).status).toBe(
        200,
      );
      expect((await world.vendor.get(`${path}/versions/2/${name}`)).status).toBe(404);
      expect((await world.vendor.call("DELETE", one)).status).toBe(204);
      expect((await world.vendor.get(`${path}/${name}`)).list).toHaveLength(before);
    },
  );

  test("are refused without what they must say", async () => {
    await inTurn(Object.keys(bodies), async (name) => {
      expect([name, (await world.vendor.post(`${path}/${name}`, {})).status]).toEqual([name, 400]);
    });
    const parameter = { ...bodies.parameters, type: "wrong" };
    expect((await world.vendor.post(`${path}/parameters`, parameter)).status).toBe(400);
    expect((await world.vendor.post(`${path}/parameters`, { name: "login" })).status).toBe(400);
  });

  test("templates are previewed with the titles of the parameters", async () => {
    const { body } = await world.vendor.post(`${path}/templates`, bodies.templates);
    expect((await world.vendor.get(`${path}/templates/${body.id}/preview`)).text).toBe("Hi Login");
    expect((await world.vendor.get(`${path}/templates/${body.id}/render`)).text).toBe("Hi Login");
  });
});

describe("an action's link", () => {
  const claimsOf = (link: string) => {
    const [head = "", content = "", signature = ""] = (
      new URL(link).searchParams.get("jwt") ?? ""
    ).split(".");
    return {
      signed: `${head}.${content}`,
      signature,
      claims: JSON.parse(Buffer.from(content, "base64url").toString()) as Record<string, unknown>,
    };
  };

  test("names the subscription and is signed with the product's secret", async () => {
    const asset = await activeSubscription(world);
    const { list } = await world.vendor.get(`${path}/actions`);
    const { body: secret } = await world.vendor.post(`${path}/actions/regeneratesecret`, {});
    const link = `${path}/actions/${list[0]?.id ?? ""}/actionLink`;
    const { body } = await world.vendor.get(`${link}?asset_id=${asset}`);
    const { signed, signature, claims } = claimsOf((body as unknown as { link: string }).link);
    const key = (secret as unknown as { jwt_secret: string }).jwt_secret;
    expect(signature).toBe(createHmac("sha256", key).update(signed).digest("base64url"));
    expect(claims).toMatchObject({ action_id: "sso", asset_id: asset });
    expect((await world.vendor.get(link)).status).toBe(400);
    expect((await world.vendor.get(`${link}?asset_id=AS-0`)).status).toBe(404);
  });
});

describe("configurations", () => {
  test("take a value where the parameter's scope has one, in place of the value before", async () => {
    const { list } = await world.vendor.get(`${path}/parameters?eq(phase,configuration)`);
    const parameter = { id: list[0]?.id };
    const { list: items } = await world.vendor.get(`${path}/items`);
    const item = { id: items[0]?.id };
    expect(
      (await world.vendor.post(`${path}/configurations`, { parameter, value: "eu" })).status,
    ).toBe(400);
    await world.vendor.post(`${path}/configurations`, { parameter, item, value: "eu" });
    const second = await world.vendor.post(`${path}/configurations`, {
      parameter,
      item,
      value: "us",
    });
    expect(second.status).toBe(201);
    const { list: all } = await world.distributor.get(`${path}/configurations`);
    expect(all).toMatchObject([{ value: "us", item, parameter: { name: "region" } }]);
  });
});

describe("connections, versions and media", () => {
  test("show over what the product can be sold, its one version and nothing uploaded", async () => {
    const id = path.slice("/products/".length);
    const sold = { type: "test", status: "approved" };
    const first = await world.vendor.get(`${path}/connections`);
    expect(first.list).toMatchObject([{ id: DEFAULT_CONNECTION_ID, ...sold }]);
    const order = {
      product: { id },
      items: [{ id: `${id}-0001`, quantity: 1 }],
      params: [],
      connection: { id: "CT-1000-0000-0002" },
    };
    await world.distributor.post("/requests", purchaseBody(order));
    const { list } = await world.vendor.get(`${path}/connections`);
    expect(list).toMatchObject([sold, { id: "CT-1000-0000-0002", ...sold }]);
    expect((await world.vendor.get(`${path}/connections/${list[0]?.id ?? ""}`)).status).toBe(200);
    expect((await world.vendor.get(`${path}/versions`)).list).toMatchObject([{ id, version: 1 }]);
    expect((await world.vendor.get(`${path}/versions/1`)).body.id).toBe(id);
    expect((await world.vendor.get(`${path}/media`)).list).toEqual([]);
  });
});
