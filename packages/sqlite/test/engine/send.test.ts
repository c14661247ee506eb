import { type Adapter } from "@tenure/engine";
import { expect, test } from "vitest";

import { freshFile } from "../folder.ts";
import { build, open, purchase } from "./house.ts";

test("a purchase is fulfilled, approved and recorded, step by step", async () => {
  const { engine, calls } = await open();
  const sent = await engine.send("AS-1", purchase("PR-1"));
  expect(sent).toMatchObject({ key: "AS-1", version: 1, repeated: false });
  expect(sent.verdict).toEqual({ type: "moved" });
  await engine.idle();
  const record = await engine.get("AS-1");
  expect(record).toMatchObject({ status: "active", requestState: "none", requestId: null });
  expect(calls.map(({ effectId, effect }) => [effectId, effect.type])).toEqual([
    ["AS-1/1/0", "fulfillRequest"],
    ["AS-1/2/0", "approveRequest"],
  ]);
  const events = (await engine.history("AS-1")).map(({ event }) => event.type);
  expect(events).toEqual(["request.pending", "answer.approve", "request.approved"]);
});

test("the history can be read in parts", async () => {
  const { engine } = await open();
  await engine.send("AS-1", purchase("PR-1"));
  await engine.idle();
  const part = await engine.history("AS-1", { after: 1, limit: 1 });
  expect(part.map(({ version }) => version)).toEqual([2]);
});

test("an event of no known shape is refused, says what is wrong, and leaves nothing", async () => {
  const { engine } = await open();
  // @ts-expect-error -- the very thing the promise is about
  const sent = await engine.send("AS-1", { type: "request.pending", request: { id: "secret" } });
  expect(sent).toMatchObject({ version: 0, verdict: { refusal: { code: "invalid_event" } } });
  const message = sent.verdict.type === "refused" ? sent.verdict.refusal.message : "";
  expect(message).toContain("Subscription AS-1 (new, request none)");
  expect(message).toContain("request.type");
  expect(message).not.toContain("secret");
  expect(await engine.get("AS-1")).toBeUndefined();
});

test("a refused command is kept in the history and moves nothing", async () => {
  const { engine } = await open();
  await engine.send("AS-1", purchase("PR-1"));
  await engine.idle();
  const before = await engine.get("AS-1");
  const { verdict, version } = await engine.send("AS-1", { type: "command.suspend" });
  expect(verdict.type).toBe("refused");
  const after = await engine.get("AS-1");
  expect(version).toBe((before?.version ?? 0) + 1);
  expect(after?.snapshot).toEqual(before?.snapshot);
  expect((await engine.history("AS-1")).at(-1)?.verdict).toEqual(verdict);
});

test("a command refused on a subscription nobody knows does not bring it into being", async () => {
  const { engine } = await open();
  const { verdict, version } = await engine.send("typo", { type: "command.cancel" });
  expect([verdict.type, version]).toEqual(["refused", 0]);
  expect((await engine.list()).rows).toEqual([]);
});

test("a fact that contradicts the record is kept and marked as drift", async () => {
  const { engine, log } = await open();
  await engine.send("AS-1", { type: "subscription.adopted", status: "terminated" });
  await engine.send("AS-1", { type: "subscription.adopted", status: "active" });
  const last = (await engine.history("AS-1")).at(-1);
  expect(last).toMatchObject({ version: 2, drift: true });
  expect(log.filter(({ level }) => level === "warn")).toHaveLength(1);
});

test("a fact known already adds nothing to the history", async () => {
  const { engine } = await open({ perform: () => ({ type: "done", events: [] }) });
  await engine.send("AS-1", purchase("PR-1"));
  const again = await engine.send("AS-1", purchase("PR-1"));
  expect(again).toMatchObject({ version: 1, verdict: { type: "unchanged" } });
});

