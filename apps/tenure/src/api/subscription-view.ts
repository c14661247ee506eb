import type { z } from "@hono/zod-openapi";
import { redact, splitKey, type SubscriptionRecord } from "@tenure/engine";
import {
  awaitedOf,
  lifecycleOf,
  machineOf,
  pendingStateOf,
  requestStateOf,
  type Snapshot,
} from "@tenure/machine";

import { shownError } from "./shown-error.ts";
import type { failureSchema, placeSchema, SubscriptionView } from "./subscription-schemas.ts";

type Failure = z.infer<typeof failureSchema>;
type Fields = Readonly<Record<string, unknown>>;

/** Values as they are, or without those that may be personal. */
export function shown(fields: Fields, redacted: boolean): Record<string, unknown> {
  return { ...(redacted ? redact(fields) : fields) };
}

function statesIn(value: unknown, above: string): readonly string[] {
  const prefix = above === "" ? "" : `${above}.`;
  if (typeof value === "string") return [`${prefix}${value}`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    [`${prefix}${name}`].concat(statesIn(inner, `${prefix}${name}`)),
  );
}

/** Where a snapshot is, in the words of the chart. */
export function placeOf(snapshot: Snapshot): z.infer<typeof placeSchema> {
  return {
    status: lifecycleOf(snapshot),
    requestState: requestStateOf(snapshot),
    pendingState: pendingStateOf(snapshot) ?? null,
    awaited: awaitedOf(snapshot),
    active: statesIn(snapshot.value, ""),
  };
}

function failureOf(
  failure: Snapshot["context"]["failure"] | undefined,
  redacted: boolean,
): Failure | null {
  if (failure === null || failure === undefined) return null;
  const { effect, attempts, error } = failure;
  return { effect, attempts, ...(redacted ? shownError(error) : error) };
}

/** A subscription as a row of a table. */
export function subscriptionView(
  record: SubscriptionRecord,
  { redacted }: { readonly redacted: boolean },
): SubscriptionView {
  const { key, tenant, adapter, product, version, requestId, requestType, snapshot } = record;
  const { createdAt, updatedAt, stateSince } = record;
  return {
    key,
    tenant,
    id: splitKey(key).id,
    adapter,
    product,
    machine: machineOf(snapshot),
    version,
    ...placeOf(snapshot),
    requestId,
    requestType,
    createdAt,
    updatedAt,
    stateSince,
    stuck: failureOf(snapshot.context.request?.stuck, redacted),
    failure: failureOf(snapshot.context.failure, redacted),
  };
}
