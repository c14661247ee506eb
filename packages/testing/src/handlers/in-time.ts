import type { Clock } from "@tenure/engine";

import { turns } from "./turns.ts";

const late: unique symbol = Symbol("late");

/** Thrown in place of what did not come in time. */
export class TooLate extends Error {}

/**
 * What the work comes to, when it does within its time by the clock.
 *
 * @throws TooLate what comes of the work then is not waited for
 */
export async function inTime<Result>(
  work: () => Result | Promise<Result>,
  {
    clock,
    milliseconds,
    signal,
  }: { readonly clock: Clock; readonly milliseconds: number; readonly signal: AbortSignal },
): Promise<Result> {
  const over = new AbortController();
  const limit = AbortSignal.any([over.signal, signal]);
  const working = (async () => work())();
  const timeUp = clock.sleep(milliseconds, limit).then(async (): Promise<typeof late> => {
    // What is done but for a few turns of the event loop was not waiting for any time.
    await turns(20);
    return late;
  });
  try {
    const first = await Promise.race([working, timeUp]);
    if (first !== late) return first;
  } finally {
    over.abort();
  }
  // What comes of it now, nobody waits for.
  working.catch(() => undefined);
  throw new TooLate(`no answer after ${milliseconds} ms`);
}
