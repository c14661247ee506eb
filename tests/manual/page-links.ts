import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { sourceOf } from "./documented-codes.ts";

const withoutCode = (text: string): string =>
  text
    .replaceAll(/^```[^]*?^```$/gmu, "")
    .replaceAll(/`[^`\n]*`/gu, (code) => code.replaceAll("](", "] ("));

/** The anchors GitHub gives to the headings of a page. */
function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of text
    .replaceAll(/^```[^]*?^```$/gmu, "")
    .matchAll(/^#{1,6} (.+)$/gmu)) {
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, "$1");
    const slug = plain
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-");
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** The links of a page, as they are written. */
export function linksOf(page: string): readonly string[] {
  return [...withoutCode(sourceOf(page)).matchAll(/\]\(([^)\s]+)\)/gu)].map(
    ([, link]) => link ?? "",
  );
}

interface Target {
  /** Relative to the root of the repository. */
  readonly file: string;
  /** Empty for the page as a whole. */
  readonly anchor: string;
}

/** Where a link of a page leads; undefined when it leaves the repository. */
export function targetOf(page: string, link: string): Target | undefined {
  if (/^[a-z]+:/u.test(link)) return undefined;
  const { pathname, hash } = new URL(link, new URL(page, "file:///repository/"));
  return { file: decodeURIComponent(pathname).replace("/repository/", ""), anchor: hash.slice(1) };
}

function isThere({ file, anchor }: Target): boolean {
  const path = fileURLToPath(new URL(`../../${file}`, import.meta.url));
  if (!existsSync(path)) return false;
  if (anchor === "") return true;
  return file.endsWith(".md") && statSync(path).isFile() && anchorsOf(sourceOf(file)).has(anchor);
}

/** The links of a page that lead nowhere, of those that stay within the repository. */
export function brokenLinks(page: string): readonly string[] {
  return linksOf(page).filter((link) => {
    const target = targetOf(page, link);
    return target !== undefined && !isThere(target);
  });
}
