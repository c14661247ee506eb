import { QueryClient } from "@tanstack/react-query";

import { Problem } from "./problem.ts";

const mostTries = 3;

/** A refusal is an answer: only what may go well the next time is asked again. */
const mayGoWell = (error: unknown): boolean =>
  !(error instanceof Problem) || error.status === 0 || error.status >= 500;

/**
 * What the console knows of the service. Keys begin with what they are of: `["caller"]`, `["overview", …]`,
 * `["throughput", …]`, `["subscriptions", …]`, and `["subscription", key, …]` for all that a change of that
 * subscription makes stale.
 */
export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2000,
        networkMode: "always",
        retry: (failures, error) => failures < mostTries && mayGoWell(error),
      },
      mutations: { networkMode: "always" },
    },
  });
