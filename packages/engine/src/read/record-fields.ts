import { awaitedOf, lifecycleOf, requestStateOf } from "@tenure/machine";

import type { SubscriptionRecord } from "../ports/subscription-record.ts";
import { splitKey } from "../tenancy.ts";

/** Whether the fields beside a record's key and snapshot say what these do. */
export function isReadOff(record: SubscriptionRecord): boolean {
  const { key, tenant, snapshot } = record;
  const { request } = snapshot.context;
  return (
    tenant === splitKey(key).tenant &&
    record.status === lifecycleOf(snapshot) &&
    record.requestState === requestStateOf(snapshot) &&
    record.requestId === (request?.id ?? null) &&
    record.requestType === (request?.type ?? null) &&
    record.awaited === awaitedOf(snapshot) &&
    record.product === (snapshot.context.product ?? null)
  );
}
