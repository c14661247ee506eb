import { beforeEach, describe, expect, test } from "vitest";

import { approve, purchaseBody, stage, statusOf, type Stage } from "./parties.ts";

let world: Stage;
let id: string;
let assetId: string;

beforeEach(async () => {
  world = stage();
  const { body } = await world.distributor.post("/requests", purchaseBody());
  id = body.id;
  assetId = body.asset.id;
});

describe("failing", () => {
  test("needs a reason, ends a purchase's subscription and is told in the conversation", async () => {
    const missing = await world.vendor.post(`/requests/${id}/fail`, { reason: " " });
    expect([missing.status, missing.body]).toEqual([
      400,
      { error_code: "REQ_005", errors: ["Missed fields: reason."] },
    ]);
    const { body } = await world.vendor.post(`/requests/${id}/fail`, { reason: "No stock." });
    expect([body.status, body.reason, body.asset.status]).toEqual([
      "failed",
      "No stock.",
      "terminated",
    ]);
    const [conversation] = (await world.vendor.get(`/conversations?instance_id=${id}`)).list;
    const { list } = await world.vendor.get(`/conversations/${conversation?.id ?? ""}/messages`);
    expect(list).toMatchObject([
      { type: "state_change", text: expect.stringContaining("No stock.") },
    ]);
    const said = await world.distributor.post(`/conversations/${id}/messages`, { text: "Why?" });
    expect([said.status, said.body]).toMatchObject([201, { text: "Why?", type: "message" }]);
  });

  test("gives a cancelled subscription back to where it was", async () => {
    await approve(world.vendor, id);
    const cancel = async () =>
      world.distributor.post("/requests", { type: "cancel", asset: { id: assetId } });
    const first = await cancel();
    expect(first.body.asset.status).toBe("terminating");
    await world.vendor.post(`/requests/${first.body.id}/fail`, { reason: "no" });
    expect(await statusOf(world, assetId)).toBe("active");
    const suspend = await world.distributor.post("/requests", {
      type: "suspend",
      asset: { id: assetId },
    });
    await approve(world.vendor, suspend.body.id);
    const second = await cancel();
    expect([second.status, second.body.asset.status]).toEqual([201, "terminating"]);
    await world.vendor.post(`/requests/${second.body.id}/fail`, { reason: "no" });
    expect(await statusOf(world, assetId)).toBe("suspended");
  });
});
