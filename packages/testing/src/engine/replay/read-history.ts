import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { exportedHistory } from "./exported-history.ts";
import { HistoryFileError } from "./history-file-error.ts";
import { historyInLines, looksLikeLines, type LinesOptions } from "./history-lines.ts";
import type { RecordedHistory } from "./recorded-history.ts";

/** A path, a `file:` URL, or what such a file holds, parsed: a document, or an array of lines. */
export type HistorySource = string | URL | object;

const parsedContent = "The history given";

async function read(path: string | URL, source: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new HistoryFileError("file_unreadable", source, problem, { cause: error });
  }
}

function notJson(source: string, line: number, cause: unknown): HistoryFileError {
  const problem = `it is no JSON, from line ${line} on. It may have been cut off; export it again.`;
  return new HistoryFileError("not_json", source, problem, { cause });
}

/** The lines of a text as JSON each; undefined when the first of them is none by itself. */
function parseLines(text: string, source: string): readonly unknown[] | undefined {
  const values: unknown[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      values.push(JSON.parse(line));
    } catch (error) {
      if (values.length === 0) return undefined;
      throw notJson(source, index + 1, error);
    }
  }
  return values;
}

function parse(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const values = parseLines(text, source);
    if (values === undefined) throw notJson(source, 1, error);
    return values;
  }
}

function nameOf(source: HistorySource): string {
  if (typeof source === "string") return source;
  return source instanceof URL ? fileURLToPath(source) : parsedContent;
}

/** Reads what is given, as JSON, and the name it has in what is said of it. */
export async function readContent(
  given: HistorySource,
): Promise<{ readonly source: string; readonly value: unknown }> {
  const source = nameOf(given);
  if (typeof given === "object" && !(given instanceof URL)) return { source, value: given };
  const text = (await read(given, source)).replace(/^\uFEFF/u, "");
  if (text.trim() !== "") return { source, value: parse(text, source) };
  throw new HistoryFileError("empty", source, "it is empty. Export the history again.");
}

/** Reads a recorded history, and checks that it is one and whole. */
export async function readHistory(
  given: HistorySource,
  options: LinesOptions = {},
): Promise<RecordedHistory> {
  const { source, value } = await readContent(given);
  if (Array.isArray(value) && value.length === 0) {
    throw new HistoryFileError("empty", source, "it has no line, so nothing can be compared.");
  }
  if (!looksLikeLines(value)) return exportedHistory(value, source);
  return historyInLines(Array.isArray(value) ? value : [value], source, options);
}
