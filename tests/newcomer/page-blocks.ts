import { sourceOf } from "../manual/documented-codes.ts";

/** What a page has its reader do or see, in the order of the page. */
export interface PageBlock {
  /** `shell`: to be typed; `file`: to be written; `output`: to be seen; `drawing`: to be looked at. */
  readonly kind: "shell" | "file" | "output" | "drawing";
  readonly text: string;
  /** Of a file, as its first line gives it. */
  readonly name: string;
}

const kinds: Readonly<Record<string, PageBlock["kind"]>> = {
  "": "shell",
  ts: "file",
  text: "output",
  mermaid: "drawing",
};

/** All blocks of a page. Throws for one that tells its reader neither what it is nor what it is called. */
export function blocksOf(page: string): readonly PageBlock[] {
  return [...sourceOf(page).matchAll(/^```(\w*)\n([^]*?)^```$/gmu)].map(
    ([, language = "", text = ""]) => {
      const kind = kinds[language];
      if (kind === undefined) throw new Error(`${page} has a block of the kind ${language}`);
      const name = /^\/\/ (?<name>[\w.-]+\.ts)\n/u.exec(text)?.groups?.["name"] ?? "";
      if (kind === "file" && name === "") throw new Error(`${page} has a file without a name`);
      return { kind, text, name };
    },
  );
}

/** What is typed one after the other: lines, and those that go on behind a backslash. */
export const commandsOf = (text: string): readonly string[] =>
  text.split(/(?<!\\)\n/u).filter((line) => line.trim() !== "");

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, "\\$&");

/** An output as a page shows it: `…` stands for what differs from one reader to the next, spaces for some. */
export function expectedOutput(text: string): RegExp {
  const lines = text.trimEnd().split("\n");
  const patterns = lines.map((line) =>
    line
      .trim()
      .split(/(…|\s+)/u)
      .map((part) => (part === "…" ? ".*" : /^\s+$/u.test(part) ? " +" : escaped(part)))
      .join(""),
  );
  return new RegExp(`^${patterns.join(" *\\n")} *$`, "mu");
}
