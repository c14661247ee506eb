import { requestStateOf, type Snapshot } from "@tenure/machine";

/**
 * What tells two snapshots apart while exploring: the state value, and of the context what guards read.
 *
 * - Of the request in progress: its type, and in `stuck` where the platform shows it and what failed.
 *   Its id matters only as known or unknown; its moment only as older or not than the event's, and
 *   every fact taken in bears one of two moments.
 * - `canceledFrom` only while terminating, where alone it is read.
 * - Whether a request has ended, so that facts about an ended one can be tried, and how late the last
 *   end was, so that an overtaken one can: while none is in progress, and beside a change or an update. What such a
 *   fact does cannot depend on the type of the request in progress.
 * - `ordered` is told by the state value (`none.ordering`).
 * - Of waiting requests the first; snapshots with more than one are met but not explored further. How
 *   it is taken up depends on the status and on it, not on the request before it, so that request is
 *   left out then.
 *
 * Left out: capabilities, which can change at any time and then change nothing else (asserted), so that
 * every state is tried under every combination of them; renewal and items, which guards only compare
 * with the event's; parameters, answers, failures and occasions, which no guard reads.
 */
export function abstraction({ value, context }: Snapshot): string {
  const { request, canceledFrom, ended, latestEndAt, waiting } = context;
  const [next] = waiting;
  const tellsEnded =
    next === undefined && (request === null || ["change", "update"].includes(request.type));
  return JSON.stringify([
    value.lifecycle,
    value.lifecycle === "terminating" ? canceledFrom : null,
    next === undefined
      ? [value.request, request?.type, request?.stuck && [request.shownAs, request.stuck.effect]]
      : [waiting.length, next.shownAs, next.request.type],
    tellsEnded ? [ended.length > 0, latestEndAt] : null,
  ]);
}

/** Whether what is reachable from here is explored, too. */
export function isWithinBounds({ context }: Snapshot): boolean {
  return context.waiting.length <= 1;
}

/** The request region's state, and inside pending or none what it is at. */
export function requestPath(snapshot: Snapshot): string {
  const { request } = snapshot.value;
  if (typeof request === "string") return request;
  return `${requestStateOf(snapshot)}.${Object.values(request).join(".")}`;
}
