import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  skipToken,
} from "@tanstack/react-query";
import type { LaidOutChart } from "@tenure/inspector/drawing";

import type { ChartShape } from "../chart/statechart.tsx";
import { get } from "../service/request.ts";
import type {
  Commands,
  History,
  HistoryEntry,
  SubscriptionDetail,
  SubscriptionVersion,
  Verification,
} from "../service/subscription-answers.ts";

const forever = Number.POSITIVE_INFINITY;
/** Attempts of an effect make no version; as long as one is left to do, it is looked after. */
const watched = 2500;
const page = 25;

const pathOf = (key: string): string => `/subscriptions/${encodeURIComponent(key)}`;
const shown = (isRevealed: boolean): string => `redacted=${isRevealed ? "false" : "true"}`;

/** The subscription as it stands. */
export const detailQuery = (key: string, isRevealed: boolean) =>
  queryOptions({
    queryKey: ["subscription", key, "detail", isRevealed],
    queryFn: async ({ signal }) =>
      get<SubscriptionDetail>(`${pathOf(key)}?${shown(isRevealed)}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data !== undefined && state.data.outstanding.effects.length > 0 ? watched : false,
  });

const isAtWork = ({ effects }: HistoryEntry): boolean =>
  effects.some(({ state }) => state !== "settled" && state !== "failed");

/** What happened, newest first, page by page. */
export const historyQuery = (key: string, isRevealed: boolean) =>
  infiniteQueryOptions({
    queryKey: ["subscription", key, "history", isRevealed],
    queryFn: async ({ pageParam, signal }) => {
      const before = pageParam === null ? "" : `&before=${pageParam}`;
      const path = `${pathOf(key)}/history?order=newest&limit=${page}${before}&${shown(isRevealed)}`;
      return get<History>(path, signal);
    },
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of what follows as well
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ entries }) => entries.some(isAtWork)) === true ? watched : false,
  });

/** One step, by the version it led to. What happened stays as it is, so that it is read once. */
export const entryQuery = (key: string, version: number, isRevealed: boolean) =>
  queryOptions({
    queryKey: ["past", key, "entry", version, isRevealed],
    queryFn: async ({ signal }): Promise<HistoryEntry | null> => {
      const path = `${pathOf(key)}/history?after=${version - 1}&before=${version + 1}&${shown(isRevealed)}`;
      const { entries } = await get<History>(path, signal);
      return entries.find((entry) => entry.version === version) ?? null;
    },
    staleTime: forever,
    placeholderData: keepPreviousData,
  });

/** The subscription as it was; no version, no question. */
export const versionQuery = (key: string, version: number | undefined, isRevealed: boolean) =>
  queryOptions({
    queryKey: ["past", key, "version", version, isRevealed],
    queryFn:
      version === undefined
        ? skipToken
        : async ({ signal }) =>
            get<SubscriptionVersion>(
              `${pathOf(key)}/versions/${version}?${shown(isRevealed)}`,
              signal,
            ),
    staleTime: forever,
    placeholderData: keepPreviousData,
  });

export const commandsQuery = (key: string) =>
  queryOptions({
    queryKey: ["subscription", key, "commands"],
    queryFn: async ({ signal }) => get<Commands>(`${pathOf(key)}/commands`, signal),
  });

/** Whether the history is what it was when it was written. Asked for, not looked after: it reads all of it. */
export const verificationQuery = (key: string, version: number | undefined) =>
  queryOptions({
    queryKey: ["past", key, "verification", version],
    queryFn: async ({ signal }) => get<Verification>(`${pathOf(key)}/verification`, signal),
    staleTime: forever,
    enabled: version !== undefined,
  });

/** The chart of a machine, in a shape. */
export const chartQuery = (
  machine: SubscriptionDetail["machine"] | undefined,
  shape: ChartShape | undefined,
) =>
  queryOptions({
    queryKey: ["chart", machine, shape?.detail, shape?.aspectRatio],
    queryFn:
      machine === undefined || shape === undefined
        ? skipToken
        : async ({ signal }) =>
            get<LaidOutChart>(
              `/charts/${machine}/layout?detail=${shape.detail}&aspectRatio=${shape.aspectRatio}`,
              signal,
            ),
    staleTime: forever,
    placeholderData: keepPreviousData,
  });
