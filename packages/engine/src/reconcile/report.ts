import type { RequestFact } from "@tenure/machine";

import { codeOf, messageOf } from "../error-fields.ts";
import type { SubscriptionRecord } from "../ports/subscription-record.ts";
import type { Seen, Unseen } from "./look.ts";
import type { DriftClass, Reconciliation } from "./reconciliation.ts";
import { Unreadable } from "./unreadable.ts";

const ended: ReadonlySet<string> = new Set<RequestFact["type"]>([
  "request.approved",
  "request.failed",
  "request.revoked",
  "request.discarded",
]);

function saidBy(record: SubscriptionRecord | undefined): Reconciliation["record"] {
  if (record === undefined) return undefined;
  const { version, status, requestState, requestId } = record;
  return { version, status, requestState, requestId };
}

function shownBy({ told: { adopted, facts } }: Seen): Reconciliation["platform"] {
  if (adopted === undefined) return undefined;
  const open = facts.flatMap((fact) =>
    "request" in fact && !ended.has(fact.type)
      ? [{ id: fact.request.id, type: fact.request.type, shownAs: fact.type }]
      : [],
  );
  return { status: adopted.status, open };
}

function classOf({ healing }: Seen): DriftClass {
  if (healing === undefined) return "unknownToPlatform";
  if (healing.drift === "stale") return "unreadable";
  return healing.drift === "none" ? "agrees" : healing.drift;
}

/** What went wrong, as the operator is told. */
export function errorOf(error: unknown, otherwise: string): Reconciliation["error"] & object {
  const code = error instanceof Unreadable ? error.code : (codeOf(error) ?? otherwise);
  return { code, message: messageOf(error) };
}

const unhealed = {
  code: "request_unheld",
  message:
    "the platform shows a request in a way the record cannot follow, not even by force; settle the request on the platform",
};

/** What a look found, with nothing applied. */
export function reportOf(key: string, found: Seen | Unseen): Reconciliation {
  const { record } = found;
  const base = { key, adapter: record?.adapter, record: saidBy(record), applied: false };
  if (found.type === "unseen") {
    const error = errorOf(found.error, "truth_failed");
    return { ...base, class: "unreadable", platform: undefined, plan: [], error };
  }
  return {
    ...base,
    class: classOf(found),
    platform: shownBy(found),
    plan: found.healing?.path ?? [],
    ...(found.healing?.heals === false && { error: unhealed }),
  };
}
