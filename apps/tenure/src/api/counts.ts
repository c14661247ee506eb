import { setImmediate as turn } from "node:timers/promises";

import { z } from "@hono/zod-openapi";
import type { SubscriptionFilter } from "@tenure/engine";

import type { Service } from "../http/service.ts";
import { awaitedSchema, requestStateSchema, statusSchema } from "./subscription-schemas.ts";

const keptMilliseconds = 1000;
const keptFor = 20;
const questionsKept = 100;

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

type Counter = Pick<Service["engine"], "count">;
type Dimension = "status" | "requestState" | "awaited";

/** How many there are of one value of a dimension. Others have their turn first: counting many takes time. */
async function countOne(
  engine: Counter,
  filter: SubscriptionFilter,
  dimension: Dimension,
  value: string,
): Promise<number> {
  await turn();
  return engine.count({ ...filter, [dimension]: [value] });
}

/**
 * How many there are of each value of a dimension; a value that is filtered out is left out. What nearly all
 * have is not counted but is what the others leave of the total, unless the dimension is narrowed.
 */
async function by(
  engine: Counter,
  filter: SubscriptionFilter,
  dimension: Dimension,
  {
    values,
    rest,
  }: { readonly values: readonly string[]; readonly rest?: readonly [string, number] },
): Promise<Record<string, number>> {
  const asked = filter[dimension] ?? [];
  const counts: Record<string, number> = {};
  let left = rest?.[1] ?? 0;
  const isRest = (value: string): boolean => asked.length === 0 && value === rest?.[0];
  for (const value of values) {
    if (asked.length > 0 && !asked.some((one) => one === value)) continue;
    // oxlint-disable-next-line no-await-in-loop -- one at a time leaves the store to others
    counts[value] = isRest(value) ? 0 : await countOne(engine, filter, dimension, value);
    left -= counts[value];
  }
  // The counts are of different moments, so what is left may be a little less than nothing.
  if (rest !== undefined && asked.length === 0) counts[rest[0]] = Math.max(0, left);
  return counts;
}

async function count(engine: Counter, filter: SubscriptionFilter): Promise<Counts> {
  const byStatus = await by(engine, filter, "status", { values: statusSchema.options });
  const total = Object.values(byStatus).reduce((sum, number) => sum + number, 0);
  const byRequestState = await by(engine, filter, "requestState", {
    values: requestStateSchema.options,
    rest: ["none", total],
  });
  const byAwaited = await by(engine, filter, "awaited", {
    values: awaitedSchema.options,
    rest: ["nobody", total],
  });
  return { total, byStatus, byRequestState, byAwaited };
}

interface Answer {
  readonly counts: Promise<Counts>;
  /** Undefined while it is being counted. */
  until: number | undefined;
}

/**
 * Counts. The same question gets the same answer for a second, or for twenty times as long as counting took:
 * many who look cost no more than one, and counting never takes more than a twentieth of the time.
 */
export function countsOf({
  engine,
  clock,
}: Pick<Service, "engine" | "clock">): (filter: SubscriptionFilter) => Promise<Counts> {
  const answers = new Map<string, Answer>();
  return async (filter) => {
    const question = JSON.stringify(filter);
    const asked = clock.now();
    for (const [known, { until }] of answers) {
      const isOver = until !== undefined && until <= asked;
      if (isOver || answers.size > questionsKept) answers.delete(known);
    }
    const known = answers.get(question);
    if (known !== undefined) return known.counts;
    const counts = count(engine, filter);
    const answer: Answer = { counts, until: undefined };
    answers.set(question, answer);
    try {
      await counts;
      const now = clock.now();
      answer.until = now + Math.max(keptMilliseconds, keptFor * (now - asked));
    } catch (error) {
      answers.delete(question);
      throw error;
    }
    return counts;
  };
}
