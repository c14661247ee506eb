import { describe, expect, test } from "vitest";

import { capabilitiesOf, fulfillmentRequestSchema, productSchema } from "../src/index.ts";
import { productPayload, requestPayload } from "./support/payloads.ts";

describe("payloads", () => {
  test.each([
    ["nobody assigned", requestPayload({ assignee: "" })],
    [
      "somebody assigned",
      requestPayload({ assignee: { id: "UR-1", name: "N", email: "n@example.com" } }),
    ],
    ["no dates", requestPayload({ created: undefined, updated: undefined })],
    ["a planned date of null", requestPayload({ planned_date: null })],
    ["a type of its own", requestPayload({ type: "test" })],
    ["a legacy subscription status", requestPayload({}, { status: "rejected" })],
    ["no subscription status", requestPayload({}, { status: undefined })],
    ["empty tiers", requestPayload({}, { tiers: { customer: {}, tier1: {}, tier2: {} } })],
    ["no lists at all", requestPayload({}, { items: null, params: undefined })],
    [
      "items in every spelling",
      requestPayload(
        {},
        {
          items: [
            { id: "a", quantity: 5, period: null },
            { id: "b", quantity: "unlimited" },
            { id: "c", quantity: "0", renewal: { from: "x" } },
          ],
        },
      ),
    ],
    ["a bare parameter", requestPayload({}, { params: [{ id: "a" }] })],
    ["something new", requestPayload({ newcomer: { deep: [1] } })],
  ])("with %s are read", (_name, payload) => {
    expect(fulfillmentRequestSchema.safeParse(payload).error).toBeUndefined();
  });

  test.each(["id", "type", "status", "asset"])("without %s are rubbish", (key) => {
    expect(fulfillmentRequestSchema.safeParse({ ...requestPayload(), [key]: null }).success).toBe(
      false,
    );
  });

  test("with an id that would not fit into an address are none", () => {
    const request = requestPayload({ id: "PR-9".repeat(5000) });
    expect(fulfillmentRequestSchema.safeParse(request).success).toBe(false);
  });

  test("keep what is not known", () => {
    const read = fulfillmentRequestSchema.parse(requestPayload({ newcomer: 1 }));
    expect(read["newcomer"]).toBe(1);
  });
});

describe("capabilities", () => {
  const of = (capabilities: unknown, configurations?: unknown) =>
    capabilitiesOf(productSchema.parse({ ...productPayload(capabilities), configurations }));

  test.each([null, {}, { subscription: null }, { ppu: null, cart: true }])(
    "of a product that shows %j are off",
    (capabilities) => {
      expect(Object.values(of(capabilities)).flatMap(flags)).not.toContain(true);
    },
  );

  test("are read by the paths of the platform's OpenAPI document", () => {
    const all = of({
      ppu: { schema: "QT" },
      cart: { validation: true },
      inquiring: { validation: true },
      tiers: { configs: { level: 2 } },
      subscription: {
        hold: true,
        change: { validation: true, scheduling: true, simultaneous_adjustment: true },
        ...Object.fromEntries(
          ["purchase", "suspend", "resume", "cancel", "renew"].map((type) => [
            type,
            { scheduling: true },
          ]),
        ),
      },
    });
    expect(all).toEqual({
      administrativeHold: true,
      dynamicValidation: { purchase: true, change: true, inquiring: true },
      scheduling: {
        purchase: true,
        change: true,
        suspend: true,
        resume: true,
        cancel: true,
        renew: true,
      },
      tierConfiguration: true,
      payAsYouGo: true,
      simultaneousAdjustment: true,
      renewalSwitch: false,
      itemDeactivation: false,
    });
  });

  test("fall back on the older mirror only where the key is missing", () => {
    const mirror = { suspend_resume_supported: true, requires_reseller_information: true };
    expect(of({}, mirror)).toMatchObject({ administrativeHold: true, tierConfiguration: true });
    expect(of({ subscription: { hold: false }, tiers: { configs: null } }, mirror)).toMatchObject({
      administrativeHold: false,
      tierConfiguration: false,
    });
  });
});

function flags(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [value];
}
