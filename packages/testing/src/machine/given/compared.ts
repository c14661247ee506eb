import { isDeepStrictEqual } from "node:util";

import { awaitedOf, lifecycleOf, type Decision, type Effect } from "@tenure/machine";

import { requestWords } from "../words/decision-words.ts";
import type { Expected, ExpectedEffect } from "./expected.ts";
import { shownAs } from "./shown-as.ts";

/** What was expected and what was seen, part by part, as a test's runner shows a difference. */
export interface Compared {
  readonly expected: Readonly<Record<string, unknown>>;
  readonly actual: Readonly<Record<string, unknown>>;
  /** The names of the parts that differ. */
  readonly differing: readonly string[];
}

const withoutUndefined = (value: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));

/** An effect nobody described is shown by its type, beside others that are. */
function effectsAs(
  expected: readonly ExpectedEffect[],
  effects: readonly Effect[],
): readonly unknown[] {
  return effects.map((effect, index) => {
    const wanted = expected[index];
    return typeof wanted === "object" && wanted.type === effect.type
      ? shownAs(wanted, effect)
      : effect.type;
  });
}

function requestAs(expected: string, seen: string): string {
  const isWithin = seen.startsWith(`${expected}.`);
  return isWithin ? expected : seen;
}

function seenAs(
  expected: Expected,
  decisions: readonly Decision[],
  last: Decision,
): Readonly<Record<keyof Expected, unknown>> {
  const { snapshot, verdict, drift } = last;
  const refusal = verdict.type === "refused" ? verdict.refusal : undefined;
  const effects = decisions.flatMap((decision) => decision.effects);
  return {
    status: lifecycleOf(snapshot),
    request: requestAs(expected.request ?? "", requestWords(snapshot)),
    effects: effectsAs(expected.effects ?? [], effects),
    refusal:
      typeof expected.refusal === "object" ? shownAs(expected.refusal, refusal) : refusal?.code,
    verdict: verdict.type,
    unchanged: verdict.type === "unchanged" ? verdict.reason : undefined,
    drift,
    awaited: awaitedOf(snapshot),
  };
}

const mayBeRefused = ({ refusal, verdict, drift }: Expected): boolean =>
  refusal !== undefined || verdict === "refused" || drift === true;

/** The refusals that nobody expects: of every event, or of all but the last. */
function unexpected(expected: Expected, decisions: readonly Decision[]): readonly string[] {
  const others = mayBeRefused(expected) ? decisions.slice(0, -1) : decisions;
  return others.flatMap(({ verdict }) =>
    verdict.type === "refused" ? [verdict.refusal.code] : [],
  );
}

/** Holds what was seen against what is expected. */
export function compared(
  expected: Expected,
  decisions: readonly Decision[],
  last: Decision,
): Compared {
  const wanted = withoutUndefined(expected);
  const seen: Readonly<Record<string, unknown>> = seenAs(expected, decisions, last);
  const actual = Object.fromEntries(Object.keys(wanted).map((name) => [name, seen[name]]));
  const differing = Object.keys(wanted).filter(
    (name) => !isDeepStrictEqual(wanted[name], actual[name]),
  );
  const refused = unexpected(expected, decisions);
  if (refused.length === 0) return { expected: wanted, actual, differing };
  return {
    expected: { ...wanted, refused: [] },
    actual: { ...actual, refused },
    differing: [...differing, "refused"],
  };
}
