import { beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { purchaseBody, stage, type Stage } from "./parties.ts";

let world: Stage;
let id: string;

beforeEach(async () => {
  world = stage();
  const { body } = await world.distributor.post("/requests", purchaseBody());
  id = body.id;
});

async function templateOf(type: string): Promise<string> {
  const { list } = await world.vendor.get(
    `/products/${DEFAULT_PRODUCT_ID}/templates?eq(type,${type})&eq(scope,asset)`,
  );
  return list[0]?.id ?? "";
}

describe("asking the customer", () => {
  test("needs a parameter marked as wrong", async () => {
    const { status, body } = await world.vendor.post(`/requests/${id}/inquire`, {});
    expect([status, body.error_code, body.errors]).toEqual([
      400,
      "REQ_003",
      [
        "For marking request to inquiring status at least one parameter should be marked as invalid.",
      ],
    ]);
  });

  test("shows a form whose answer, with its code and without a key, makes the request pending", async () => {
    await world.vendor.put(`/requests/${id}`, {
      asset: { params: [{ id: "admin_email", value_error: "Not ours." }] },
    });
    const template_id = await templateOf("inquire");
    const { body } = await world.vendor.post(`/requests/${id}/inquire`, { template_id });
    expect(body.status).toBe("inquiring");
    const code = new URL(body.params_form_url ?? "").searchParams.get("code") ?? "";
    const answer = async (withCode: string, params: unknown) =>
      world.customer.post(`/requests/${id}/pend${withCode}`, { asset: { params } });
    const email = [{ id: "admin_email", value: "chief@example.com" }];
    expect((await answer("", email)).status).toBe(401);
    expect((await answer("?code=wrong", email)).status).toBe(401);
    expect((await answer(`?code=${code}`, [])).status).toBe(400);
    expect((await answer(`?code=${code}`, [{ id: "admin_email", value: "" }])).status).toBe(400);
    expect((await answer(`?code=${code}`, [{ id: "subscription_id", value: "x" }])).status).toBe(
      400,
    );
    const done = await answer(`?code=${code}`, email);
    expect([done.status, done.body.status]).toEqual([200, "pending"]);
    expect(done.body.asset.params[0]).toMatchObject({
      value: "chief@example.com",
      value_error: "",
    });
  });

  test("can be ended by either party without a form", async () => {
    const { body } = await world.distributor.post("/requests", purchaseBody({ params: [] }));
    expect((await world.distributor.post(`/requests/${body.id}/pend`)).body.status).toBe("pending");
    expect((await world.distributor.post(`/requests/${body.id}/pend`)).status).toBe(400);
  });
});
