import type { Webhook } from "../documents/webhook.ts";
import { formatInstant } from "../instants.ts";
import { isObject, type JsonObject } from "../json-reading.ts";
import type { PostResult } from "../validation/webhook-post.ts";

/** How the last call that went well, or badly, went. */
interface LastCall {
  readonly time: string;
  /** The JSON object answered; empty when there was none. */
  readonly response: JsonObject;
  /** Milliseconds. */
  readonly duration: number;
  readonly status: "success" | "failure";
  readonly status_code: number | null;
  readonly errors: string;
}

/** What a webhook shows of its calls. */
export interface DeliveryRecord {
  readonly stats: {
    readonly events: number;
    readonly triggers: number;
    readonly success_triggers: number;
    readonly failure_triggers: number;
    readonly failure_since_last_success: number;
  };
  readonly earliest_possible_trigger: string | null;
  readonly last_event: string | null;
  /** Left out until there was one. */
  readonly last_success?: LastCall;
  readonly last_failure?: LastCall;
}

const NEVER_CALLED: DeliveryRecord = {
  stats: {
    events: 0,
    triggers: 0,
    success_triggers: 0,
    failure_triggers: 0,
    failure_since_last_success: 0,
  },
  earliest_possible_trigger: null,
  last_event: null,
};

/** What is kept of a webhook's calls; everything at nothing for one that was never called. */
export function deliveryOf(webhook: Webhook): DeliveryRecord {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whatever of these fields is there, this folder wrote
  const kept = webhook as Webhook & Partial<DeliveryRecord>;
  const { last_success, last_failure } = kept;
  return {
    stats: kept.stats ?? NEVER_CALLED.stats,
    earliest_possible_trigger: kept.earliest_possible_trigger ?? null,
    last_event: kept.last_event ?? null,
    ...(last_success === undefined ? {} : { last_success }),
    ...(last_failure === undefined ? {} : { last_failure }),
  };
}

/** The record after something happened that the webhook is to be told of. */
export function afterEvents(record: DeliveryRecord, count: number, nowMs: number): DeliveryRecord {
  const stats = { ...record.stats, events: record.stats.events + count };
  return { ...record, stats, last_event: formatInstant(nowMs * 1000) };
}

/** The record after a call; `retryMs` is how long a failed one is to wait. */
export function afterCall(
  record: DeliveryRecord,
  result: PostResult,
  isSuccess: boolean,
  nowMs: number,
  retryMs?: number,
): DeliveryRecord {
  const { stats } = record;
  const call: LastCall = {
    time: formatInstant(nowMs * 1000),
    response: result.kind === "answered" ? objectIn(result.text) : {},
    duration: result.durationMs,
    status: isSuccess ? "success" : "failure",
    status_code: result.kind === "answered" ? result.status : null,
    errors: isSuccess ? "" : errorsOf(result),
  };
  return {
    ...record,
    stats: {
      ...stats,
      triggers: stats.triggers + 1,
      success_triggers: stats.success_triggers + (isSuccess ? 1 : 0),
      failure_triggers: stats.failure_triggers + (isSuccess ? 0 : 1),
      failure_since_last_success: isSuccess ? 0 : stats.failure_since_last_success + 1,
    },
    earliest_possible_trigger:
      isSuccess || retryMs === undefined ? null : formatInstant((nowMs + retryMs) * 1000),
    ...(isSuccess ? { last_success: call } : { last_failure: call }),
  };
}

function errorsOf(result: PostResult): string {
  return result.kind === "answered"
    ? `The webhook answered ${result.status}.`
    : `The webhook ${result.why}.`;
}

function objectIn(text: string): JsonObject {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : {};
  } catch {
    return {};
  }
}
