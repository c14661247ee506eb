import type { Found, SubscriptionRecord } from "@tenure/engine";

import { integer, json, text, textOrNull, word, type Row } from "./column.ts";
import { original } from "./packed.ts";

function originalOrNull(value: string | null): string | null {
  return value === null ? null : original(value);
}

export function toRecord(row: Row): SubscriptionRecord {
  return {
    key: text(row, "key"),
    tenant: original(text(row, "tenant")),
    adapter: original(text(row, "adapter")),
    product: originalOrNull(textOrNull(row, "product")),
    version: integer(row, "version"),
    snapshot: json(row, "snapshot"),
    status: word(row, "status"),
    requestState: word(row, "request_state"),
    requestId: originalOrNull(textOrNull(row, "request_id")),
    requestType: originalOrNull(textOrNull(row, "request_type")),
    awaited: word(row, "awaited"),
    hash: original(text(row, "hash")),
    createdAt: integer(row, "created_at"),
    updatedAt: integer(row, "updated_at"),
    stateSince: integer(row, "state_since"),
  };
}

/** What was found for one lookup, whose keys are not repeated in the row. */
export function toFound(row: Row, key: string, idempotencyKey: string | undefined): Found {
  const record = row["key"] === null ? {} : { record: toRecord(row) };
  if (idempotencyKey === undefined || row["answer_at"] === null) return record;
  return {
    ...record,
    inbox: {
      key,
      idempotencyKey,
      eventHash: original(text(row, "answer_hash")),
      verdict: json(row, "answer_verdict"),
      version: integer(row, "answer_version"),
      at: integer(row, "answer_at"),
    },
  };
}
