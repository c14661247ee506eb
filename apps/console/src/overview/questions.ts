import { keepPreviousData, useQuery } from "@tanstack/react-query";

import type { Overview, SubscriptionPage, Throughput } from "../service/answers.ts";
import { now } from "../service/clock.ts";
import { queryText } from "../service/query-text.ts";
import { get } from "../service/request.ts";
import { useStaleOnChange } from "../service/use-stale-on-change.ts";

/** Lag, circuits and pauses change without a change of any subscription. */
const lookAgain = 4000;
/** The service counts anew once in a second. */
const followsAfter = 1100;

const minute = 60_000;

export const rangeNames = ["1h", "6h", "24h", "48h"] as const;
export type RangeName = (typeof rangeNames)[number];

/** Spans of time the charts can show, each with the length of one point, in milliseconds. */
export const ranges: Readonly<
  Record<RangeName, { readonly name: string; readonly span: number; readonly step: number }>
> = {
  "1h": { name: "1 hour", span: 60 * minute, step: minute },
  "6h": { name: "6 hours", span: 360 * minute, step: 5 * minute },
  "24h": { name: "24 hours", span: 1440 * minute, step: 15 * minute },
  "48h": { name: "2 days", span: 2880 * minute, step: 30 * minute },
};

/** Counts, lag and platforms; of one tenant, or of all there are to see. */
export function useOverview(tenant: string | undefined) {
  useStaleOnChange(["overview"], followsAfter);
  return useQuery({
    queryKey: ["overview", tenant],
    queryFn: async ({ signal }) => get<Overview>(`/overview${queryText({ tenant })}`, signal),
    refetchInterval: lookAgain,
    placeholderData: keepPreviousData,
  });
}

/** More than anybody reads, so that the oldest are among them. */
const stuckAtOnce = 200;

/** Stuck subscriptions, those first that have been so for longest. */
export function useStuck(tenant: string | undefined) {
  useStaleOnChange(["stuck"], followsAfter);
  return useQuery({
    queryKey: ["stuck", tenant],
    queryFn: async ({ signal }) => {
      const query = queryText({ tenant, limit: stuckAtOnce });
      const { rows, next } = await get<SubscriptionPage>(`/stuck${query}`, signal);
      const sorted = rows.toSorted((one, other) => one.stateSince - other.stateSince);
      return { rows: sorted, isAll: next === undefined };
    },
    placeholderData: keepPreviousData,
  });
}

/** What happened over time, up to now. `at` is the service's own clock, a moment ago: readers' may be wrong. */
export function useThroughput(
  tenant: string | undefined,
  range: RangeName,
  at: number | undefined,
) {
  const { span, step } = ranges[range];
  useStaleOnChange(["throughput"], 2 * followsAfter);
  return useQuery({
    queryKey: ["throughput", tenant, range],
    queryFn: async ({ signal }) => {
      const from = Math.max(0, (at ?? now()) - span);
      return get<Throughput>(`/throughput${queryText({ tenant, step, from })}`, signal);
    },
    enabled: at !== undefined,
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  });
}
