import type { SubscriptionEvent } from "@tenure/machine";
import * as fc from "fast-check";

import type { Terms } from "../model/lifecycle-reference.ts";
import { anyBeginning, anyStep } from "./any-step.ts";
import { anyCapabilities } from "./capabilities.ts";
import { anyDecisions } from "./decisions.ts";
import { anyEvent } from "./events.ts";
import { mixed, type Hostility } from "./hostility.ts";
import type { Step } from "./step.ts";
import { World } from "./world.ts";

/** How long histories are, and how hostile. */
export interface HistoryOptions extends Hostility {
  /** The most events in a history; there may be any number down to one. Default: 12. */
  readonly maximumEvents?: number | undefined;
}

/** What a subscription starts from, and what then happens to it. */
export interface Life {
  readonly terms: Terms;
  readonly events: readonly SubscriptionEvent[];
}

/** What comes about of the steps, one after the other. */
function eventsOf(terms: Terms, steps: readonly Step[]): readonly SubscriptionEvent[] {
  const world = new World(terms);
  return steps.flatMap((step) => {
    const event = step(world);
    if (event === undefined) return [];
    world.take(event);
    return [event];
  });
}

/** Lives from any terms; the reference model says what may come next. */
export function livesFrom(
  anyTerms: fc.Arbitrary<Terms>,
  { maximumEvents = 12, hostile }: HistoryOptions,
): fc.Arbitrary<Life> {
  const outOfPlace = anyEvent({ hostile: 0.5 }).map(
    (event): Step =>
      (world) =>
        world.adapted(event),
  );
  const step = mixed(anyStep, outOfPlace, { hostile });
  const steps = fc.array(step, { minLength: 1, maxLength: maximumEvents, size: "max" });
  return fc.tuple(anyTerms, anyBeginning, steps).map(([terms, beginning, later]) => {
    const taken = beginning.concat(later).slice(0, maximumEvents);
    return { terms, events: eventsOf(terms, taken) };
  });
}

/** Lives from any capabilities and any decisions. */
export function anyLife(options: HistoryOptions): fc.Arbitrary<Life> {
  const terms = fc.record({ capabilities: anyCapabilities(), decisions: anyDecisions() });
  return livesFrom(terms, options);
}
