import { expect } from "vitest";

import { runHere, type Ran } from "../run-here.ts";
import { sourceOf } from "./documented-codes.ts";

/** The `tenure` commands of a page's blocks, as they are written. */
export function commandsOf(page: string): readonly string[] {
  const blocks = [...sourceOf(page).matchAll(/^```(\w*)\n([^]*?)^```$/gmu)];
  return blocks.flatMap(([, language, text = ""]) =>
    language === "" ? text.split("\n").filter((line) => line.startsWith("tenure ")) : [],
  );
}

/** The words of a command line as a shell sees them, up to where its output is led. */
function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/'(?<one>[^']*)'|"(?<two>[^"]*)"|(?<bare>\S+)/gu)].map(
    ({ groups }) => groups?.["one"] ?? groups?.["two"] ?? groups?.["bare"] ?? "",
  );
  return words.slice(1, words.includes(">") ? words.indexOf(">") : undefined);
}

/** What a documented command is run with, and what comes of it. */
export interface Tried {
  /** In place of `AS-…`. */
  readonly key?: string;
  readonly says: RegExp;
  /** Default 0. */
  readonly code?: number;
}

interface Surroundings {
  readonly env: Readonly<Record<string, string>>;
  /** What a name in the command stands for here: a file, for example. */
  readonly named?: Readonly<Record<string, string>>;
}

/** Runs a command as it is documented, and looks at what it says. */
export async function tryCommand(
  line: string,
  { key = "", says, code = 0 }: Tried,
  { env, named = {} }: Surroundings,
): Promise<Ran> {
  const words = wordsOf(line).map((word) => (word === "AS-…" ? key : (named[word] ?? word)));
  const ran = await runHere(words, { DATABASE_URL: "", ...env });
  expect(ran.output, line).toMatch(says);
  expect(ran.code, `${line}\n${ran.output}`).toBe(code);
  return ran;
}
