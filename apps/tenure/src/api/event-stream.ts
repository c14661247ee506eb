import type { Context } from "hono";

import type { ApiEnvironment } from "../http/api-environment.ts";
import { pulledStream } from "../http/pulled-stream.ts";
import type { Service } from "../http/service.ts";

const headers = { "content-type": "text/event-stream", "x-accel-buffering": "no" };

/**
 * Answers with server-sent events until either side hangs up: takes a slot, writes heartbeats, and asks for
 * no more than the reader takes. The signal it gives aborts when the stream ends.
 */
export function eventStream(
  context: Context<ApiEnvironment>,
  { slots, signal, clock, heartbeatMilliseconds }: Service,
  textsUntil: (ended: AbortSignal) => AsyncIterator<string, unknown>,
) {
  // Only the headers are wanted: nobody would ever read, or end, a stream.
  if (context.req.method === "HEAD") return context.body(null, 200, headers);
  const free = slots.take();
  const left = new AbortController();
  const stream = pulledStream(textsUntil(AbortSignal.any([signal, left.signal])), {
    heartbeat: ":\n\n",
    everyMilliseconds: heartbeatMilliseconds,
    clock,
    ended: () => {
      left.abort();
      free();
    },
  });
  return context.body(stream, 200, headers);
}
