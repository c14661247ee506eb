import { test } from "@fast-check/vitest";
import * as fc from "fast-check";
import { describe, expect } from "vitest";

import { nodesWithin } from "../src/chart-graph.ts";
import { readDefinition } from "../src/index.ts";

const refusalOf = (definition: unknown, options?: Parameters<typeof readDefinition>[1]) => {
  const read = readDefinition(definition, options);
  return read.type === "refused" ? read.refusal : undefined;
};

const deep = (levels: number): string =>
  `${`{"initial":"a","states":{"a":`.repeat(levels)}{}${"}}".repeat(levels)}`;

const wide = (states: number) => ({
  initial: "s0",
  states: Object.fromEntries(Array.from({ length: states }, (_, index) => [`s${index}`, {}])),
});

/** What parts of definitions are called, and parts of objects. */
const names =
  "states on always after invoke initial type target id tags guard guards actions entry exit onDone src params a b 100 history route description __proto__ constructor toString".split(
    " ",
  );

/** Values a definition may be made of, some of them under the names that definitions use. */
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 9 },
    fc.constantFrom<unknown>("a", "#a", ".a", "", "[Object]", "parallel", "history", "deep"),
    fc.constantFrom<unknown>(null, undefined, 0, 1.5, true, Number.NaN, 10n, Symbol("s"), () => 1),
    { weight: 6, arbitrary: tie("fields") },
    fc.array(tie("value"), { maxLength: 3 }),
  ),
  fields: fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 6 }),
}));

describe("a definition nobody should have sent", () => {
  test.prop([anything.value], { numRuns: 3000 })(
    "is read or refused, and never throws",
    (definition) => {
      const read = readDefinition(definition);
      if (read.type === "refused") expect(read.refusal.message).not.toBe("");
      else {
        const ids = nodesWithin(read.graph.root).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(JSON.parse(JSON.stringify(read.graph))).toEqual(read.graph);
      }
    },
    60_000,
  );

  test.prop([fc.string({ unit: "binary" })])("is refused when it is no JSON", (text) => {
    fc.pre(!text.trim().startsWith("{"));
    expect(refusalOf(text)).toMatchObject({ code: "definition_invalid" });
  });

  test("is refused when it has too many states, whatever their depth", () => {
    expect(refusalOf(wide(5000))).toMatchObject({ code: "definition_too_large" });
    expect(refusalOf(wide(900))).toBeUndefined();
    expect(refusalOf(wide(900), { maximumStates: 100 })?.message).toContain("maximumStates");
    expect(refusalOf(deep(24))).toBeUndefined();
    expect(refusalOf(deep(25))).toMatchObject({ code: "definition_too_large" });
    expect(refusalOf(deep(50_000))).toMatchObject({ code: "definition_too_large" });
  });

  test("is refused when it has too many transitions, or targets", () => {
    const on = Object.fromEntries(Array.from({ length: 6000 }, (_, index) => [`E${index}`, ".a"]));
    const targets = Array.from({ length: 6000 }, () => ".a");
    expect(refusalOf({ states: { a: {} }, on })).toMatchObject({ code: "definition_too_large" });
    expect(refusalOf({ states: { a: {} }, on: { GO: { target: targets } } })).toMatchObject({
      code: "definition_too_large",
    });
  });

  test("is refused before it is parsed when its text is too long", () => {
    expect(refusalOf("x".repeat(2_000_001))).toMatchObject({ code: "definition_too_large" });
  });

  test("that leads back into itself ends", () => {
    const states: Record<string, unknown> = {};
    const guards: unknown[] = [];
    guards.push(...Array.from({ length: 20 }, () => ({ type: "and", guards })));
    states["a"] = { states };
    expect(refusalOf({ states })).toMatchObject({ code: "definition_too_large" });
    const params: Record<string, unknown> = {};
    params["again"] = params;
    const on = { GO: [{ guard: { type: "and", guards } }, { guard: { type: "is", params } }] };
    const read = readDefinition({ initial: "a", states: { a: { on } } });
    expect(read.type).toBe("read");
  });

  test("whose fields throw is refused", () => {
    const definition = {
      get states(): never {
        throw new Error("not for you");
      },
    };
    expect(refusalOf(definition)?.message).not.toContain("not for you");
    expect(refusalOf(definition)).toMatchObject({ code: "definition_invalid" });
  });

  test("with names of prototypes changes nothing but the chart", () => {
    const read = readDefinition(
      `{"initial":"__proto__","states":{"__proto__":{"id":"constructor","polluted":true,"on":{"__proto__":"toString"}},"toString":{"on":{"GO":"#constructor"}}}}`,
    );
    if (read.type === "refused") throw new Error(read.refusal.message);
    expect(read.graph.root.children.map(({ id }) => id)).toEqual(["__proto__", "toString"]);
    expect(read.graph.edges.map(({ id }) => id)).toEqual([
      "__proto__ -> toString",
      "toString -> __proto__",
    ]);
    expect("polluted" in {}).toBe(false);
  });

  test("with names as long as books keeps them short", () => {
    const name = "n".repeat(100_000);
    const read = readDefinition({
      id: name,
      initial: name,
      states: { [name]: { description: name, on: { [name]: { guard: name, actions: name } } } },
    });
    expect(JSON.stringify(read).length).toBeLessThan(4000);
  });
});
