import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { keepable, readOutcome } from "../src/dispatch/read-outcome.ts";
import type { EffectOutcome } from "../src/ports/adapter.ts";

const outcomeLike = fc.record(
  {
    type: fc.constantFrom("done", "retry", "refused", "other"),
    events: fc.anything(),
    blame: fc.oneof(fc.constantFrom("effect", "platform", "nobody"), fc.anything()),
    after: fc.oneof(fc.double(), fc.anything()),
    error: fc.oneof(
      fc.record({ code: fc.string({ unit: "binary" }), message: fc.string({ unit: "binary" }) }),
      fc.anything(),
    ),
  },
  { requiredKeys: [] },
);

test.prop([fc.oneof(outcomeLike, fc.anything())])(
  "whatever an adapter answers is read as an outcome that can be kept",
  (given) => {
    const outcome = readOutcome(given as EffectOutcome | undefined);
    if (outcome.type === "done") {
      expect(Array.isArray(outcome.events)).toBe(true);
      return;
    }
    const { code, message } = outcome.error;
    expect(code).not.toBe("");
    expect(`${code}${message}`.isWellFormed()).toBe(true);
    expect(`${code}${message}`).not.toContain("\u0000");
    if (outcome.type !== "retry") return;
    expect(["effect", "platform", "nobody"]).toContain(outcome.blame);
    if (outcome.after !== undefined) expect(Number.isFinite(outcome.after)).toBe(true);
  },
);

test("a long message is cut, and not in the middle of a character", () => {
  expect(keepable(`${"a".repeat(1999)}😀`)).toBe(`${"a".repeat(1999)}\uFFFD`);
});
