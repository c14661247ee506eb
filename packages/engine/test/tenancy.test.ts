import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";

import { keyOf, splitKey, Tenancy } from "../src/tenancy.ts";
import { TenureError } from "../src/tenure-error.ts";

const tenancy = new Tenancy(["acme", "b-2"]);

function codeOf(key: unknown): string | undefined {
  try {
    tenancy.check(key as string);
    return undefined;
  } catch (error) {
    return error instanceof TenureError ? error.code : "something else";
  }
}

test.prop([fc.constantFrom("default", "acme", "b-2"), fc.stringMatching(/^[A-Za-z0-9/-]{1,40}$/u)])(
  "a key of a tenant that is served is taken apart as it was put together",
  (tenant, id) => {
    const key = keyOf(tenant, id);
    expect(tenancy.check(key)).toEqual({ tenant, id });
    expect(splitKey(key)).toEqual({ tenant, id });
  },
);

test.prop([fc.oneof(fc.string({ unit: "binary" }), fc.anything())])(
  "whatever is given as a key is taken, or told by its code",
  (key) => {
    expect([undefined, "key_invalid", "tenant_unknown"]).toContain(codeOf(key));
  },
);

it.for([
  ["", "key_invalid"],
  ["acme:", "key_invalid"],
  ["acme:a:b", "key_invalid"],
  ["default:AS-1", "key_invalid"],
  ["a".repeat(257), "key_invalid"],
  ["AS\u0000", "key_invalid"],
  ["AS\n1", "key_invalid"],
  ["\uD800", "key_invalid"],
  [":AS-1", "tenant_unknown"],
  ["other:AS-1", "tenant_unknown"],
  ["__proto__:AS-1", "tenant_unknown"],
] as const)("the key %j is told as %s", ([key, code]) => {
  expect(codeOf(key)).toBe(code);
});

it.for(["Acme", "", "-a", "a:b", "a".repeat(64), "*"])("%j is no tenant's name", (name) => {
  expect(() => new Tenancy([name])).toThrow(expect.objectContaining({ code: "options_invalid" }));
});
