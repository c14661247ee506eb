import { TenureError } from "@tenure/engine";
import { expect, test } from "vitest";

import { codeOf, errorFields } from "../src/error-fields.ts";

test("an error says what follows from it, and keeps what caused it", () => {
  const cause = new RangeError("inner");
  const error = new TenureError("store_busy", "try again", { cause });
  expect(error).toMatchObject({
    name: "TenureError",
    code: "store_busy",
    consequence: "Retryable",
  });
  expect(error.cause).toBe(cause);
});

test("the log learns an error's code, also of what caused it, and no foreign message", () => {
  const refused = Object.assign(new Error("jane@example.com"), { code: "ECONNREFUSED" });
  const error = new TypeError("fetch failed for jane", { cause: refused });
  expect(errorFields(error)).toEqual({ error: "TypeError", code: "ECONNREFUSED" });
  expect(errorFields("thrown text")).toEqual({ error: "string", code: undefined });
  expect(codeOf(new Error("plain"))).toBeUndefined();
  const own = new TenureError("engine_stopped", "create another");
  expect(errorFields(own)).toMatchObject({ code: "engine_stopped", reason: "create another" });
});
