import {
  lifecycleOf,
  requestStateOf,
  subscriptionEventSchema,
  type Refusal,
  type Snapshot,
  type SubscriptionEvent,
} from "@tenure/machine";

function typeOf(event: unknown): string {
  const named = typeof event === "object" && event !== null && "type" in event;
  return named && typeof event.type === "string" ? event.type : "without a type";
}

/** An event in its full shape, or what is wrong with it, without the values it holds. */
export function parseEvent(
  event: unknown,
): { readonly event: SubscriptionEvent } | { readonly problem: string } {
  const parsed = subscriptionEventSchema.safeParse(event);
  if (parsed.success) return { event: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join(".")}: ${message}`,
  );
  return { problem: `Event ${typeOf(event)} is not of any known shape. ${problems.join("; ")}.` };
}

/** The refusal of an event that has no known shape. */
export function refuseInvalid(key: string, snapshot: Snapshot, problem: string): Refusal {
  const state = `${lifecycleOf(snapshot)}, request ${requestStateOf(snapshot)}`;
  const message = `Subscription ${key} (${state}): ${problem} Correct the event and send it again.`;
  return { code: "invalid_event", message };
}
