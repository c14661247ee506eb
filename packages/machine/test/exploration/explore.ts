import { isDeepStrictEqual } from "node:util";

import {
  decide,
  effectSchema,
  initial,
  type Decision,
  type Decisions,
  type MachineName,
  type Snapshot,
  type SubscriptionEventInput,
} from "@tenure/machine";

import { abstraction, isWithinBounds, requestPath } from "./abstraction.ts";
import { capabilityEvents, eventsToTry } from "./events-to-try.ts";
import { capabilitiesWith, underEveryCombination, type Flags } from "./flags-read.ts";

/** One event that was tried in one state. */
export interface Step {
  readonly before: Snapshot;
  readonly event: SubscriptionEventInput;
  readonly decision: Decision;
}

/** What was seen on the way. */
export interface Exploration {
  readonly states: number;
  readonly events: number;
  readonly moves: number;
  readonly eventTypes: ReadonlySet<string>;
  /** The promises that were broken, by event type, each with the first event and state that broke it. */
  readonly broken: Readonly<Record<string, string>>;
}

/** Far more than there are; reached only when the abstraction does not end. */
const statesAtMost = 20_000;

const restored = (snapshot: Snapshot): Snapshot => JSON.parse(JSON.stringify(snapshot)) as Snapshot;

const withCapabilities = (snapshot: Snapshot, flags: Flags): Snapshot => ({
  ...snapshot,
  context: { ...snapshot.context, capabilities: capabilitiesWith(flags) },
});

/** What steps have in common of which only the first is looked at closely. */
const kindOf = ({ before, event, decision }: Step): string => {
  const side = (snapshot: Snapshot) =>
    `${snapshot.value.lifecycle} ${requestPath(snapshot)} ${snapshot.context.canceledFrom}`;
  const type = "request" in event ? event.request.type : "";
  return `${event.type} ${type}: ${side(before)} -> ${side(decision.snapshot)}`;
};

/** The event is a fact about a request of which the record has a later one. */
function isOlderThanKnown({ context }: Snapshot, event: SubscriptionEventInput): boolean {
  if (!("request" in event)) return false;
  const { id, updatedAt } = event.request;
  return [context.request, ...context.waiting.map(({ request }) => request)].some(
    (known) => known?.id === id && (updatedAt ?? "") < (known.updatedAt ?? ""),
  );
}

/** Which promise the decision breaks; undefined when it keeps all. */
function brokenBy({ before, event, decision }: Step): string | undefined {
  const { verdict, effects, snapshot } = decision;
  if (!["moved", "unchanged", "refused"].includes(verdict.type)) return "another verdict";
  if (verdict.type !== "moved" && (effects.length > 0 || snapshot !== before)) {
    return "changed without having moved";
  }
  if (verdict.type === "moved" && isOlderThanKnown(before, event)) return "moved by an older fact";
  const invalid = effects.find((effect) => !effectSchema.safeParse(effect).success);
  return invalid === undefined ? undefined : `invalid effect ${JSON.stringify(invalid)}`;
}

export interface Explorer {
  /** The subscription's when left out. */
  readonly machine?: MachineName;
  readonly decisions?: Partial<Decisions>;
  /** Which of the events are tried; all when left out. */
  readonly tries?: (event: SubscriptionEventInput) => boolean;
  /** Is shown every step that moved. */
  readonly onMove?: (step: Step) => void;
  /** Is shown the first step of each kind that moved. */
  readonly onKind?: (step: Step) => void;
}

/**
 * Tries every event of `eventsToTry` in every state that can be reached from `initial`, breadth first,
 * under every combination of capabilities the decision reads.
 */
export function explore({ machine, decisions, tries, onMove, onKind }: Explorer): Exploration {
  const queue = [
    withCapabilities(initial({ key: "AS-1", decisions: decisions ?? {}, machine }), {}),
  ];
  const seen = new Set(queue.map(abstraction));
  const kinds = new Set<string>();
  const eventTypes = new Set<string>();
  const broken = new Map<string, string>();
  let events = 0;
  let moves = 0;

  const complain = (step: Pick<Step, "before" | "event">, what: string): void => {
    const kind = `${what} (${step.event.type})`;
    if (broken.has(kind)) return;
    broken.set(kind, `${JSON.stringify(step.event)} in ${abstraction(step.before)}`);
  };

  const attempt = (before: Snapshot, event: SubscriptionEventInput): Decision | undefined => {
    events += 1;
    try {
      const decision = decide(before, event);
      const wrong = brokenBy({ before, event, decision });
      if (wrong !== undefined) complain({ before, event }, wrong);
      return decision;
    } catch (error) {
      complain({ before, event }, `threw ${String(error)}`);
      return undefined;
    }
  };

  const arrive = (step: Step): void => {
    moves += 1;
    onMove?.(step);
    const next = withCapabilities(step.decision.snapshot, {});
    const kind = kindOf(step);
    if (!kinds.has(kind)) {
      kinds.add(kind);
      onKind?.(step);
      // Equal in structure, hence in behavior: `decide` knows nothing else of a snapshot.
      if (!isDeepStrictEqual(restored(next), next)) complain(step, "does not survive JSON");
    }
    const place = abstraction(next);
    if (seen.has(place)) return;
    seen.add(place);
    if (isWithinBounds(next) && seen.size < statesAtMost) queue.push(restored(next));
  };

  for (const state of queue) {
    for (const event of eventsToTry(state)) {
      if (tries?.(event) === false) continue;
      eventTypes.add(event.type);
      underEveryCombination((capabilities, flags) => {
        const watching = { ...state, context: { ...state.context, capabilities } };
        const decision = attempt(watching, event);
        if (decision?.verdict.type !== "moved") return;
        arrive({ before: withCapabilities(state, flags), event, decision });
      });
    }
    for (const event of capabilityEvents) {
      eventTypes.add(event.type);
      const decision = attempt(state, event);
      if (decision === undefined) continue;
      // What lets the abstraction leave the capabilities out.
      if (!isDeepStrictEqual(withCapabilities(decision.snapshot, {}), state)) {
        complain({ before: state, event }, "changed more than the capabilities");
      }
      if (decision.verdict.type === "moved") arrive({ before: state, event, decision });
    }
  }
  if (seen.size >= statesAtMost) broken.set("the explored space ends", `${statesAtMost} states`);
  return { states: seen.size, events, moves, eventTypes, broken: Object.fromEntries(broken) };
}
