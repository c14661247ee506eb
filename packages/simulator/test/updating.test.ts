import { beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { inTurn } from "./in-turn.ts";
import { approve, purchaseBody, stage, type Stage } from "./parties.ts";

let world: Stage;
let id: string;

beforeEach(async () => {
  world = stage();
  const { body } = await world.distributor.post("/requests", purchaseBody());
  id = body.id;
});

describe("writing parameters", () => {
  test("changes only values and errors, of the parameters named", async () => {
    const { body } = await world.vendor.put(`/requests/${id}`, {
      asset: {
        params: [
          {
            id: "company_note",
            value: "n",
            structured_value: { a: 1 },
            title: "T",
            phase: "fulfillment",
          },
        ],
      },
      note: "Seen.",
    });
    expect(body.asset.params[1]).toMatchObject({
      id: "company_note",
      value: "n",
      structured_value: { a: 1 },
      title: "Note",
      phase: "ordering",
    });
    expect(body).toMatchObject({ note: "Seen." });
    expect(body.asset.params[0]?.value).toBe("admin@example.com");
  });

  test("is refused for parameters nobody knows, for ended requests, and for the distributor", async () => {
    const put = async (name: string) =>
      world.vendor.put(`/requests/${id}`, { asset: { params: [{ id: name, value: "x" }] } });
    expect((await put("nothing")).status).toBe(400);
    expect((await world.distributor.put(`/requests/${id}`, { asset: { params: [] } })).status).toBe(
      403,
    );
    await approve(world.vendor, id);
    const late = await put("company_note");
    expect([late.status, late.body.error_code, late.body.errors]).toEqual([
      400,
      "REQ_003",
      [
        "Only pending, draft or inquiring Fulfillments with enabled validation capability can be updated.",
      ],
    ]);
  });

  test("while inquiring needs the capability for it", async () => {
    const { body } = await world.distributor.post("/requests", purchaseBody({ params: [] }));
    const put = async () =>
      world.vendor.put(`/requests/${body.id}`, {
        asset: { params: [{ id: "company_note", value: "x" }] },
      });
    expect((await put()).status).toBe(200);
    await world.vendor.put(`/products/${DEFAULT_PRODUCT_ID}`, {
      capabilities: { inquiring: { validation: false } },
    });
    expect((await put()).status).toBe(400);
  });

  test("moves `updated` forward with every write, even when the clock stands still", async () => {
    const seen = await inTurn(["a", "a", "b"], async (value) => {
      const { body } = await world.vendor.put(`/requests/${id}`, {
        asset: { params: [{ id: "company_note", value }] },
      });
      return body.updated;
    });
    expect(new Set(seen).size).toBe(3);
    expect(seen).toEqual(seen.toSorted());
  });
});
