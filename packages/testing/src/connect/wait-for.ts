import type { HandlerAnswer } from "@tenure/connect";

import type { BuyersRequest } from "./buyer.ts";

const second = 1000;
/** Nobody waits longer for a request. */
const longest = 60 * 86_400 * second;

function timeOf(text: string | null | undefined): number {
  // oxlint-disable-next-line no-restricted-globals -- reads a text, not the clock
  return Date.parse(text ?? "");
}

/** How long it is sensible to wait for an open request, in milliseconds. */
export function waitFor(
  request: BuyersRequest,
  answer: HandlerAnswer | undefined,
  now: number,
): number {
  const planned = timeOf(request.planned_date) - now;
  if (request.status === "scheduled" && planned > 0) return Math.min(longest, planned + second);
  if (request.status === "pending" && answer?.type === "postpone") {
    return Math.min(longest, answer.milliseconds + second);
  }
  return 5 * second;
}
