import { describe, expect, test } from "vitest";

import { approve, type HandlerCall, hold, type TierHandlerCall } from "../src/index.ts";
import { benchOf, requestId } from "./support/effect-call.ts";
import { loopback } from "./support/loopback.ts";
import { movingRequest } from "./support/platform-stub.ts";
import { address, params, phone } from "./support/typed-parameters.ts";
import { movingTier, tierBenchOf, tierRequestId } from "./tiers/moving-tier.ts";

describe("an item's parameters", () => {
  const items = [
    {
      id: "PRD_1_0001",
      global_id: "PRD-1-0001",
      mpn: "MPN-1",
      quantity: "1",
      params: [
        { id: "sku", type: "text", phase: "configuration", scope: "item", value: "18" },
        { id: "region", scope: "item", value: "all" },
        { id: "region", scope: "item_marketplace", value: "north" },
        {
          id: "box",
          type: "checkbox",
          scope: "item",
          value: null,
          structured_value: { checked: true },
        },
        "rubbish",
        { value: "without an id" },
      ],
    },
    { id: "PRD_1_0002", quantity: "1", params: "rubbish" },
  ];

  async function callOf(): Promise<HandlerCall> {
    let given: HandlerCall | undefined;
    const server = await loopback(movingRequest({ from: "pending", asset: { items, params } }));
    await benchOf(server, {
      purchase: (call) => {
        given = call;
        return approve();
      },
    }).perform({ type: "fulfillRequest", requestId, requestType: "purchase", occasion: "opened" });
    if (given === undefined) throw new Error("not called");
    return given;
  }

  test("are read by the item's id, global id or part number, or by the item itself", async () => {
    const call = await callOf();
    const [item] = call.request.asset.items;
    if (item === undefined) throw new Error("no item");
    for (const which of ["PRD_1_0001", "PRD-1-0001", "MPN-1", item]) {
      const read = call.itemParameters(which);
      expect(read.parameter("sku")).toBe("18");
      expect(read.parameter("region")).toBe("north");
      expect(read.parameterAs("box", "checkbox")).toEqual({ checked: true });
      expect(read.isChecked("box")).toBe(true);
      expect(read.structuredParameter("box")).toEqual({ checked: true });
      expect(read.parameter("absent")).toBeUndefined();
    }
  });

  test("of an item that is not there, or has rubbish, are missing", async () => {
    const call = await callOf();
    for (const which of ["PRD_1_0002", "PRD-9"]) {
      expect(call.itemParameters(which).parameter("sku")).toBeUndefined();
      expect(call.itemParameters(which).isChecked("sku")).toBeUndefined();
    }
  });

  test("stand beside the request's own, which the handler reads as before", async () => {
    const call = await callOf();
    expect(call.parameterAs("ordering", "phone", "phone")).toEqual(phone);
    expect(call.parameter("ordering", "email")).toBe("a@example.com");
  });
});

describe("a tier handler", () => {
  test("reads a reseller's parameters by type, and those of the configuration", async () => {
    let given: TierHandlerCall | undefined;
    const server = await loopback(
      movingTier({
        change: { params: params.map((one) => ({ ...one, scope: "tier1" })) },
        configuration: {
          configuration: { params: [{ id: "api", type: "url", value: "https://x" }] },
        },
      }),
    );
    await tierBenchOf(server, {
      handlers: {
        otherwise: hold,
        setup: (call) => {
          given = call;
          return approve();
        },
      },
    }).perform({
      type: "fulfillRequest",
      requestId: tierRequestId,
      requestType: "setup",
      occasion: "opened",
    });
    expect(given?.parameterAs("ordering", "address", "address")).toEqual(address);
    expect(given?.parameterAs("fulfillment", "password", "password")).toBe("u#");
    expect(given?.parameterAs("configuration", "api", "url")).toBe("https://x");
    expect(given?.isChecked("ordering", "agreed")).toBe(true);
    expect(given?.parameterAs("ordering", "absent", "text")).toBeUndefined();
  });
});
