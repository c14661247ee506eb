import { beforeEach, describe, expect, test } from "vitest";

import type { LoadReport } from "../src/index.ts";
import { stage, type Stage } from "./parties.ts";
import { current, legacy } from "./payloads.ts";

let world: Stage;

beforeEach(() => {
  world = stage();
});

/** Loads each body as a file of its own, named a, b, c, … */
function load(...bodies: readonly unknown[]): LoadReport {
  return world.simulator.load(
    bodies.map((body, index) => ({ source: String.fromCodePoint(97 + index), body })),
  );
}

const seen = async (id: string) => (await world.vendor.get(`/requests/${id}`)).body;

describe("loading several requests", () => {
  test("requests of one subscription open one after the other, in the order of the files", async () => {
    const { loaded } = load([
      current(),
      current({ id: "PR-4000-0000-0001-002", type: "change" }),
      current({ id: "PR-4000-0000-0001-003", type: "cancel" }),
    ]);
    expect(loaded.map(({ source }) => source)).toEqual(["a[0]", "a[1]", "a[2]"]);
    expect(loaded[2]?.notes.join()).toContain("Waits until PR-4000-0000-0001-002");
    expect((await world.vendor.get("/requests")).list.map(({ id }) => id)).toEqual([
      "PR-4000-0000-0001-001",
    ]);
    expect((await seen("PR-4000-0000-0001-002")).status).toBeUndefined();
    const fail = async (id: string) =>
      (await world.vendor.post(`/requests/${id}/fail`, { reason: "no" })).body;
    expect((await fail("PR-4000-0000-0001-001")).asset.status).toBe("terminated");
    expect((await seen("PR-4000-0000-0001-002")).asset.status).toBe("active");
    await fail("PR-4000-0000-0001-002");
    expect((await seen("PR-4000-0000-0001-003")).asset.status).toBe("terminating");
    expect((await fail("PR-4000-0000-0001-003")).asset.status).toBe("active");
  });

  test("requests of one subscription from several files take the turns its lifecycle lets them", async () => {
    const { loaded } = load(
      current({ id: "PR-4000-0000-0001-004", type: "cancel" }),
      current({ id: "PR-4000-0000-0001-003", type: "resume" }),
      current({ id: "PR-4000-0000-0001-005", type: "teleport" }),
      current({ id: "PR-4000-0000-0001-002", type: "suspend" }),
      current({ id: "PR-4000-0000-0001-001", type: "purchase" }),
    );
    expect(loaded.map(({ type }) => type)).toEqual([
      "purchase",
      "suspend",
      "resume",
      "cancel",
      "teleport",
    ]);
    expect((await seen("PR-4000-0000-0001-001")).status).toBe("pending");
  });

  test("the same id again is a duplicate, with another type it gets the next free number", () => {
    const report = load(
      current(),
      current(),
      current({ type: "change" }),
      current({ type: "suspend" }),
      legacy(),
      legacy({ type: "test" }),
    );
    expect(report.loaded.map(({ requestId }) => requestId)).toEqual([
      "PR-4000-0000-0001-001",
      "PR-4000-0000-0001-002",
      "PR-4000-0000-0001-003",
      "PR-5000-0000-FAIL",
      "PR-500-000-000-9-001",
    ]);
    expect(report.loaded[1]?.notes[0]).toBe(
      "The id PR-4000-0000-0001-001 belongs to a purchase request: loaded as PR-4000-0000-0001-002.",
    );
    expect(report.skipped).toEqual([
      { source: "b", reason: "Duplicate: request PR-4000-0000-0001-001 is loaded already." },
    ]);
  });

  test("ended requests are history; they do not disturb one in progress", async () => {
    load(current(), current({ id: "PR-4000-0000-0001-009", type: "cancel", status: "approved" }));
    expect((await seen("PR-4000-0000-0001-001")).asset.status).toBe("processing");
    expect((await seen("PR-4000-0000-0001-009")).status).toBe("approved");
  });

  test("numbers new requests after the loaded ones", async () => {
    load(current({ id: "PR-4000-0000-0001-007", status: "approved" }, { status: "active" }));
    const { body } = await world.distributor.post("/requests", {
      type: "cancel",
      asset: { id: "AS-4000-0000-0001" },
    });
    expect(body.id).toBe("PR-4000-0000-0001-008");
    expect(body).toMatchObject({ previous_approved_request: { id: "PR-4000-0000-0001-007" } });
  });
});
