import type { Life } from "../arbitraries/lives.ts";
import type { Decide } from "../model/taken.ts";
import { tryLife } from "./trial.ts";

const isBroken = (life: Life, decide: Decide): boolean =>
  tryLife(life, decide).difference !== undefined;

const without = ({ terms, events }: Life, index: number): Life => ({
  terms,
  events: events.toSpliced(index, 1),
});

/** A life that still shows a difference and none of whose events can be left out. */
export function smallestOf(life: Life, decide: Decide): Life {
  const smaller = life.events
    .map((_event, index) => without(life, index))
    .find((one) => isBroken(one, decide));
  return smaller === undefined ? life : smallestOf(smaller, decide);
}
