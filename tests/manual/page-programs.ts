import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

import { sourceOf } from "./documented-codes.ts";

/** A TypeScript block of a page, and the file it becomes. */
interface Program {
  readonly name: string;
  readonly text: string;
}

/** The TypeScript blocks of a page. One that begins with a comment such as `// service.ts` is that file. */
export function programsOf(page: string): readonly Program[] {
  return [...sourceOf(page).matchAll(/^```ts\n([^]*?)^```$/gmu)].map(([, text = ""], index) => ({
    name: /^\/\/ (?<name>[\w-]+\.ts)\n/u.exec(text)?.groups?.["name"] ?? `block-${index + 1}.ts`,
    text,
  }));
}

/** A folder below this package, where programs find the packages they import. It is removed when the test ends. */
export function manualFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(fileURLToPath(new URL("../.readme-", import.meta.url)));
  writeFileSync(join(path, "package.json"), '{ "type": "module" }');
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes the programs of pages, each page into a folder of its own, and gives the folders. */
export function writePrograms(path: string, pages: readonly string[]): readonly string[] {
  return pages.map((page) => {
    const folder = join(path, basename(page, ".md"));
    mkdirSync(folder);
    for (const { name, text } of programsOf(page)) writeFileSync(join(folder, name), text);
    return folder;
  });
}
