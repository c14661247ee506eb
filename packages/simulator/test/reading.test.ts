import { beforeEach, describe, expect, test } from "vitest";

import { activeSubscription, purchaseBody, stage, type Stage } from "./parties.ts";

let world: Stage;
let id: string;
let assetId: string;

beforeEach(async () => {
  world = stage();
  const { body } = await world.distributor.post("/requests", purchaseBody());
  id = body.id;
  assetId = body.asset.id;
});

describe("looking", () => {
  test("subscriptions show their request in progress only when asked", async () => {
    expect((await world.vendor.get(`/assets/${assetId}`)).body.pending_request).toBeUndefined();
    const [asset] = (await world.vendor.get(`/assets?eq(id,${assetId})&select(pending_request)`))
      .list;
    expect(asset?.pending_request).toMatchObject({ id, type: "purchase", status: "pending" });
    const { list } = await world.vendor.get(`/assets/${assetId}/requests`);
    expect(list).toMatchObject([{ id, type: "purchase", status: "pending" }]);
  });

  test("an agent is assigned by id or by e-mail", async () => {
    const assign = async (body: unknown) => world.vendor.post(`/requests/${id}/assign`, body);
    expect((await assign({})).status).toBe(400);
    expect((await assign({ id: "UR-1", email: "a@example.com" })).status).toBe(400);
    expect((await assign({ email: "a@example.com" })).body.assignee).toMatchObject({
      email: "a@example.com",
    });
    expect(
      (await world.vendor.get("/requests?eq(assignee.email,a@example.com)")).list,
    ).toHaveLength(1);
    expect((await world.vendor.post(`/requests/${id}/unassign`)).body.assignee).toBe("");
  });

  test("a request renders as markdown", async () => {
    const response = await world.simulator.fetch(
      new Request(`http://x/public/v1/requests/${id}/render`, {
        headers: { authorization: `ApiKey SU-100-000-001:${"1".repeat(40)}` },
      }),
    );
    expect(response.headers.get("content-type")).toBe("text/markdown");
    expect(await response.text()).toContain(assetId);
  });

  test("two simulators with one seed and the same calls have the same ids, another seed has others", async () => {
    const first = await activeSubscription(stage({ seed: 7 }));
    expect(await activeSubscription(stage({ seed: 7 }))).toBe(first);
    expect(await activeSubscription(stage({ seed: 8 }))).not.toBe(first);
  });
});
