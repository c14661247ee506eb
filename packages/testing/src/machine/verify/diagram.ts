import type { Effect, SubscriptionEvent } from "@tenure/machine";

import type { Taken } from "../model/taken.ts";
import { decisionWords } from "../words/decision-words.ts";
import { eventWords } from "../words/event-words.ts";

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

/** In one line; a semicolon would end it, a number sign starts an entity. */
const worded = (text: string): string => text.replaceAll(/\s+/gu, " ").replaceAll(/[;#]/gu, ",");

function linesOf({ event, decision }: Pick<Taken, "event" | "decision">): readonly string[] {
  return [
    `${senderOf(event)}->>engine: ${worded(eventWords(event))}`,
    `Note over engine: ${worded(decisionWords(decision))}`,
    ...decision.effects.map((effect) => `engine->>${receiverOf(effect)}: ${effect.type}`),
  ];
}

/** The steps of a history and what was found at its end, as a sequence diagram in Mermaid's language. */
export function diagramOf(
  steps: readonly Pick<Taken, "event" | "decision">[],
  difference: string,
): string {
  return [
    "sequenceDiagram",
    ...participants.map((participant) => `  participant ${participant}`),
    ...steps.flatMap(linesOf).map((line) => `  ${line}`),
    `  Note over engine: differs, ${worded(difference)}`,
  ].join("\n");
}
