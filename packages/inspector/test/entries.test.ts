import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

const packageFile: {
  readonly exports: Record<string, unknown>;
  readonly publishConfig: { readonly exports: Record<string, unknown> };
} = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** Every module that an entry leads to, and what else it imports; types are gone when it runs. */
function reachedFrom(entry: URL): { readonly modules: Set<string>; readonly foreign: Set<string> } {
  const modules = new Set<string>();
  const foreign = new Set<string>();
  const visit = (module: URL): void => {
    if (modules.has(module.href)) return;
    modules.add(module.href);
    const source = readFileSync(module, "utf8");
    const imports = source.matchAll(
      /^(?:import|export) (?!type )(?:[^;]*? from )?"(?<from>[^"]+)";/gms,
    );
    for (const { groups } of imports) {
      const from = groups?.["from"] ?? "";
      if (from.startsWith(".")) visit(new URL(from, module));
      else foreign.add(from);
    }
  };
  visit(entry);
  return { modules, foreign };
}

describe.each(["drawing", "session"])("the entry %s, which browsers load", (name) => {
  const { modules, foreign } = reachedFrom(new URL(`../src/${name}/index.ts`, import.meta.url));

  test("needs nothing but this package's own modules, and none of them uses Node", () => {
    expect([...foreign]).toEqual([]);
    expect(modules.size).toBeGreaterThan(8);
    for (const module of modules) {
      expect(readFileSync(new URL(module), "utf8"), module).not.toMatch(
        /\b(?:Buffer|process|require)\b/,
      );
    }
  });

  test("is in the package, also when it is published", () => {
    const compiled = { types: `./dist/${name}/index.d.ts`, default: `./dist/${name}/index.js` };
    expect(packageFile.exports[`./${name}`]).toEqual({
      "@tenure/source": `./src/${name}/index.ts`,
      ...compiled,
    });
    expect(packageFile.publishConfig.exports[`./${name}`]).toEqual(compiled);
  });
});
