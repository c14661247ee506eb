import { readFileSync } from "node:fs";

import { transitionTable } from "@tenure/machine";
import { beforeAll, describe, expect, test } from "vitest";

import { renderDocuments, type RenderedDocument, toTransitionTable } from "../src/index.ts";

const onDisk = (file: string): string =>
  readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");

/** Pictures take a while on a machine that has much else to do. */
const timeout = 300_000;

describe("the documents", () => {
  let documents: readonly RenderedDocument[];
  beforeAll(async () => {
    documents = await renderDocuments();
  }, timeout);

  test("in the repository are those of the machine as it is; if not, run `pnpm graph`", () => {
    expect(documents.map(({ file }) => file)).toEqual([
      "docs/statechart.svg",
      "docs/statechart.mmd",
      "docs/transitions.md",
      "docs/tier-configuration.svg",
      "docs/tier-configuration.mmd",
      "docs/tier-configuration.md",
    ]);
    for (const { file, text } of documents) expect(onDisk(file) === text, file).toBe(true);
  });

  test(
    "are the same every time",
    async () => {
      expect(await renderDocuments()).toEqual(documents);
    },
    timeout,
  );
});

describe("the table of transitions", () => {
  const rows = transitionTable();
  const lines = toTransitionTable(rows)
    .split("\n")
    .filter((line) => /^\| (?!From|-)/.test(line));

  test("has a line for each transition, in their order", () => {
    expect(lines).toHaveLength(rows.length);
    for (const [index, { event, guard, effects }] of rows.entries()) {
      expect(lines[index]).toContain(event === "" ? "always" : `\`${event}\``);
      for (const name of [...effects, ...(guard === null ? [] : [guard])])
        expect(lines[index]).toContain(`\`${name}\``);
    }
  });

  test("keeps a bar in a name inside its cell", () => {
    const [row] = rows;
    const odd = toTransitionTable([
      { ...row, region: "request", from: "a|b", event: "e", guard: null, to: null, effects: [] },
    ]);
    expect(odd).toContain("| `a\\|b` |");
    expect(odd).toContain("| stays |");
  });

  test("of no transitions is empty", () => {
    expect(toTransitionTable([])).toBe("");
  });
});
