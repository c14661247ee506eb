import type { Command, Snapshot, SubscriptionEventInput } from "@tenure/machine";

const moment = "2000-01-01T00:00:00.000Z";
const consent = { identity: "somebody", text: "consent", givenAt: moment };

/** One command of each kind, with the least that the kind needs. */
export function commandSamples({ context }: Snapshot): readonly Command[] {
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
  ];
}

/** One of everything an operator may do, with the least that it needs. */
export function operatorSamples({ context }: Snapshot): readonly SubscriptionEventInput[] {
  const requestId = context.request?.id ?? "none";
  const by = "operator";
  return [
    { type: "answer.approve", requestId, by },
    { type: "answer.reject", requestId, by, reason: "asked" },
    { type: "answer.inquire", requestId, by, parameters: { parameter: "asked" } },
    { type: "answer.schedule", requestId, by, plannedDate: moment },
    { type: "answer.postpone", requestId, by, delay: 0 },
    { type: "operator.retry" },
    { type: "operator.skip" },
  ];
}
