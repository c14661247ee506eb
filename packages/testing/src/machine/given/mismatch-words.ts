import { machineOf, type MachineName, type Snapshot } from "@tenure/machine";

import { decisionWords, stateWords } from "../words/decision-words.ts";
import { eventWords } from "../words/event-words.ts";
import type { Compared } from "./compared.ts";
import type { Situation, Told } from "./situation.ts";

const text = (value: unknown): string =>
  value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);

const stepWords = ({ event, decision }: Told): readonly string[] => [
  `  ${eventWords(event)}`,
  `    -> ${decisionWords(decision)}`,
];

/** Refusals say what to do. */
const refusalWords = ({ decision: { verdict } }: Told): readonly string[] =>
  verdict.type === "refused" ? [`    ${verdict.refusal.message}`] : [];

const titles: Readonly<Record<MachineName, string>> = {
  subscription: "Subscription",
  tierConfiguration: "Tier configuration",
};

const isNew = ({ value }: Snapshot): boolean => value.lifecycle === "new";

/** What was expected of events and not seen, and all that led there. */
export function mismatchWords(
  { start, snapshot, history }: Situation,
  told: readonly Told[],
  { differing, expected, actual }: Compared,
): string {
  const differences = differing.map(
    (name) => `  ${name}: expected ${text(expected[name])}, saw ${text(actual[name])}`,
  );
  const from = isNew(start) ? "nothing" : stateWords(start);
  return [
    `${titles[machineOf(start)]} ${start.context.key}: ${told.map(({ event }) => event.type).join(", ")} did not lead to what is expected.`,
    ...differences,
    `Given, from ${from}:`,
    ...(history.length === 0 ? ["  no event"] : history.flatMap(stepWords)),
    `When it was ${stateWords(snapshot)}:`,
    ...told.flatMap((step) => [...stepWords(step), ...refusalWords(step)]),
  ].join("\n");
}
