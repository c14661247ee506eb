import { beforeEach, describe, expect, test } from "vitest";

import { purchaseBody, stage, type Stage } from "./parties.ts";

let world: Stage;
let path: string;

beforeEach(async () => {
  world = stage();
  const { body } = await world.distributor.post("/requests", purchaseBody());
  path = `/conversations/${body.id}`;
});

describe("a conversation", () => {
  test("takes messages until it is closed, by its own id or its request's", async () => {
    const { body: conversation } = await world.vendor.get(path);
    const written = await world.vendor.post(`/conversations/${conversation.id}/messages`, {
      text: "Hello",
    });
    expect([written.status, written.body.type]).toEqual([201, "message"]);
    expect((await world.distributor.post(`${path}/close`, {})).body.status).toBe("closed");
    expect((await world.vendor.post(`${path}/messages`, { text: "More" })).status).toBe(400);
    expect((await world.vendor.get(`${path}/messages`)).list).toHaveLength(1);
  });

  test("shows private messages to the account that wrote them only", async () => {
    await world.vendor.post(`${path}/messages`, { text: "Between us", type: "private" });
    await world.vendor.post(`${path}/messages`, { text: "Status", type: "state_change" });
    expect((await world.vendor.get(`${path}/messages`)).list).toHaveLength(2);
    expect((await world.distributor.get(`${path}/messages`)).list).toHaveLength(1);
    expect((await world.vendor.post(`${path}/messages`, { text: "x", type: "loud" })).status).toBe(
      400,
    );
    expect((await world.vendor.post(`${path}/messages`, { text: " " })).status).toBe(400);
  });

  test("lets each side change its own messages", async () => {
    const { body } = await world.vendor.post(`${path}/messages`, { text: "Helo" });
    const message = `${path}/messages/${body.id}`;
    expect((await world.vendor.put(message, { text: "Hello" })).body).toMatchObject({
      text: "Hello",
    });
    expect((await world.distributor.put(message, { text: "Bye" })).status).toBe(403);
    expect((await world.vendor.put(`${path}/messages/ME-0`, { text: "x" })).status).toBe(404);
  });

  test("is neither made nor removed by hand", async () => {
    expect(
      (await world.vendor.post("/conversations", { topic: "x", instance_id: "PR-1" })).status,
    ).toBe(403);
    expect((await world.vendor.call("DELETE", path)).status).toBe(403);
  });
});
