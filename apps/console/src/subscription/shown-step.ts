import { useQuery } from "@tanstack/react-query";
import { activityOf, type Activity, type LaidOutChart } from "@tenure/inspector/drawing";
import { useMemo } from "react";

import type { Place } from "../service/answers.ts";
import type { HistoryEntry } from "../service/subscription-answers.ts";
import { stateValueOf } from "./place-value.ts";
import { entryQuery } from "./queries.ts";

/** The version that is looked at, and what led there. */
export interface ShownStep {
  readonly version: number;
  /** The step to it; undefined while it is on its way, null for version 0, before anything happened. */
  readonly entry: HistoryEntry | null | undefined;
  /** Where the subscription was then. */
  readonly place: Place | undefined;
}

/** Looks a version up among the entries that are known, or else asks for it. */
export function useShownStep(
  key: string,
  version: number,
  known: readonly HistoryEntry[],
  isRevealed: boolean,
): ShownStep {
  // Version 0 has no step of its own, but the first step tells where it was.
  const wanted = Math.max(1, version);
  const found = known.find((entry) => entry.version === wanted);
  const asked = useQuery({
    ...entryQuery(key, wanted, isRevealed),
    enabled: found === undefined && known.length > 0,
  });
  const entry = found ?? asked.data ?? undefined;
  if (version === 0) return { version, entry: null, place: entry?.from };
  return { version, entry, place: entry?.to };
}

/** What is lit in the chart for a step. A step that moved nothing took no transition. */
export function useActivity(
  chart: LaidOutChart | undefined,
  { entry, place }: ShownStep,
): Activity | undefined {
  const active = place?.active;
  return useMemo(() => {
    if (chart === undefined || active === undefined) return undefined;
    const value = stateValueOf(active);
    if (entry === null || entry === undefined || entry.verdict.type !== "moved") {
      return activityOf(chart, { value });
    }
    const previousValue = stateValueOf(entry.from.active);
    return activityOf(chart, { value, previousValue, event: entry.type });
  }, [chart, active, entry]);
}
