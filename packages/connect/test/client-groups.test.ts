import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

import { describe, expect, test } from "vitest";

const source = join(import.meta.dirname, "../src");

/** The relative imports of a file that are there when it runs; types are gone by then. */
function importsOf(text: string): readonly string[] {
  return [
    ...text.matchAll(/^(?:import|export)\s+(?!type\b)([^;]*?)\sfrom\s+"(\.[^"]+)";/gmu),
  ].flatMap(([, names = "", path = ""]) => {
    const values = names
      .replaceAll(/[{}]/gu, "")
      .split(",")
      .filter((name) => name.trim() !== "" && !name.trim().startsWith("type "));
    return values.length === 0 ? [] : [path];
  });
}

/** All files of the package that a file brings with it, itself included. */
async function reachOf(start: string): Promise<ReadonlySet<string>> {
  const reached = new Set<string>();
  const left = [join(source, start)];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    const name = relative(source, file);
    if (reached.has(name)) continue;
    reached.add(name);
    const text = await readFile(file, "utf8");
    for (const path of importsOf(text)) left.push(join(dirname(file), path));
  }
  return reached;
}

const client = await readFile(join(source, "client/connect-client.ts"), "utf8");
const groups = importsOf(client).map((path) => join("client", path));
const core = await reachOf("client/connect-caller.ts");

describe("a group of calls", () => {
  test("is one of many", () => {
    expect(groups.length).toBeGreaterThan(20);
  });

  test.each(groups)("brings no other group with it: %s", async (group) => {
    const reach = await reachOf(group);
    const others = groups.filter((other) => other !== group && !core.has(other));
    expect(others.filter((other) => reach.has(other))).toEqual([]);
    expect(
      [...reach].filter((file) => !/^(?:client\/|wire\/|rql|limited-text)/u.test(file)),
    ).toEqual([]);
  });

  test("can be told from the rest by a bundler", async () => {
    const manifest: unknown = JSON.parse(await readFile(join(source, "../package.json"), "utf8"));
    expect(manifest).toMatchObject({ sideEffects: false, type: "module" });
  });
});