test("the same event under the same idempotency key is answered once, after a restart too", async () => {
  const file = freshFile();
  const first = await open({ file });
  const idempotencyKey = "order-1";
  const sent = await first.engine.send("AS-1", purchase("PR-1"), { idempotencyKey });
  await first.engine.idle();
  const again = await first.engine.send("AS-1", purchase("PR-1"), { idempotencyKey });
  expect(again).toMatchObject({ verdict: sent.verdict, version: 1, repeated: true });
  await first.engine.stop();
  const second = await open({ file });
  const later = await second.engine.send("AS-1", purchase("PR-1"), { idempotencyKey });
  expect(later).toMatchObject({ verdict: sent.verdict, version: 1, repeated: true });
  expect((await second.engine.get("AS-1"))?.version).toBe(3);
});

test("the same idempotency key sent side by side is taken in once", async () => {
  const { engine } = await open({ perform: () => ({ type: "done", events: [] }) });
  const sends = Array.from({ length: 8 }, () =>
    engine.send("AS-1", { type: "command.cancel" }, { idempotencyKey: "c" }),
  );
  await engine.send("AS-1", purchase("PR-1"));
  const repeated = (await Promise.all(sends)).filter((sent) => sent.repeated);
  expect(repeated).toHaveLength(7);
});

test("another event under a used idempotency key is a conflict", async () => {
  const { engine } = await open();
  await engine.send("AS-1", purchase("PR-1"), { idempotencyKey: "order-1" });
  const other = engine.send("AS-1", purchase("PR-2"), { idempotencyKey: "order-1" });
  await expect(other).rejects.toMatchObject({
    code: "idempotency_conflict",
    consequence: "Conflict",
  });
});

test("subscriptions are listed by filter and page", async () => {
  const { engine } = await open();
  await Promise.all(["C", "A", "B"].map((key) => engine.send(key, purchase(`PR-${key}`))));
  await engine.idle();
  const first = await engine.list({ status: ["active"] }, { limit: 2 });
  expect(first.rows.map(({ key }) => key)).toEqual(["A", "B"]);
  const second = await engine.list({ status: ["active"] }, { after: first.next ?? "" });
  expect(second.rows.map(({ key }) => key)).toEqual(["C"]);
});

test("with several adapters a new subscription names its own, and stays with it", async () => {
  const perform: Adapter["perform"] = async () => ({ type: "done", events: [] });
  const adapters = [
    { name: "connect", perform },
    { name: "bridge", perform },
  ];
  const { engine } = await open({ adapters });
  const event = purchase("PR-1");
  await expect(engine.send("AS-1", event)).rejects.toMatchObject({ code: "adapter_required" });
  await expect(engine.send("AS-1", event, { adapter: "other" })).rejects.toMatchObject({
    code: "adapter_unknown",
  });
  await engine.send("AS-1", event, { adapter: "bridge" });
  expect((await engine.get("AS-1"))?.adapter).toBe("bridge");
  await engine.send("AS-1", purchase("PR-2"));
  await expect(engine.send("AS-1", event, { adapter: "connect" })).rejects.toMatchObject({
    code: "adapter_mismatch",
  });
});

test("an engine is used between start and stop only, and says so", async () => {
  const { engine } = build();
  await expect(engine.get("AS-1")).rejects.toMatchObject({ code: "engine_not_started" });
  await engine.start();
  await expect(engine.start()).rejects.toMatchObject({ code: "engine_started" });
  await expect(engine.send("", purchase("PR-1"))).rejects.toMatchObject({ code: "key_invalid" });
  await engine.stop();
  await engine.stop();
  await expect(engine.send("AS-1", purchase("PR-1"))).rejects.toMatchObject({
    code: "engine_stopped",
    consequence: "Defect",
  });
  await expect(engine.start()).rejects.toMatchObject({ code: "engine_started" });
});

test("options that make no sense are told before anything starts", () => {
  expect(() => build({ concurrency: 0 })).toThrow("concurrency");
  const adapter: Adapter = { name: "same", perform: async () => ({ type: "done", events: [] }) };
  expect(() => build({ adapters: [adapter, adapter] })).toThrow("same name");
});
