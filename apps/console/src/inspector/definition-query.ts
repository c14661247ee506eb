import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import type { LaidOutChart } from "@tenure/inspector/drawing";

import type { ChartShape } from "../chart/statechart.tsx";
import { post } from "../service/request.ts";

interface DefinitionLayout {
  readonly chart: LaidOutChart;
  readonly key: string;
}

const numbers = new Map<string, number>();

/** A short name for a definition, which may be a text of millions of characters. */
function numberOf(definition: string): number {
  const known = numbers.get(definition);
  if (known !== undefined) return known;
  const number = numbers.size;
  numbers.set(definition, number);
  return number;
}

/** The chart of a definition, laid out by the service. */
export const definitionQuery = (definition: string | undefined, shape: ChartShape | undefined) => {
  const number = definition === undefined ? undefined : numberOf(definition);
  return queryOptions({
    queryKey: ["definition", number, shape?.detail, shape?.aspectRatio],
    queryFn:
      definition === undefined || shape === undefined
        ? skipToken
        : async () => post<DefinitionLayout>("/charts/layout", { definition, ...shape }),
    staleTime: Number.POSITIVE_INFINITY,
    // Only while the same machine is laid out anew: another one's chart would be lit wrongly.
    placeholderData: (before: DefinitionLayout | undefined, query) =>
      query?.queryKey[1] === number ? keepPreviousData(before) : undefined,
  });
};
