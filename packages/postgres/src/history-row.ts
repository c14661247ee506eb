import type { HistoryEntry } from "@tenure/engine";

import { flag, integer, json, text, type Row } from "./column.ts";
import { original } from "./packed.ts";

export function toEntry(row: Row): HistoryEntry {
  return {
    key: text(row, "key"),
    version: integer(row, "version"),
    at: integer(row, "at"),
    event: json(row, "event"),
    verdict: json(row, "verdict"),
    effects: json(row, "effects"),
    drift: flag(row, "drift"),
    previousHash: original(text(row, "previous_hash")),
    hash: original(text(row, "hash")),
  };
}
