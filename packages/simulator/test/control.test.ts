import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { beforeEach, describe, expect, onTestFinished, test } from "vitest";

import { activeSubscription, purchaseBody, stage, statusOf, type Stage } from "./parties.ts";

let world: Stage;
beforeEach(() => {
  world = stage();
});

const change = async (assetId: string) =>
  (
    await world.distributor.post("/requests", {
      type: "suspend",
      asset: { id: assetId },
    })
  ).body.id;

describe("behind the callers' backs", () => {
  test("a subscription takes any status, without a request", async () => {
    const id = await activeSubscription(world);
    world.simulator.control.setSubscriptionStatus(id, "suspended");
    expect(await statusOf(world, id)).toBe("suspended");
    const { list } = await world.vendor.get(`/requests?eq(asset.id,${id})`);
    expect(list.map(({ type, asset }) => [type, asset.status])).toEqual([
      ["purchase", "suspended"],
    ]);
  });

  test("a request is ended by hand, with its effect and a later date, whatever it lacks", async () => {
    const { body } = await world.distributor.post("/requests", purchaseBody());
    world.simulator.control.endRequest(body.id, "approved");
    const seen = (await world.vendor.get(`/requests/${body.id}`)).body;
    expect([seen.status, seen.asset.status]).toEqual(["approved", "active"]);
    expect(seen.updated > body.updated).toBe(true);
    const second = await world.distributor.post("/requests", purchaseBody());
    world.simulator.control.endRequest(second.body.id, "failed", "By hand.");
    expect((await world.vendor.get(`/requests/${second.body.id}`)).body).toMatchObject({
      status: "failed",
      reason: "By hand.",
      asset: { status: "terminated" },
    });
  });

  test("a request takes any status and leaves its subscription alone", async () => {
    const { body } = await world.distributor.post("/requests", purchaseBody());
    world.simulator.control.setRequestStatus(body.id, "inquiring");
    expect((await world.vendor.get(`/requests/${body.id}`)).body).toMatchObject({
      status: "inquiring",
      asset: { status: "processing" },
    });
  });

  test("a subscription is gone, and its requests with it", async () => {
    const id = await activeSubscription(world);
    const request = (await world.vendor.get("/requests")).list[0]?.id ?? "";
    world.simulator.control.removeSubscription(id);
    expect((await world.vendor.get(`/assets/${id}`)).status).toBe(404);
    expect((await world.vendor.get(`/requests/${request}`)).status).toBe(404);
    expect((await world.vendor.get("/requests")).list).toEqual([]);
  });

  test("a request is gone, and its subscription stays", async () => {
    const id = await activeSubscription(world);
    const request = await change(id);
    world.simulator.control.removeRequest(request);
    expect((await world.vendor.get(`/requests/${request}`)).status).toBe(404);
    expect((await world.vendor.get(`/assets/${id}/requests`)).list).toHaveLength(1);
    expect(await statusOf(world, id)).toBe("active");
  });

  test("what was changed is kept, what was hidden or held back is forgotten", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tenure-simulator-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "journal.jsonl");
    const before = stage({ file });
    const id = await activeSubscription(before);
    before.simulator.control.setSubscriptionStatus(id, "terminating");
    before.simulator.control.holdReads(id);
    before.simulator.control.setSubscriptionStatus(id, "terminated");
    expect(await statusOf(before, id)).toBe("terminating");
    expect(await statusOf(stage({ file }), id)).toBe("terminated");
  });

  test("who is not there cannot be acted on, and nothing is changed", () => {
    const { control } = world.simulator;
    expect(() => control.setSubscriptionStatus("AS-0", "active")).toThrow("Asset not found.");
    expect(() => control.endRequest("PR-0", "failed")).toThrow("Request not found.");
    expect(() => control.unhideRequest("PR-0")).toThrow("not found");
    expect(() => control.releaseReads("AS-0")).toThrow("not found");
  });
});

describe("what reads show otherwise than it is", () => {
  test("a hidden request is left out of lists and still read by its id", async () => {
    const id = await activeSubscription(world);
    const request = await change(id);
    world.simulator.control.hideRequest(request);
    expect((await world.vendor.get("/requests")).list).toHaveLength(1);
    expect((await world.vendor.get(`/assets/${id}/requests`)).list).toHaveLength(1);
    expect((await world.vendor.get(`/requests/${request}`)).body.status).toBe("pending");
    world.simulator.control.unhideRequest(request);
    expect((await world.vendor.get("/requests")).list).toHaveLength(2);
  });

  test("held reads show what was, while writes go on", async () => {
    const { body } = await world.distributor.post("/requests", purchaseBody());
    const assetId = body.asset.id;
    const { control } = world.simulator;
    control.holdReads(assetId);
    control.endRequest(body.id, "approved");
    const later = await change(assetId);
    expect(await statusOf(world, assetId)).toBe("processing");
    expect((await world.vendor.get(`/requests/${body.id}`)).body.status).toBe("pending");
    expect((await world.vendor.get(`/requests/${later}`)).status).toBe(404);
    expect((await world.vendor.get("/requests")).list.map(({ status }) => status)).toEqual([
      "pending",
    ]);
    const { list } = await world.vendor.get(`/assets/${assetId}/requests`);
    expect(list.map(({ status }) => status)).toEqual(["pending"]);
    control.releaseReads(assetId);
    expect(await statusOf(world, assetId)).toBe("active");
    expect((await world.vendor.get("/requests")).list).toHaveLength(2);
  });
});
