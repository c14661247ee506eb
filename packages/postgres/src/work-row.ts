import type { ClaimedEffect, OutstandingEffect, TimerRow } from "@tenure/engine";

import { integer, json, text, textOrNull, word, type Row } from "./column.ts";
import type { DatabaseClock } from "./database-clock.ts";
import { original } from "./packed.ts";

/** The row tells the claims with this one, which is the token. */
export function toClaimed(row: Row, clock: DatabaseClock): ClaimedEffect {
  const token = integer(row, "claims");
  const trace = textOrNull(row, "trace");
  return {
    id: text(row, "id"),
    key: text(row, "key"),
    tenant: original(text(row, "tenant")),
    adapter: original(text(row, "adapter")),
    effect: json(row, "effect"),
    availableAt: clock.toHere(integer(row, "available_at")),
    ...(trace === null ? {} : { trace: original(trace) }),
    claims: token - 1,
    lost: integer(row, "lost"),
    attempts: integer(row, "attempts"),
    token,
  };
}

export function toOutstanding(row: Row, clock: DatabaseClock): OutstandingEffect {
  const error = textOrNull(row, "error");
  const isHeld = textOrNull(row, "owner") !== null;
  return {
    id: text(row, "id"),
    effect: json(row, "effect"),
    availableAt: clock.toHere(integer(row, "available_at")),
    claims: integer(row, "claims"),
    attempts: integer(row, "attempts"),
    ...(isHeld ? { heldUntil: clock.toHere(integer(row, "ready_at")) } : {}),
    ...(error === null ? {} : { error: original(error) }),
  };
}

export function toTimer(row: Row): TimerRow {
  return {
    key: text(row, "key"),
    timer: word(row, "timer"),
    requestId: original(text(row, "request_id")),
    dueAt: integer(row, "due_at"),
  };
}
