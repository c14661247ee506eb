import { createHash } from "node:crypto";

import { decisionsSchema, type MachineName, transitionTable } from "@tenure/machine";

import { outcomesOf, type Recording } from "./recording.ts";

/** What a version of the machine does, in a few characters for each part of it. */
export interface Digest {
  /** The rows of the transition table, without their descriptions. */
  readonly transitions: string;
  /** The defaults of the decisions. */
  readonly decisions: string;
  /** What comes of the events of the recorded histories. */
  readonly histories: string;
}

/** The same for the same content, whatever the order of its keys. */
function sorted(content: unknown): unknown {
  if (Array.isArray(content)) return content.map(sorted);
  if (typeof content !== "object" || content === null) return content;
  return Object.fromEntries(
    Object.entries(content)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  );
}

const digest = (content: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(sorted(content)))
    .digest("hex");

/** The digest of the machine as it is now, over the events of these histories; the subscription's unless told. */
export function digestOfMachine(
  recordings: ReadonlyMap<string, Recording>,
  machine?: MachineName,
): Digest {
  const rows = transitionTable(machine).map(({ region, from, event, guard, to, effects }) => [
    region,
    from,
    event,
    guard,
    to,
    effects,
  ]);
  const outcomes = [...recordings].map(([name, { start, steps }]) => [
    name,
    outcomesOf(
      start,
      steps.map(({ event }) => event),
    ),
  ]);
  return {
    transitions: digest(rows),
    decisions: digest(decisionsSchema.parse({})),
    histories: digest(Object.fromEntries(outcomes)),
  };
}

/** The parts in which two digests differ. */
export function changedParts(before: Digest, after: Digest): readonly (keyof Digest)[] {
  return (["transitions", "decisions", "histories"] as const).filter(
    (part) => before[part] !== after[part],
  );
}
