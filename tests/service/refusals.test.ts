import { describe, expect, test } from "vitest";

import { house } from "./house.ts";
import { problemIn } from "./problem-in.ts";
import { consent, once } from "./served.ts";

const json = { "content-type": "application/json" };

describe("a question that makes no sense names what is wrong with it", () => {
  test.each([
    ["/subscriptions?limit=0", "query limit"],
    ["/subscriptions?limit=1001", "query limit"],
    ["/subscriptions?limit=many", "query limit"],
    ["/subscriptions?status=gone", "query status.0"],
    ["/subscriptions?awaited=me&awaited=vendor", "query awaited.0"],
    ["/subscriptions?redacted=no", "query redacted"],
    [`/subscriptions?text=${"x".repeat(257)}`, "query text"],
    ["/subscriptions/AS-1/history?order=random", "query order"],
    ["/subscriptions/AS-1/history?after=-1", "query after"],
    ["/subscriptions/AS-1/history?before=0", "query before"],
    ["/subscriptions/AS-1/versions/one", "path version"],
    ["/throughput?step=1000", "query step"],
    ["/throughput?from=0&to=9000000000000", "query step"],
    ["/waiting?over=-5", "query over"],
    ["/charts/bicycle", "path machine"],
    ["/changes?from=yesterday", "query from"],
    ["/changes?after=nonsense", "header last-event-id"],
  ])("%s", async (path, at) => {
    const { ask } = await house();
    const problem = await problemIn(await ask(path));
    expect(problem).toMatchObject({ status: 400, code: "request_invalid" });
    expect(problem.errors?.map((error) => error.at)).toContain(at);
  });

  test.each([
    ["/subscriptions/AS-none", 404, "subscription_unknown"],
    ["/subscriptions/AS-none/history", 404, "subscription_unknown"],
    ["/subscriptions/AS-none/commands", 404, "subscription_unknown"],
    ["/subscriptions/other%3AAS-1", 404, "tenant_unknown"],
    ["/subscriptions/a%3Ab%3Ac", 400, "key_invalid"],
    ["/subscriptions/default%3AAS-1", 400, "key_invalid"],
    ["/subscriptions/AS%00", 400, "key_invalid"],
    ["/subscriptions?tenant=other", 404, "tenant_unknown"],
    [`/subscriptions/${"x".repeat(300)}`, 400, "key_invalid"],
    ["/nowhere", 404, "route_unknown"],
    ["/subscriptions/AS-1/nowhere", 404, "route_unknown"],
  ])("%s is %i %s", async (path, status, code) => {
    const { ask } = await house();
    expect(await problemIn(await ask(path))).toMatchObject({ status, code });
  });

  test("a method a path does not know is told those it knows", async () => {
    const { ask } = await house();
    const response = await ask("/subscriptions", { body: {} });
    expect(response.headers.get("allow")).toBe("GET");
    expect(await problemIn(response)).toMatchObject({ status: 405, code: "method_not_allowed" });
    for (const method of ["OPTIONS", "DELETE", "PUT", "PATCH"]) {
      const other = await ask("/subscriptions", { method, headers: json });
      expect([method, other.status]).toEqual([method, 405]);
      expect(other.headers.get("access-control-allow-origin")).toBeNull();
    }
  });
});

