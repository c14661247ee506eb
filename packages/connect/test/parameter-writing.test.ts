import { fc, test as property } from "@fast-check/vitest";
import type { Json } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { parameterChanges } from "../src/effects/parameter-changes.ts";
import { approve, fulfillmentRequestSchema } from "../src/index.ts";
import { answered } from "./support/answered.ts";
import { loopback } from "./support/loopback.ts";
import { requestPayload } from "./support/payloads.ts";
import { movingRequest } from "./support/platform-stub.ts";
import { movingTier } from "./tiers/moving-tier.ts";

const choices = ["a", "b", "c"].map((value) => ({ label: value.toUpperCase(), value }));
const emptyPhone = { country_code: "", area_code: "", phone_number: "", extension: "" };
const emptyAddress = {
  address_line1: "",
  address_line2: "",
  city: "",
  state: "",
  postal_code: "",
  country: "",
};

const cases: readonly (readonly [string, object, Json, object])[] = [
  ["a text", { type: "text" }, "x", { value: "x" }],
  ["a number", { type: "text" }, 5, { value: "5" }],
  ["a truth in a text", { type: "text" }, true, { value: "true" }],
  ["an object in a text", { type: "text" }, { a: 1 }, { value: '{"a":1}' }],
  ["a list in a dropdown", { type: "dropdown" }, ["a"], { value: '["a"]' }],
  ["a choice", { type: "choice" }, "V-1", { value: "V-1" }],
  ["nothing, in a text", { type: "text", value: "x" }, null, { value: "" }],
  [
    "boxes",
    { type: "checkbox", value_choices: choices },
    { a: true },
    { structured_value: { a: true, b: false, c: false } },
  ],
  [
    "one more box",
    { type: "checkbox", value_choices: choices, structured_value: { a: true, b: false, c: false } },
    { b: true },
    { structured_value: { a: true, b: true, c: false } },
  ],
  [
    "a list of boxes",
    { type: "checkbox", constraints: { meta: { choices } }, structured_value: { a: true } },
    ["b", "c"],
    { structured_value: { a: false, b: true, c: true } },
  ],
  [
    "one box by its name",
    { type: "checkbox", constraints: { choices } },
    "b",
    { structured_value: { a: false, b: true, c: false } },
  ],
  ["the only box", { type: "checkbox" }, true, { structured_value: { checked: true } }],
  [
    "the only box, by the name it has",
    { type: "checkbox", structured_value: { agreed: false } },
    true,
    { structured_value: { agreed: true } },
  ],
  [
    "a phone",
    { type: "phone" },
    { country_code: "+47", phone_number: "1" },
    { structured_value: { ...emptyPhone, country_code: "+47", phone_number: "1" } },
  ],
  ["a phone in one piece", { type: "phone" }, "+471", { value: "+471" }],
  [
    "an address",
    { type: "address" },
    { city: "Rome" },
    { structured_value: { ...emptyAddress, city: "Rome" } },
  ],
  ["an object", { type: "object" }, { a: [1] }, { structured_value: { a: [1] } }],
  ["an object in JSON", { type: "object" }, '{"a":[1]}', { structured_value: { a: [1] } }],
  [
    "nothing, in an object",
    { type: "object", structured_value: { a: 1 } },
    null,
    { value: "", structured_value: null },
  ],
  ["a structure of no known type", {}, { a: 1 }, { structured_value: { a: 1 } }],
];

describe("a value", () => {
  test.each(cases)(
    "that is %s is written in the form its type has",
    async (_name, shape, value, written) => {
      const p = { id: "p", phase: "fulfillment", value: "", ...shape };
      const request = await loopback(movingRequest({ from: "pending", asset: { params: [p] } }));
      await answered(request, approve({ parameters: { p: value }, template: "TL-1" }));
      const put = request.calls.find(({ method }) => method === "PUT");
      expect(put?.body).toEqual({ asset: { params: [{ id: "p", ...written }] } });

      const tier = await loopback(movingTier({ change: { params: [p] } }));
      await answered(tier, approve({ parameters: { p: value }, template: "TL-1" }), "tier");
      const tierPut = tier.calls.find(({ method }) => method === "PUT");
      expect(tierPut?.body).toEqual({ params: [{ id: "p", ...written }] });
    },
  );

  // What goes by this name is no part of any JSON that was read.
  const json = (fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>).filter(
    (value) => !JSON.stringify(value).includes("__proto__"),
  );
  const type = fc.constantFrom(
    "text",
    "checkbox",
    "phone",
    "address",
    "object",
    "dropdown",
    "heading",
    undefined,
  );
  property.prop([type, json, json, json])(
    "that is written is not written again, whatever was there before",
    (kind, before, structured, wanted) => {
      const p = { id: "p", type: kind, value: before, structured_value: structured };
      const { asset } = fulfillmentRequestSchema.parse(requestPayload({}, { params: [p] }));
      const first = parameterChanges(asset.params, { p: wanted });
      expect(first.length).toBeLessThanOrEqual(1);
      const after = fulfillmentRequestSchema.parse(
        requestPayload({}, { params: [{ ...p, ...first[0] }] }),
      );
      expect(parameterChanges(after.asset.params, { p: wanted })).toEqual([]);
    },
  );
});
