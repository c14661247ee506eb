import { describe, expect, test } from "vitest";

import { eventually } from "./eventually.ts";
import { consent, furnished, once, rowsIn } from "./served.ts";

describe("commands", () => {
  test("are listed with why what is refused is refused, and the way to where it is not", async () => {
    const { get } = await furnished();
    const { commands } = await get("/subscriptions/AS-1/commands");
    const of = (type: string) => rowsIn(commands).find((one) => one["type"] === type);
    expect(commands).toHaveLength(15);
    expect(of("command.cancel")).toMatchObject({ kind: "command", allowed: true, way: [] });
    expect(of("command.suspend")).toMatchObject({
      allowed: false,
      refusal: { code: "capability_missing", capability: "administrativeHold" },
      capability: { path: "subscription.hold" },
      way: [{ by: "administrator", event: "capabilities.changed" }],
    });
    expect(of("answer.approve")).toMatchObject({ kind: "answer", allowed: false });
    expect(of("operator.retry")).toMatchObject({ kind: "operator", allowed: false });
  });

  test("are taken in once for each Idempotency-Key, however often they are sent", async () => {
    const { post, ask } = await furnished();
    const headers = once();
    const command = { type: "command.cancel", consent };
    const first = await post("/subscriptions/AS-1/commands", command, headers);
    expect(first).toMatchObject({
      status: 200,
      body: {
        version: 4,
        verdict: { type: "moved" },
        repeated: false,
        subscription: { key: "AS-1" },
      },
    });
    const again = await post("/subscriptions/AS-1/commands", command, headers);
    expect(again.body).toMatchObject({ version: 4, repeated: true });
    const quoted = { "idempotency-key": `"${headers["idempotency-key"]}"` };
    expect((await post("/subscriptions/AS-1/commands", command, quoted)).body["repeated"]).toBe(
      true,
    );
    const other = { type: "command.adjust", parameters: {} };
    expect(await post("/subscriptions/AS-1/commands", other, headers)).toMatchObject({
      status: 409,
      body: { code: "idempotency_conflict" },
    });
    const without = await ask("/subscriptions/AS-1/commands", { body: command });
    expect(without.status).toBe(400);
    expect(await without.json()).toMatchObject({ code: "idempotency_key_required" });
  });

  test("are refused as problems that say why, and count as refused when they are sent again", async () => {
    const { post } = await furnished();
    const headers = once();
    const command = { type: "command.suspend", consent };
    for (const _ of [1, 2]) {
      expect(await post("/subscriptions/AS-1/commands", command, headers)).toMatchObject({
        status: 409,
        body: {
          type: "urn:tenure:problem:capability_missing",
          code: "capability_missing",
          refusal: { guard: "holdIsOn" },
          version: 4,
        },
      });
    }
  });

  test("are only taken at the version they are meant for", async () => {
    const { post } = await furnished();
    const command = { type: "command.cancel", consent };
    const at = (match: string) => ({ ...once(), "if-match": match });
    expect(await post("/subscriptions/AS-1/commands", command, at('"2"'))).toMatchObject({
      status: 412,
      body: { code: "version_conflict" },
    });
    expect(await post("/subscriptions/AS-1/commands", command, at("2"))).toMatchObject({
      status: 400,
      body: { code: "request_invalid" },
    });
    expect((await post("/subscriptions/AS-1/commands", command, at('"3"'))).status).toBe(200);
  });

  test("can be asked about and tried before, and nothing is kept of it", async () => {
    const { post, get } = await furnished();
    const suspend = { type: "command.suspend" };
    expect((await post("/subscriptions/AS-1/explanation", suspend)).body).toMatchObject({
      allowed: false,
      capability: { label: "Administrative Hold" },
    });
    const cancel = { type: "command.cancel", consent };
    expect((await post("/subscriptions/AS-1/preview", cancel)).body).toMatchObject({
      verdict: { type: "moved" },
      awaited: "platform",
      effects: ["createRequest"],
    });
    expect((await get("/subscriptions/AS-1"))["version"]).toBe(3);
  });
});

describe("stuck work", () => {
  test("is retried, skipped and answered by an operator, each once", async () => {
    const { post, purchase, engine, get } = await furnished();
    await purchase("AS-stuck-2");
    await purchase("AS-stuck-3");
    await eventually(() => engine.count({ requestState: ["stuck"] })).toBe(3);
    const headers = once();
    expect((await post("/subscriptions/AS-stuck/retry", {}, headers)).body).toMatchObject({
      verdict: { type: "moved" },
      repeated: false,
    });
    expect((await post("/subscriptions/AS-stuck/retry", {}, headers)).body["repeated"]).toBe(true);
    expect((await post("/subscriptions/AS-stuck-2/skip", {})).body).toMatchObject({
      verdict: { type: "moved" },
    });
    const answer = { type: "answer.reject", requestId: "PR-AS-stuck-3", reason: "not today" };
    expect((await post("/subscriptions/AS-stuck-3/answer", answer)).body).toMatchObject({
      verdict: { type: "moved" },
    });
    await eventually(async () => (await get("/subscriptions/AS-stuck-3"))["status"]).toBe(
      "terminated",
    );
    const { entries } = await get("/subscriptions/AS-stuck-3/history?redacted=false");
    expect(entries).toContainEqual(
      expect.objectContaining({
        type: "answer.reject",
        by: { party: "operator", identity: null },
        why: "not today",
      }),
    );
    expect(await post("/subscriptions/AS-1/retry", {})).toMatchObject({
      status: 409,
      body: { code: "not_in_this_state" },
    });
  });
});
