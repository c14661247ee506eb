import { decide } from "./decide.ts";
import type { SubscriptionEventInput, SubscriptionEventType } from "./events.ts";
import type { Snapshot } from "./snapshot.ts";

const consent = { identity: "somebody", text: "consent", givenAt: "2000-01-01T00:00:00.000Z" };

/** One event of each kind somebody may ask for, with what the kind needs at least. */
function samples({ context }: Snapshot): readonly SubscriptionEventInput[] {
  const requestId = context.request?.id ?? "none";
  const by = "operator";
  const moment = "2000-01-01T00:00:00.000Z";
  const renewal = context.renewal === "automatic" ? "manual" : "automatic";
  return [
    { type: "command.change", consent },
    { type: "command.adjust", parameters: {} },
    { type: "command.suspend", consent },
    { type: "command.resume", consent },
    { type: "command.cancel", consent },
    { type: "command.revoke", reason: "asked", consent },
    { type: "command.setRenewal", renewal, consent },
    { type: "command.bill", from: moment, to: moment },
    { type: "answer.approve", requestId, by },
    { type: "answer.reject", requestId, by, reason: "asked" },
    { type: "answer.inquire", requestId, by, parameters: { parameter: "asked" } },
    { type: "answer.schedule", requestId, by, plannedDate: moment },
    { type: "answer.postpone", requestId, by, delay: 0 },
    { type: "operator.retry" },
    { type: "operator.skip" },
  ];
}

/**
 * What can be asked for at present, by event type, in a fixed order: commands (consent given), answers by an
 * operator, and the operator's own events. For buttons. Whether the contents of an event are in order,
 * only `decide` can say. Whether the platform lets those who ask for it is not known here: it may refuse a
 * command that it gives to others, as CloudBlue Connect does to most vendors' keys that ask for what the
 * customer's side opens.
 */
export function available(snapshot: Snapshot): readonly SubscriptionEventType[] {
  return samples(snapshot)
    .filter((event) => decide(snapshot, event).verdict.type === "moved")
    .map(({ type }) => type);
}
