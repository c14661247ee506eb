import {
  lifecycleOf,
  requestStateOf,
  subscriptionEventSchema,
  type Refusal,
  type Snapshot,
  type SubscriptionEvent,
} from "@tenure/machine";

import { jsonProblem } from "./json-problem.ts";

/** So many of the things that are wrong are told, each in so many characters. */
const problemsTold = 5;
const longestProblem = 160;
const longestType = 64;

type Parsed = { readonly event: SubscriptionEvent } | { readonly problem: string };

function typeOf(event: unknown): string {
  const named = typeof event === "object" && event !== null && "type" in event;
  if (!named || typeof event.type !== "string") return "without a type";
  return JSON.stringify(event.type.slice(0, longestType)).slice(1, -1);
}

/** The schema's word on an event that is JSON. */
function parseJson(event: unknown): Parsed {
  const parsed = subscriptionEventSchema.safeParse(event);
  if (parsed.success) return { event: parsed.data };
  const problems = parsed.error.issues
    .slice(0, problemsTold)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`))
    .map((problem) => problem.slice(0, longestProblem));
  return { problem: `Event ${typeOf(event)} is not of any known shape. ${problems.join("; ")}.` };
}

/**
 * An event in its full shape, or what is wrong with it, without the values it holds. Total: nothing
 * that is given makes it throw.
 *
 * @param maximumBytes of the event as JSON
 */
export function parseEvent(event: unknown, maximumBytes: number): Parsed {
  const problem = jsonProblem(event, maximumBytes);
  return problem === undefined ? parseJson(event) : { problem: `The event ${problem}.` };
}

/** The refusal of an event that has no known shape. */
export function refuseInvalid(key: string, snapshot: Snapshot, problem: string): Refusal {
  const state = `${lifecycleOf(snapshot)}, request ${requestStateOf(snapshot)}`;
  const message = `Subscription ${key} (${state}): ${problem} Correct the event and send it again.`;
  return { code: "invalid_event", message };
}
