import { readFileSync } from "node:fs";

import { InvalidArgumentError } from "commander";

/** Reads a value as JSON: as it stands, from a file as `@file`, or from the standard input as `-`. */
export function jsonValue(text: string): unknown {
  try {
    if (text === "-") return JSON.parse(readFileSync(0, "utf8"));
    return JSON.parse(text.startsWith("@") ? readFileSync(text.slice(1), "utf8") : text);
  } catch (error) {
    throw new InvalidArgumentError(
      `Expected JSON, @file or - for the standard input: ${error instanceof Error ? error.message : ""}`,
    );
  }
}