describe("a body that is none is turned away, and nothing is done", () => {
  const path = "/subscriptions/AS-1/commands";

  test.each([
    ["no JSON", "{", 400, "request_invalid"],
    ["nothing", "", 400, "request_invalid"],
    ["a text", '"command.cancel"', 422, "request_invalid"],
    ["a list", "[]", 422, "request_invalid"],
    ["an unknown command", '{"type":"command.explode"}', 422, "request_invalid"],
    [
      "a fact",
      '{"type":"request.approved","request":{"id":"PR-1","type":"purchase"}}',
      422,
      "request_invalid",
    ],
    ["a command that lacks something", '{"type":"command.revoke"}', 422, "request_invalid"],
    ["a wrong moment", '{"type":"command.bill","from":"today","to":"now"}', 422, "request_invalid"],
    ["half a character", '{"type":"command.revoke","reason":"\\ud800"}', 422, "invalid_event"],
    ["a zero character", '{"type":"command.revoke","reason":"\\u0000"}', 422, "invalid_event"],
    [
      "too deep",
      `{"type":"command.adjust","parameters":{"p":${"[".repeat(200)}${"]".repeat(200)}}}`,
      422,
      "invalid_event",
    ],
    [
      "far too deep",
      `{"type":"command.adjust","parameters":{"p":${"[".repeat(20_000)}${"]".repeat(20_000)}}}`,
      422,
      "request_invalid",
    ],
  ])("%s", async (_, body, status, code) => {
    const there = await house();
    await there.purchase("AS-1");
    await there.engine.idle();
    const before = await there.engine.get("AS-1");
    const response = await there.ask(path, { body, headers: once() });
    expect(await problemIn(response)).toMatchObject({ status, code });
    expect(await there.engine.get("AS-1")).toEqual(before);
  });

  test("that has a field nobody knows, which may be a misspelled one", async () => {
    const there = await house();
    await there.purchase("AS-1");
    const body = { type: "command.change", item: [], consent: { ...consent, giveAt: "today" } };
    for (const verb of ["commands", "explanation", "preview"]) {
      const response = await there.ask(`/subscriptions/AS-1/${verb}`, { body, headers: once() });
      const { errors, status } = await problemIn(response);
      expect(status).toBe(422);
      expect(errors?.map(({ at }) => at)).toEqual(["body item", "body consent.giveAt"]);
    }
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "",
    "application/jsonp",
    "text/json",
  ])("sent as %j", async (type) => {
    const { ask } = await house();
    const response = await ask(path, { body: "{}", headers: { ...once(), "content-type": type } });
    expect(await problemIn(response)).toMatchObject({
      status: 415,
      code: "content_type_unsupported",
    });
  });

  test("larger than is allowed, whether it says so or not", async () => {
    const { app, ask, purchase } = await house({ maximumBodyBytes: 2000 });
    await purchase("AS-1");
    const large = JSON.stringify({ type: "command.revoke", reason: "x".repeat(3000) });
    const told = { ...once(), "content-length": String(large.length) };
    for (const headers of [once(), told]) {
      const response = await ask(path, { body: large, headers });
      expect(await problemIn(response)).toMatchObject({ status: 413, code: "body_too_large" });
    }
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode("x".repeat(1000))),
    });
    const response = await app.request(`/api/v1${path}`, {
      method: "POST",
      headers: { ...json, ...once() },
      body: endless,
      duplex: "half",
    });
    expect(await problemIn(response)).toMatchObject({ status: 413 });
    const small = JSON.stringify({ type: "command.adjust", parameters: { p: "x".repeat(100) } });
    expect((await ask(path, { body: small, headers: once() })).status).not.toBe(413);
  });

  test("an Idempotency-Key or a version that is none is told", async () => {
    const { ask, purchase } = await house();
    await purchase("AS-1");
    const body = { type: "command.cancel", consent };
    const given = async (headers: Record<string, string>) =>
      problemIn(await ask(path, { body, headers }));
    expect(await given({ "idempotency-key": "" })).toMatchObject({
      code: "idempotency_key_required",
    });
    expect(await given({ "idempotency-key": '""' })).toMatchObject({
      code: "idempotency_key_required",
    });
    expect(await given({ "idempotency-key": "x".repeat(256) })).toMatchObject({
      status: 400,
      code: "idempotency_key_invalid",
    });
    for (const match of ["x", '"x"', 'W/"1"', '"1", "2"', '"99999999999999999999"']) {
      expect(await given({ ...once(), "if-match": match })).toMatchObject({
        status: 400,
        code: "request_invalid",
      });
    }
  });
});
