import { setImmediate as turn } from "node:timers/promises";

import { TenureError, type Clock, type Engine, type Logger, type Store } from "@tenure/engine";
import { z } from "zod";

import { everyTenant } from "../http/caller.ts";
import type { FindOpening, Throughput } from "./throughput.ts";

/** Where the store keeps the figures, and how far they count. */
const cursorName = "service: throughput";
const keptEvery = 600_000;
const pause = 5000;
const entriesAtOnce = 1000;
/** After so many changes others have their turn: a store may hold very many when it is first counted. */
const turnEvery = 64;

const figuresSchema = z.object({
  cursor: z.string(),
  figures: z.array(
    z.tuple([
      z.string(),
      z.number(),
      z.object({
        events: z.number(),
        refused: z.number(),
        drift: z.number(),
        opened: z.number(),
        approved: z.number(),
        failed: z.number(),
        revoked: z.number(),
        stuck: z.number(),
        waited: z.record(z.string(), z.number()),
        waitedTotal: z.number(),
        waitedLongest: z.number(),
      }),
    ]),
  ),
});

interface Following {
  readonly throughput: Throughput;
  readonly engine: Pick<Engine, "changes">;
  readonly store: Pick<Store, "readCursor" | "writeCursor">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

function readFigures(text: string | undefined) {
  if (text === undefined) return undefined;
  try {
    return figuresSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Finds when a request first showed, by its subscription's history. */
export function findOpening(engine: Pick<Engine, "history">): FindOpening {
  return async (key, requestId) => {
    const entries = await engine.history(key, { limit: entriesAtOnce });
    const first = entries.find(
      ({ event, verdict }) =>
        verdict.type === "moved" && "request" in event && event.request.id === requestId,
    );
    return first?.at;
  };
}

/** Counts from where the figures end until the service does; keeps them in the store now and then. */
async function countOn(following: Following): Promise<void> {
  const { throughput, engine, store, clock, signal } = following;
  const kept = readFigures(await store.readCursor(cursorName));
  throughput.restore(kept?.figures ?? []);
  let cursor = kept?.cursor;
  let keptAt = clock.now();
  let counted = 0;
  const keep = async (): Promise<void> => {
    keptAt = clock.now();
    throughput.forget(keptAt);
    if (cursor === undefined) return;
    const figures = throughput.figures();
    await store.writeCursor(cursorName, JSON.stringify({ cursor, figures }));
  };
  const from = cursor === undefined ? {} : { after: cursor };
  for await (const change of engine.changes({ ...from, tenant: everyTenant, signal })) {
    await throughput.count(change.tenant, change.entry, clock.now());
    ({ cursor } = change);
    counted += 1;
    if (counted % turnEvery === 0) await turn();
    if (clock.now() - keptAt >= keptEvery) await keep();
  }
  await keep();
}

/**
 * Counts every change of the store as it comes, each once, also over restarts: the figures and how far they
 * count are kept together. The first time it counts from the store's beginning. Never rejects; ends with
 * the signal.
 */
export async function followThroughput(following: Following): Promise<void> {
  const { store, clock, logger, signal } = following;
  while (!signal.aborted) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- begins again after a failure
      await countOn(following);
    } catch (error) {
      if (signal.aborted) return;
      logger.warn({ error }, "the figures over time could not be counted; they are counted again");
      // A cursor that the store does not know any more would fail for ever.
      if (error instanceof TenureError && error.code === "options_invalid") {
        // oxlint-disable-next-line no-await-in-loop -- begins again after a failure
        await store.writeCursor(cursorName, "").catch(() => undefined);
      }
      // oxlint-disable-next-line no-await-in-loop -- begins again after a failure
      await clock.sleep(pause, signal);
    }
  }
}
