import { readFileSync } from "node:fs";

/** A code as a source file defines it, with what stands about it there. */
export interface DocumentedCode {
  readonly code: string;
  /** The comment above it, in one line; empty where there is none. */
  readonly meaning: string;
}

const root = new URL("../../", import.meta.url);

/** The text of a file of the repository. */
export const sourceOf = (file: string): string => readFileSync(new URL(file, root), "utf8");

const inOneLine = (comment: string): string =>
  comment
    .split("\n")
    .map((line) => line.replace(/^\s*\*?\s*/u, "").trim())
    .join(" ")
    .trim();

/** What stands between the two marks in a file. Throws when they are gone: then this has to follow. */
export function sectionOf(file: string, from: string, to: string): string {
  const text = sourceOf(file);
  const start = text.indexOf(from);
  const end = text.indexOf(to, start + from.length);
  if (start < 0 || end < 0) throw new Error(`${file} has no section from ${from} to ${to}`);
  return text.slice(start + from.length, end);
}

/** Members of a union, or keys of an object, each with its comment, in the order of the source. */
export function documentedCodes(section: string): readonly DocumentedCode[] {
  const member =
    /(?:\/\*\*(?<comment>(?:(?!\*\/).)*)\*\/\s*)?(?:\| "(?<member>[a-z_]+)"|(?:^|\n)\s*(?<key>[a-z_]+): ")/gsu;
  return [...section.matchAll(member)].map(({ groups }) => ({
    code: groups?.["member"] ?? groups?.["key"] ?? "",
    meaning: inOneLine(groups?.["comment"] ?? ""),
  }));
}

/** Kinds that a comment lists as "- `kind`: meaning". */
export function listedKinds(comment: string): readonly DocumentedCode[] {
  return [...comment.matchAll(/- `(?<code>[a-z_]+)`: (?<meaning>[^]*?)(?=\n \* - `|$)/gu)].map(
    ({ groups }) => ({
      code: groups?.["code"] ?? "",
      meaning: inOneLine(groups?.["meaning"] ?? ""),
    }),
  );
}
