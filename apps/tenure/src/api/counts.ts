import { z } from "@hono/zod-openapi";
import type { SubscriptionFilter, Tally } from "@tenure/engine";

import type { Service } from "../http/service.ts";
import { keptAnswers } from "./kept-answers.ts";
import { awaitedSchema, requestStateSchema, statusSchema } from "./subscription-schemas.ts";

const countOf = (name: string) =>
  z.record(z.string(), z.int()).openapi({ example: { [name]: 12 } });

export const countsSchema = z
  .object({
    total: z.int(),
    byStatus: countOf("active"),
    byRequestState: countOf("pending"),
    byAwaited: countOf("vendor"),
  })
  .openapi("Counts");
export type Counts = z.infer<typeof countsSchema>;

/** How many there are of each value, in the order of the values; one that is filtered out is left out. */
function inOrder(
  tally: Tally,
  values: readonly string[],
  asked: readonly string[] = [],
): Record<string, number> {
  const shown = asked.length === 0 ? values : values.filter((value) => asked.includes(value));
  return Object.fromEntries(shown.map((value) => [value, tally.get(value) ?? 0]));
}

/** Counts, each answer kept for a while. */
export function countsOf({
  engine,
  clock,
}: Pick<Service, "engine" | "clock">): (filter: SubscriptionFilter) => Promise<Counts> {
  return keptAnswers({ clock }, async (filter) => {
    const tallies = await engine.tally(["status", "requestState", "awaited"], filter);
    return {
      total: tallies.status.values().reduce((sum, number) => sum + number, 0),
      byStatus: inOrder(tallies.status, statusSchema.options, filter.status),
      byRequestState: inOrder(
        tallies.requestState,
        requestStateSchema.options,
        filter.requestState,
      ),
      byAwaited: inOrder(tallies.awaited, awaitedSchema.options, filter.awaited),
    };
  });
}
