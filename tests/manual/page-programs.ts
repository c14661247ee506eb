import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
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
    name: /^\/\/ (?<name>[\w.-]+\.ts)\n/u.exec(text)?.groups?.["name"] ?? `block-${index + 1}.ts`,
    text,
  }));
}

/** The folder of a page's programs: that of `docs/tutorials/embed.md` is `tutorials/embed`. */
const folderOf = (page: string): string => relative("docs", page).replace(/\.md$/u, "");

/** One file cannot be two programs: the first of them would be checked by nobody. */
function write(folder: string, { name, text }: Program): void {
  writeFileSync(join(folder, name), text, { flag: "wx" });
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
    const folder = join(path, folderOf(page));
    mkdirSync(folder, { recursive: true });
    for (const program of programsOf(page)) write(folder, program);
    return folder;
  });
}
