import type { Effect, SubscriptionEvent } from "@tenure/machine";

import type { Happening } from "./subject.ts";
import { summaryOf } from "./summary.ts";

const participants = ["platform", "engine", "handler", "customer", "operator"] as const;
type Participant = (typeof participants)[number];

/** What the vendor's own people do. */
const byOperator = new Set(["command.adjust", "command.bill", "operator.retry", "operator.skip"]);

function senderOf(event: SubscriptionEvent): Participant {
  if (byOperator.has(event.type)) return "operator";
  if (event.type === "timer.due") return "engine";
  if (event.type === "effect.failed" && event.effect === "fulfillRequest") return "handler";
  if ("by" in event) return event.by;
  return event.type.startsWith("command.") ? "customer" : "platform";
}

function receiverOf({ type }: Effect): Participant {
  if (type === "fulfillRequest") return "handler";
  return type === "startTimer" || type === "cancelTimer" ? "engine" : "platform";
}

/** The event's type, and what tells it from others of its type. */
function labelOf(event: SubscriptionEvent): string {
  const { type, ...rest } = event;
  const told = Object.entries(rest).map(([name, value]) =>
    typeof value === "string" ? value : `${name} ${JSON.stringify(value)}`,
  );
  // A semicolon would end the line, a number sign starts an entity.
  return [type, ...told].join(" ").replaceAll(/[;#]/gu, ",");
}

function linesOf(happening: Happening): readonly string[] {
  if (happening.type === "restarted") return ["Note over engine: restarts with what is recorded"];
  if (happening.type === "differed") {
    return [`Note over engine: differs, ${happening.how}`];
  }
  const { event, decision } = happening;
  return [
    `${senderOf(event)}->>engine: ${labelOf(event)}`,
    `Note over engine: ${summaryOf(decision)}`,
    ...decision.effects.map((effect) => `engine->>${receiverOf(effect)}: ${effect.type}`),
  ];
}

/** What happened, as a Mermaid sequence diagram. */
export const diagramOf = (log: readonly Happening[]): string =>
  [
    "sequenceDiagram",
    ...participants.map((participant) => `  participant ${participant}`),
    ...log.flatMap(linesOf).map((line) => `  ${line}`),
  ].join("\n");
