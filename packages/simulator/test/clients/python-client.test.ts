import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { inTurn } from "../in-turn.ts";
import { purchaseBody } from "../parties.ts";
import { wire, type Answered, type Wire } from "./wire.ts";

let world: Wire;
beforeEach(async () => {
  world = await wire({ "user-agent": "connect-fluent/30.0 CPython/3.11.7 Linux/6.1" });
});
afterEach(async () => world.close());

interface Range {
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** The client takes the header apart without asking whether it is there. */
function rangeOf({ headers }: Answered): Range {
  const [, info = ""] = (headers.get("content-range") ?? "").split(" ");
  const [ends = "", count] = info.split("/");
  const [first, last] = ends.split("-").map(Number);
  return { first: first ?? NaN, last: last ?? NaN, count: Number(count) };
}

/** Goes through a list as the client does: on while the last row is not the last of all. */
async function walk(path: string, query: string, limit: number, stop = Infinity) {
  const seen: string[] = [];
  let calls = 0;
  for (let offset = 0; ; offset += limit) {
    const size = Math.min(limit, stop - offset);
    const page = `${path}?${query}&limit=${size}&offset=${offset}`;
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const answered = await world.vendor.call("GET", page);
    calls += 1;
    const rows = answered.json as readonly { readonly id: string }[];
    seen.push(...rows.map(({ id }) => id));
    const { last, count } = rangeOf(answered);
    if (rows.length === 0 || last >= count - 1 || last >= stop - 1) return { seen, calls };
  }
}

async function purchases(count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  await inTurn([...Array.from({ length: count }).keys()], async () => {
    ids.push((await world.distributor.document("POST", "/requests", purchaseBody())).id);
  });
  return ids;
}

describe("the walk of the Python client", () => {
  test("through a list ends with its last row, whatever the page size", async () => {
    const ids = await purchases(7);
    await inTurn([1, 2, 3, 6, 7, 8, 100], async (limit) => {
      const { seen, calls } = await walk("/requests", "", limit);
      expect([limit, seen, calls]).toEqual([limit, ids, Math.ceil(7 / limit)]);
    });
    expect((await walk("/requests", "eq(status,failed)", 100)).seen).toEqual([]);
    expect((await walk("/requests", "", 3, 5)).seen).toEqual(ids.slice(0, 5));
  });

  test("counts, takes the first, and looks beyond the end", async () => {
    const [first] = await purchases(3);
    const counted = await world.vendor.call("GET", "/requests?limit=0&offset=0");
    expect([counted.json, rangeOf(counted).count]).toEqual([[], 3]);
    const one = await world.vendor.call("GET", "/requests?limit=1&offset=0");
    expect(one.json).toMatchObject([{ id: first }]);
    const none = await world.vendor.call("GET", "/requests?eq(type,cancel)&limit=1&offset=0");
    expect([none.json, none.headers.get("content-range")]).toEqual([[], "items 0-0/0"]);
    const beyond = await world.vendor.call("GET", "/requests?limit=1&offset=50");
    expect([beyond.json, beyond.headers.get("content-range")]).toEqual([[], "items 50-50/3"]);
  });

  test("finds with every expression its query objects write", async () => {
    const [first, second, third] = await purchases(3);
    await world.vendor.document("POST", `/requests/${second}/fail`, { reason: "No." });
    const found = async (query: string) => {
      const rows = await world.vendor.list(`/requests?${query}&limit=100&offset=0`);
      return rows.map(({ id }) => id);
    };
    const pending = [first, third];
    expect(await found("eq(status,pending)")).toEqual(pending);
    expect(await found("and(in(status,(pending,inquiring)),eq(type,purchase))")).toEqual(pending);
    expect(await found("or(eq(status,failed),eq(status,pending))")).toHaveLength(3);
    expect(await found("not(eq(status,failed))")).toEqual(pending);
    expect(await found("out(status,(failed))")).toEqual(pending);
    expect(await found("and(ge(created,2026-03-01T00:00:00+00:00),ne(type,cancel))")).toHaveLength(
      3,
    );
    expect(await found("lt(created,2026-03-01T00:00:00)")).toEqual([]);
    expect(await found("ilike(id,*pr-*)")).toHaveLength(3);
    expect(await found("eq(asset.tiers.customer.name,Sample%20Customer)")).toHaveLength(3);
    expect(await found("ne(asset.external_uid,null())")).toHaveLength(3);
    expect(await found("eq(asset.external_id,empty())")).toHaveLength(3);
    const arranged = "select(-asset.items,-asset.params)&eq(status,pending)&ordering(-created)";
    expect(await found(arranged)).toHaveLength(2);
    expect(await found("eq(status,pending)&ordering(asset.product.name,-created)")).toHaveLength(2);
  });

  test("acts without any body, and knows from the status that there is none in the answer", async () => {
    const [id] = await purchases(1);
    const { vendor } = world;
    const marked = { asset: { params: [{ id: "admin_email", value_error: "Whose?" }] } };
    expect((await vendor.call("PUT", `/requests/${id}`, { body: marked })).status).toBe(200);
    const inquired = await vendor.call("POST", `/requests/${id}/inquire`);
    expect([inquired.status, inquired.json]).toMatchObject([200, { status: "inquiring" }]);
    const pended = await vendor.call("POST", `/requests/${id}/pend`);
    expect([pended.status, pended.json]).toMatchObject([200, { status: "pending" }]);
    const rendered = await vendor.call("GET", `/requests/${id}/render`, {
      headers: { "connect-localization": "es-ES" },
    });
    expect(rendered.headers.get("content-type")).toMatch(/^text\/markdown/u);
    const webhook = await vendor.document("POST", "/notifications/webhooks", {
      object_class: "fulfillment_request",
      product_id: "PRD-100-000-001",
      external_url: "http://127.0.0.1:9/",
      jwt_secret: "secret",
    });
    const deleted = await vendor.call("DELETE", `/notifications/webhooks/${webhook.id}`);
    expect([deleted.status, deleted.text]).toEqual([204, ""]);
    expect(deleted.headers.get("connect-version")).toMatch(/^\d+\.\d+$/u);
  });

  test("reads what is wrong from a code, a list of errors, and params on conflicts", async () => {
    const [id] = await purchases(1);
    const { vendor, distributor } = world;
    const failing = await vendor.call("POST", `/requests/${id}/fail`);
    expect(failing.headers.get("content-type")).toBe("application/json");
    expect([failing.status, failing.json]).toEqual([
      400,
      { error_code: "REQ_005", errors: ["Missed fields: reason."] },
    ]);
    const { asset } = await vendor.document("GET", `/requests/${id}`);
    const body = { type: "cancel", asset: { id: asset.id } };
    const refused = await distributor.call("POST", "/requests", { body });
    expect([refused.status, refused.json]).toMatchObject([
      409,
      { params: { request_id: id, request_status: "pending", asset_status: "processing" } },
    ]);
    const stranger = await vendor.call("GET", "/requests", {
      headers: { authorization: "ApiKey SU-000-000-000:0" },
    });
    expect([stranger.status, stranger.json]).toEqual([
      401,
      { error_code: "AUTH_001", errors: ["API request is unauthorized."] },
    ]);
  });

  test("finds nothing spoiled by slashes, and nothing that is not there", async () => {
    await purchases(1);
    const status = async (method: string, path: string) =>
      (await world.vendor.call(method, path)).status;
    expect(await status("GET", "/requests/")).toBe(200);
    expect(await status("GET", "//requests?limit=1")).toBe(200);
    expect(await status("GET", "/tier//configs/")).toBe(200);
    expect(await status("GET", "/requests/PR-0")).toBe(404);
    expect(await status("GET", "/no-such-thing")).toBe(404);
    expect(await status("PATCH", "/requests")).toBe(405);
    expect(await status("DELETE", "/requests")).toBe(405);
  });
});
