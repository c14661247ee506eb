import { z } from "@hono/zod-openapi";
import type { Context } from "hono";

import { problemOf } from "../http/problem-of.ts";
import { pulledStream } from "../http/pulled-stream.ts";
import type { Service } from "../http/service.ts";

/** The last line: nothing is missing, or why it is. */
const lastLine = z
  .object({ end: z.literal(true), problem: z.any().optional() })
  .openapi("LastLine");

/** An answer of one JSON document a line. */
export const jsonLines = (
  schema: z.ZodType,
  description: string,
): { description: string; content: Record<string, { schema: z.ZodType }> } => ({
  description: `${description} The last line is \`{"end":true}\`, with a \`problem\` when it broke off; empty lines mean nothing.`,
  content: { "application/x-ndjson": { schema: z.union([schema, lastLine]) } },
});

async function* linesOf<Value>(
  values: AsyncIterableIterator<Value, unknown>,
  view: (value: Value) => unknown,
  { logger }: Pick<Service, "logger">,
): AsyncGenerator<string, void, undefined> {
  try {
    for await (const value of values) yield `${JSON.stringify(view(value))}\n`;
    yield `${JSON.stringify({ end: true })}\n`;
  } catch (error) {
    yield `${JSON.stringify({ end: true, problem: problemOf(error, logger).problem })}\n`;
  }
}

/** Answers each value on a line of its own, as it comes, no faster than the reader takes them. */
export function jsonLinesOf<Value>(
  context: Context,
  service: Pick<Service, "clock" | "logger" | "slots" | "heartbeatMilliseconds">,
  values: AsyncIterableIterator<Value, unknown>,
  view: (value: Value) => unknown,
): Response {
  const headers = { "content-type": "application/x-ndjson" };
  // Only the headers are wanted: nobody would ever read, or end, a stream.
  if (context.req.method === "HEAD") return context.body(null, 200, headers);
  const stream = pulledStream(linesOf(values, view, service), {
    heartbeat: "\n",
    everyMilliseconds: service.heartbeatMilliseconds,
    clock: service.clock,
    ended: service.slots.take(),
  });
  return context.body(stream, 200, headers);
}
