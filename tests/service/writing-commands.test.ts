import { describe, expect, test } from "vitest";

import { startTenure } from "../run-tenure.ts";
import { run, stored } from "./command-run.ts";

describe("the statechart from a terminal", () => {
  test("is written as Mermaid, as a picture, as a table and as data", async () => {
    const [mermaid, svg, table, json] = await Promise.all(
      ["mermaid", "svg", "table", "json"].map((format) => run(["graph", "--format", format])),
    );
    expect(mermaid?.output).toMatch(/^stateDiagram-v2\n/u);
    expect(svg?.output).toMatch(/^<svg[^>]*>[^]*<\/svg>\s*$/u);
    expect(table?.output).toMatch(/^\|.*\|.*\|$/mu);
    const [graph] = json?.documents ?? [];
    expect(graph).toMatchObject({ root: { name: "subscription" } });
    for (const ran of [mermaid, svg, table, json]) expect(ran?.code).toBe(0);
    expect((await run(["graph", "--format", "gif"])).code).toBe(2);
  });
});

describe("colors", () => {
  test("are written where they are wanted, and not where NO_COLOR is set or a program reads", async () => {
    const file = await stored();
    const written = async (env: Readonly<Record<string, string>>, ...more: string[]) => {
      const { ended, output } = startTenure(["list", "--store", file, ...more], { env });
      expect(await ended, output()).toBe(0);
      return output().includes("\u001B[");
    };
    // An empty one is as good as none: https://no-color.org
    const wanted = { NO_COLOR: "", FORCE_COLOR: "1" };
    const found = await Promise.all([
      written(wanted),
      written(wanted, "--json"),
      written({ NO_COLOR: "1" }),
      written({ NO_COLOR: "" }),
    ]);
    expect(found).toEqual([true, false, false, false]);
  });
});
