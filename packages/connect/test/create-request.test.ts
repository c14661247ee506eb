import { type AdapterEffect, decide } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { benchOf, snapshotAfter, subscriptionKey } from "./support/effect-call.ts";
import { type Answer, loopback } from "./support/loopback.ts";
import { requestPayload } from "./support/payloads.ts";

const effect: AdapterEffect = {
  type: "createRequest",
  requestType: "change",
  items: [
    { id: "A", quantity: "7", status: "active" },
    { id: "B", quantity: "3", status: "removed" },
    { id: "C", quantity: "unlimited", status: "active" },
  ],
  parameters: { color: "red", phone: { area: "1" } },
};

const snapshot = snapshotAfter(
  { type: "subscription.adopted", status: "active" },
  { type: "request.approved", request: { id: "PR-1000-2000-3000-001", type: "purchase" } },
  { type: "request.pending", request: { id: "PR-1000-2000-3000-002", type: "change" } },
  { type: "request.approved", request: { id: "PR-1000-2000-3000-002", type: "change" } },
);

const row = (number: string, type: string, status: string) =>
  requestPayload({ id: `PR-1000-2000-3000-${number}`, type, status });

const history = [row("001", "purchase", "approved"), row("002", "change", "approved")];

function platform(rows: readonly unknown[], creation: Answer) {
  const shown = [...rows];
  return loopback(({ method, path }) => {
    if (method === "POST") {
      shown.push(row("003", "change", "pending"));
      return creation;
    }
    return path.startsWith("/assets/")
      ? { json: shown }
      : { json: row("009", "change", "pending") };
  });
}

const opened = (number: string, type = "request.pending") => ({
  type: "done",
  events: [{ type, request: { id: `PR-1000-2000-3000-${number}` } }],
});

describe("opening a request", () => {
  test("asks for what was wanted and reports what the platform opened", async () => {
    const server = await platform(history, { status: 201, json: row("003", "change", "pending") });
    expect(await benchOf(server).perform(effect, { snapshot })).toMatchObject(opened("003"));
    expect(server.calls.map((call) => call.body)).toEqual([
      {
        type: "change",
        asset: {
          id: subscriptionKey,
          items: [
            { id: "A", quantity: 7 },
            { id: "B", quantity: 0 },
            { id: "C", quantity: -1 },
          ],
          params: [
            { id: "color", value: "red" },
            { id: "phone", structured_value: { area: "1" } },
          ],
        },
      },
    ]);
  });

  test("opens one request when the answer is lost", async () => {
    const server = await platform(history, "reset");
    expect(await benchOf(server).perform(effect, { snapshot })).toMatchObject(opened("003"));
    expect(server.count("POST /requests")).toBe(1);
  });

  test.each([
    ["is open", "pending", "request.pending"],
    ["was approved meanwhile", "approved", "request.approved"],
  ])("finds the one an earlier attempt opened, which %s", async (_name, status, type) => {
    const server = await platform([...history, row("003", "change", status)], "reset");
    const outcome = await benchOf(server).perform(effect, {
      snapshot,
      attempt: 2,
      uncertain: true,
    });
    expect(outcome).toMatchObject(opened("003", type));
    expect(server.count("POST /requests")).toBe(0);
  });

  test.each(["approved", "failed", "revoked"])(
    "that has %s by the time it is found leaves the subscription free for another",
    async (status) => {
      const server = await platform([...history, row("003", "change", status)], "reset");
      const consent = { identity: "somebody", text: "yes", givenAt: "2026-01-01T00:00:00.000Z" };
      const { snapshot: ordering } = decide(snapshot, { type: "command.change", consent });
      const outcome = await benchOf(server).perform(effect, {
        snapshot: ordering,
        attempt: 2,
        uncertain: true,
      });
      const events = outcome.type === "done" ? outcome.events : [];
      const after = events.reduce((at, event) => decide(at, event).snapshot, ordering);
      expect(after.value.request).toEqual({ none: "idle" });
      expect(decide(after, { type: "command.cancel", consent }).verdict.type).toBe("moved");
    },
  );

  test("does not take an older request, or one of another type, for its own", async () => {
    const rows = [...history, row("003", "cancel", "pending")];
    const server = await platform(rows, { status: 201, json: row("004", "change", "pending") });
    const outcome = await benchOf(server).perform(effect, {
      snapshot,
      attempt: 2,
      uncertain: true,
    });
    expect(outcome).toMatchObject(opened("004"));
  });

  test("takes the request that stands in the way as the answer", async () => {
    const server = await platform(history, {
      status: 409,
      json: {
        error_code: "REQ_000",
        errors: ["In progress."],
        params: { request_id: "PR-1000-2000-3000-009", request_status: "pending" },
      },
    });
    expect(await benchOf(server).perform(effect, { snapshot })).toMatchObject(opened("009"));
  });

  test("is refused in the platform's words when the state does not allow it", async () => {
    const text = "Request type change is not allowed when asset state is suspended";
    const server = await platform(history, {
      status: 409,
      json: { errors: [text], params: { asset_status: "suspended" } },
    });
    const outcome = await benchOf(server).perform(effect, { snapshot });
    expect(outcome).toMatchObject({ type: "refused", error: { code: "conflict" } });
    expect(JSON.stringify(outcome)).toContain(text);
  });

  test("is refused for good when the key may not open it, and blames nobody who works", async () => {
    const server = await platform(history, { status: 403, json: { errors: ["Not allowed."] } });
    const outcome = await benchOf(server).perform(effect, { snapshot });
    expect(outcome).toMatchObject({ type: "refused", error: { code: "unauthorized" } });
    expect(JSON.stringify(outcome)).toContain("Not allowed.");
  });

  test("is tried again when the key is not accepted at all", async () => {
    const server = await platform(history, { status: 401, json: { errors: ["Who?"] } });
    const outcome = await benchOf(server).perform(effect, { snapshot });
    expect(outcome).toMatchObject({ type: "retry", blame: "platform" });
  });
});
