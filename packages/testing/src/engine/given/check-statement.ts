import { AssertionError } from "node:assert/strict";
import { inspect, isDeepStrictEqual } from "node:util";

import { awaitedOf, lifecycleOf, pendingStateOf, requestStateOf } from "@tenure/machine";

import { differing, differingWords } from "../differing.ts";
import { plainJson } from "../plain-json.ts";
import type { Brought } from "./given-history.ts";
import type { Happening, Outcome } from "./outcome.ts";
import type { PerformedCall } from "./recording-adapter.ts";
import type { Statement } from "./statement.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Of each thing what was stated of it; what nothing was stated of, whole. */
function asStated(
  stated: readonly (string | object)[] | undefined,
  actual: readonly Fields[],
  nameOf: (fields: Fields) => unknown,
): readonly unknown[] {
  return actual.map((fields, index) => {
    const one = stated?.[index];
    if (typeof one === "string") return nameOf(fields);
    if (one === undefined) return fields;
    return Object.fromEntries(Object.keys(one).map((name) => [name, fields[name]]));
  });
}

/** Everything that can be stated, in the words of the statement. */
function actualOf(
  outcome: Outcome,
  statement: Statement,
): Readonly<Record<keyof Statement, unknown>> {
  const { snapshot, verdict, effects, performed, timers, entries } = outcome;
  const done = performed.map(({ effect }) => effect);
  return {
    status: lifecycleOf(snapshot),
    requestState: requestStateOf(snapshot),
    pendingState: pendingStateOf(snapshot) ?? null,
    awaited: awaitedOf(snapshot),
    verdict: verdict?.type ?? null,
    refusal: verdict?.type === "refused" ? verdict.refusal.code : null,
    effects: asStated(statement.effects, effects, ({ type }) => type),
    performed: asStated(statement.performed, done, ({ type }) => type),
    timers: asStated(statement.timers, timers, ({ timer }) => timer),
    events: entries.map(({ event }) => event.type),
  };
}

/** What is expected, with what goes without saying: that the event is not refused. */
function expectedOf(statement: Statement): Fields {
  const isSaid = statement.verdict !== undefined || statement.refusal !== undefined;
  return isSaid ? { ...statement } : { ...statement, refusal: null };
}

const eventsTold = 12;

function historyWords(events: readonly string[]): string {
  if (events.length === 0) return "none";
  const left = events.length - eventsTold;
  return [...(left > 0 ? [`${left} more`] : []), ...events.slice(-eventsTold)].join(", ");
}

function happeningWords(happening: Happening): string {
  if ("passing" in happening) return `${happening.passing} ms pass`;
  return JSON.stringify(happening.event);
}

function titleOf(happening: Happening): string {
  return "passing" in happening ? `${happening.passing} ms` : happening.event.type;
}

function callWords({ effect, outcome, thrown }: PerformedCall): string {
  const failed = outcome === undefined || outcome.type === "done" ? undefined : outcome;
  if (failed !== undefined) {
    return `${effect.type} (${failed.type}, ${failed.error.code}: ${failed.error.message})`;
  }
  if (thrown === undefined) return effect.type;
  return `${effect.type} (threw ${thrown instanceof Error ? thrown.message : inspect(thrown)})`;
}

function messageOf(
  { key, events }: Brought,
  happenings: readonly Happening[],
  outcome: Outcome,
  places: string,
): string {
  const { snapshot, verdict, version, performed } = outcome;
  const state = `${lifecycleOf(snapshot)}, request ${requestStateOf(snapshot)}`;
  const lines = [
    `Subscription ${key} is not as stated after ${happenings.map(titleOf).join(", ")}:`,
    places,
    `It is ${state}, at version ${version}, and awaits ${awaitedOf(snapshot)}.`,
    verdict?.type === "refused" ? `The event was refused: ${verdict.refusal.message}` : "",
    performed.length === 0 ? "" : `Performed: ${performed.map(callWords).join(", ")}.`,
    `Given: ${historyWords(events)}.`,
    `When: ${happenings.map(happeningWords).join(", ")}.`,
  ];
  return lines.filter((line) => line !== "").join("\n");
}

/** @throws AssertionError when the outcome is not as stated */
export function checkStatement(
  statement: Statement,
  outcome: Outcome,
  { brought, happenings }: { readonly brought: Brought; readonly happenings: readonly Happening[] },
): void {
  const expected = plainJson(expectedOf(statement));
  const all: Fields = actualOf(outcome, statement);
  const names = Object.keys(expected);
  const actual: Fields = plainJson(Object.fromEntries(names.map((name) => [name, all[name]])));
  if (isDeepStrictEqual(actual, expected)) return;
  const places = differingWords(differing(expected, actual), ["stated", "is"]);
  const message = messageOf(brought, happenings, outcome, places);
  throw new AssertionError({ message, expected, actual, operator: "deepStrictEqual" });
}
