import { fc, test as property } from "@fast-check/vitest";
import { beforeEach, describe, expect, test } from "vitest";

import type { LoadReport } from "../src/index.ts";
import { inTurn } from "./in-turn.ts";
import { stage, type Stage } from "./parties.ts";
import { current } from "./payloads.ts";

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

describe("loading what people keep in files", () => {
  test("leaves out what has an id that would not fit into an address", () => {
    const { loaded, skipped } = load(current({ id: "PR-9".repeat(5000) }));
    expect(loaded).toEqual([]);
    expect(skipped[0]?.reason).toContain("An id of more than");
  });

  test("leaves everything else out and says what it is", () => {
    const { loaded, skipped } = load(
      { id: "PRD-400-000-001", name: "Storage", capabilities: {} },
      { id: "AS-4000-0000-0001", status: "active", items: [] },
      { id: "TL-1-1-1", name: "Template", body: "# Hi", type: "fulfillment" },
      { id: "TCR-1-1-1-001", type: "setup", status: "pending", configuration: { id: "TC-1-1-1" } },
      { id: "1560505247", type: "setup", status: "pending", configuration: { account: {} } },
      { id: "BRP-1-1", type: "provider", asset: { id: "AS-1" }, items: [] },
      "text",
      null,
      [[current()]],
      { id: "PR-1-1-1-001", asset: { id: "AS-1" } },
      { id: "PR-1-1-1-001", type: "purchase", status: "pending" },
      current({ status: "deploying" }),
    );
    expect(loaded).toEqual([]);
    expect(skipped.map(({ source, reason }) => `${source}: ${reason}`)).toEqual([
      "a: It is a product or an item of one, not a fulfillment request.",
      "b: It is a subscription by itself, not a fulfillment request.",
      "c: It is a template, not a fulfillment request.",
      "d: It is a tier configuration request, not a fulfillment request.",
      "e: It is a tier configuration request, not a fulfillment request.",
      "f: It is a billing request, not a fulfillment request.",
      "g: It is not a JSON object.",
      "h: It is not a JSON object.",
      "i[0]: It is not a JSON object.",
      "j: It has no type, so it is not a fulfillment request.",
      "k: It has no asset, so it is not a fulfillment request.",
      'l: Its status "deploying" is not known.',
    ]);
  });

  const messy = fc.record(
    {
      id: fc.oneof(
        fc.constantFrom("PR-1-1-1-001", "PR-1-1-1-002", "x", ""),
        fc.integer(),
        fc.jsonValue(),
      ),
      type: fc.oneof(
        fc.constantFrom("purchase", "change", "cancel", "resume", "odd"),
        fc.jsonValue(),
      ),
      status: fc.oneof(
        fc.constantFrom(
          "draft",
          "pending",
          "inquiring",
          "scheduled",
          "revoking",
          "tiers_setup",
          "approved",
          "failed",
        ),
        fc.jsonValue(),
      ),
      created: fc.jsonValue(),
      template: fc.jsonValue(),
      assignee: fc.jsonValue(),
      asset: fc.record(
        {
          id: fc.oneof(fc.constantFrom("AS-1-1-1", "AS-2-2-2"), fc.jsonValue()),
          status: fc.jsonValue(),
          product: fc.oneof(fc.constant({ id: "PRD-1-1-1" }), fc.jsonValue()),
          connection: fc.jsonValue(),
          items: fc.oneof(
            fc.array(
              fc.record({ id: fc.jsonValue(), quantity: fc.jsonValue() }, { requiredKeys: [] }),
              { maxLength: 3 },
            ),
            fc.jsonValue(),
          ),
          params: fc.oneof(
            fc.array(
              fc.record({
                id: fc.constantFrom("a", "b"),
                value: fc.jsonValue(),
                constraints: fc.jsonValue(),
              }),
              {
                maxLength: 3,
              },
            ),
            fc.jsonValue(),
          ),
          tiers: fc.jsonValue(),
          events: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  );

  property.prop([fc.array(messy, { maxLength: 6 })], { numRuns: 400 })(
    "copes with anything: each piece is loaded or left out, and the platform works on",
    async (pieces) => {
      const { simulator, vendor } = stage();
      const { loaded, skipped } = simulator.load([{ source: "all", body: pieces }]);
      expect(loaded.length + skipped.length).toBe(pieces.length);
      await inTurn([{}, ...pieces], async () => {
        const { status, list } = await vendor.get("/requests?select(asset.product.capabilities)");
        expect(status).toBe(200);
        const open = list.filter((one) => !["approved", "failed", "revoked"].includes(one.status));
        expect(new Set(open.map((one) => one.asset.id)).size).toBe(open.length);
        await inTurn(open, async ({ id }) => {
          const answer = await vendor.post(`/requests/${encodeURIComponent(id)}/fail`, {
            reason: "no",
          });
          expect([200, 400]).toContain(answer.status);
        });
      });
      expect((await vendor.get("/assets?select(pending_request)")).status).toBe(200);
    },
    60_000,
  );
});
