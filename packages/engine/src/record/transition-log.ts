import {
  lifecycleOf,
  requestStateOf,
  type Snapshot,
  type SubscriptionEvent,
} from "@tenure/machine";
import type { Decision } from "@tenure/machine";

import type { Logger } from "../ports/logger.ts";

/** One event and what it did, as far as the log may know it. */
export interface Transition {
  readonly key: string;
  readonly version: number;
  readonly event: SubscriptionEvent;
  readonly before: Snapshot;
  readonly decision: Decision;
}

/**
 * Writes one line per event: moved as info, refused and drift as warning, getting stuck as error,
 * nothing new as debug. Names states and types only: values belong to the customer.
 */
export function logTransition(logger: Logger, transition: Transition): void {
  const { key, version, event, before, decision } = transition;
  const { verdict, snapshot } = decision;
  const requestState = requestStateOf(snapshot);
  const fields = {
    key,
    version,
    event: event.type,
    from: lifecycleOf(before),
    to: lifecycleOf(snapshot),
    requestState,
    verdict: verdict.type,
    ...(verdict.type === "refused" && { code: verdict.refusal.code }),
  };
  if (requestState === "stuck" && requestStateOf(before) !== "stuck") {
    logger.error(fields, "request stuck: an operator has to retry, skip or answer it");
  } else if (decision.drift) {
    logger.warn(fields, "platform contradicts the record");
  } else if (verdict.type === "refused") {
    logger.warn(fields, "event refused");
  } else if (verdict.type === "unchanged") {
    logger.debug({ ...fields, reason: verdict.reason }, "event changes nothing");
  } else {
    logger.info(fields, "subscription moved");
  }
}
