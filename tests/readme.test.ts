import { existsSync, readFileSync } from "node:fs";

import { subscriptionMachine } from "@tenure/machine";
import { describe, expect, test } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

function block(language: string, containing: string): string {
  const blocks = [...readme.matchAll(/```(\w+)\n(.*?)```/gsu)];
  const found = blocks.find(([, name, text]) => name === language && text?.includes(containing));
  return found?.[2] ?? "";
}

describe("the README", () => {
  test("draws exactly the transitions of status that the chart has", () => {
    const drawn = [...block("mermaid", "stateDiagram").matchAll(/^ {2}(\w+) --> (\w+):/gmu)].map(
      ([, from, to]) => `${from} --> ${to}`,
    );
    const nodes = Object.values(
      subscriptionMachine.getStateNodeById("subscription.lifecycle").states,
    );
    const charted = nodes
      .filter(({ key }) => key !== "new")
      .flatMap((node) =>
        [...node.transitions.values()]
          .flat()
          .flatMap(({ target }) => (target ?? []).map((to) => `${node.key} --> ${to.key}`)),
      );
    expect(new Set(drawn)).toEqual(new Set(charted));
    expect(drawn).toHaveLength(new Set(charted).size);
  });

  test("links only to files that are there", () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/gu)].map(([, link]) => link ?? "");
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) {
      expect(existsSync(new URL(`../${link}`, import.meta.url)), link).toBe(true);
    }
  });
});
