import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

import { parameterReadingOf } from "../src/handlers/parameter-reading.ts";
import {
  fulfillmentRequestSchema,
  type ParameterReading,
  type ParameterType,
} from "../src/index.ts";
import { requestPayload } from "./support/payloads.ts";
import { address, params, phone } from "./support/typed-parameters.ts";

const readingOf = (asset: object): ParameterReading =>
  parameterReadingOf(fulfillmentRequestSchema.parse(requestPayload({}, { ...asset })));

describe("a parameter", () => {
  const reading = readingOf({ params });

  test.each<[string, ParameterType, unknown]>([
    ["text", "text", "a"],
    ["email", "email", "a@example.com"],
    ["url", "url", "https://example.com"],
    ["domain", "domain", "example.com"],
    ["subdomain", "subdomain", "a.example.com"],
    ["dropdown", "dropdown", "V-3"],
    ["choice", "choice", "V-1"],
    ["content", "content", "Read this."],
    ["heading", "heading", null],
    ["checkbox", "checkbox", { "V-1": true, "V-2": false, "V-3": false }],
    ["agreed", "checkbox", { checked: true }],
    ["address", "address", address],
    ["address", "text", "1 Quay Bergen NO"],
    ["phone", "phone", phone],
    ["phone", "text", "+47555123"],
    ["object", "object", { seats: [1, { a: null }] }],
    ["object", "text", '{"seats":[1,{"a":null}]}'],
    ["nothing", "phone", undefined],
  ])("%s reads as %s", (id, type, value) => {
    expect(reading.parameterAs("ordering", id, type)).toEqual(value);
  });

  test("of another phase is missing, one that tells none is in both", () => {
    expect(reading.parameterAs("fulfillment", "email", "email")).toBeUndefined();
    expect(reading.parameterAs("ordering", "password", "password")).toBeUndefined();
    expect(reading.parameterAs("fulfillment", "password", "password")).toBe("u#");
    const loose = readingOf({ params: [{ id: "loose", value: 7 }] });
    expect(loose.parameterAs("ordering", "loose", "text")).toBe("7");
    expect(loose.parameterAs("fulfillment", "loose", "text")).toBe("7");
    expect(loose.parameterAs("configuration", "loose", "text")).toBeUndefined();
  });

  test.each(["text", "checkbox", "address", "phone", "object", "url"] as const)(
    "of type %s tells missing from empty",
    (type) => {
      const empty = readingOf({
        params: [
          { id: "bare", type, phase: "ordering" },
          { id: "nulls", type, phase: "ordering", value: null, structured_value: null },
          { id: "blank", type, phase: "ordering", value: "", structured_value: {} },
          { id: "kit", type, phase: "ordering", value: "", structured_value: "" },
        ],
      });
      for (const id of ["bare", "nulls", "blank", "kit"]) {
        expect(empty.parameterAs("ordering", id, type), id).toBeNull();
        expect(empty.structuredParameter("ordering", id), id).toBeUndefined();
        expect(empty.isChecked("ordering", id), id).toBe(false);
      }
      expect(empty.parameterAs("ordering", "absent", type)).toBeUndefined();
      expect(empty.isChecked("ordering", "absent")).toBeUndefined();
    },
  );

  test("that nobody has ticked is not empty", () => {
    const none = readingOf({
      params: [{ id: "boxes", phase: "ordering", structured_value: { a: false, b: "false" } }],
    });
    expect(none.parameterAs("ordering", "boxes", "checkbox")).toEqual({ a: false, b: false });
    expect(none.isChecked("ordering", "boxes")).toBe(false);
  });

  test("with boxes tells whether one of them, or any, is ticked", () => {
    expect(reading.isChecked("ordering", "checkbox")).toBe(true);
    expect(reading.isChecked("ordering", "checkbox", "V-1")).toBe(true);
    expect(reading.isChecked("ordering", "checkbox", "V-2")).toBe(false);
    expect(reading.isChecked("ordering", "checkbox", "V-9")).toBe(false);
    expect(reading.isChecked("ordering", "agreed")).toBe(true);
  });

  test.each<[string, object, ParameterType, unknown]>([
    [
      "a phone that is only text",
      { value: "+47555" },
      "phone",
      { ...phone, country_code: "", area_code: "", phone_number: "+47555" },
    ],
    [
      "an address that is only text",
      { value: "1 Quay" },
      "address",
      { ...address, city: "", postal_code: "", country: "" },
    ],
    ["boxes in text", { value: "V-1, V-2" }, "checkbox", { "V-1": true, "V-2": true }],
    ["a single box in text", { value: "true" }, "checkbox", { checked: true }],
    ["a list of boxes", { structured_value: ["V-1"] }, "checkbox", { "V-1": true }],
    [
      "boxes in words",
      { structured_value: { a: "True", b: 1, c: "no" } },
      "checkbox",
      { a: true, b: true, c: false },
    ],
    ["an object in text", { value: '{"a":1}' }, "object", { a: 1 }],
    ["an object that is no JSON", { value: "{a" }, "object", "{a"],
    [
      "an address without text",
      { structured_value: { city: "Rome", country: "IT" } },
      "text",
      "Rome IT",
    ],
    ["a phone without text", { structured_value: phone }, "text", "+47555123"],
  ])("%s is read all the same", (_name, shape, type, value) => {
    const loose = readingOf({ params: [{ id: "p", phase: "ordering", ...shape }] });
    expect(loose.parameterAs("ordering", "p", type)).toEqual(value);
  });

  test("goes by its name where its id is another", () => {
    const named = readingOf({
      params: [{ id: "PRM-1", name: "email", phase: "ordering", value: "x" }],
    });
    expect(named.parameter("ordering", "email")).toBe("x");
    expect(named.parameter("ordering", "PRM-1")).toBe("x");
  });

  test("of the configuration counts for the marketplace before it counts for the product", () => {
    const shown = (scopes: readonly string[]) =>
      readingOf({
        configuration: { params: scopes.map((scope) => ({ id: "region", scope, value: scope })) },
      });
    for (const scopes of [
      ["product", "marketplace"],
      ["marketplace", "product"],
    ]) {
      expect(shown(scopes).parameter("configuration", "region")).toBe("marketplace");
    }
  });

  const types = [
    "text",
    "dropdown",
    "password",
    "email",
    "checkbox",
    "subdomain",
    "domain",
    "address",
    "phone",
    "object",
    "url",
    "choice",
    "heading",
    "content",
  ] as const;
  property.prop([
    fc.constantFrom(...types),
    fc.constantFrom(...types, "mystery"),
    fc.option(fc.jsonValue(), { nil: undefined }),
    fc.option(fc.jsonValue(), { nil: undefined }),
    fc.jsonValue(),
  ])(
    "of any shape never throws, and gives what its type promises",
    (asked, type, value, structured, constraints) => {
      const any = readingOf({
        params: [
          {
            id: "p",
            type,
            phase: "ordering",
            value,
            structured_value: structured,
            constraints,
            value_choices: constraints,
          },
        ],
      });
      const read = any.parameterAs("ordering", "p", asked);
      expect(read).not.toBeUndefined();
      expect(any.parameter("ordering", "p")).toBeTypeOf("string");
      expect(any.isChecked("ordering", "p")).toBeTypeOf("boolean");
      if (read === null || read === undefined) return;
      if (asked === "checkbox") {
        for (const box of Object.values(read)) expect(box).toBeTypeOf("boolean");
      } else if (asked === "phone") {
        expect(Object.keys(read).toSorted()).toEqual(Object.keys(phone).toSorted());
        for (const part of Object.values(read)) expect(part).toBeTypeOf("string");
      } else if (asked === "address") {
        expect(Object.keys(read).toSorted()).toEqual(Object.keys(address).toSorted());
        for (const part of Object.values(read)) expect(part).toBeTypeOf("string");
      } else if (asked !== "object") {
        expect(read).toBeTypeOf("string");
      }
    },
  );
});
