import type { Engine, SubscriptionChange } from "@tenure/engine";

import { authorOf } from "./author.ts";
import { subscriptionView } from "./subscription-view.ts";

/** So many changes of others may pass before the reader is told how far it has come. */
const toldAfter = 500;

interface Following {
  readonly engine: Pick<Engine, "get">;
  readonly changes: AsyncIterableIterator<SubscriptionChange, undefined>;
  /** Where it begins; undefined: with the first change there ever was. */
  readonly position: string | undefined;
  /** Of one subscription only. */
  readonly key: string | undefined;
}

/** The place ahead of the first change, as an id: an empty one would be forgotten by its reader. */
export const beginning = "start";

function eventText(id: string, event: string, data: unknown): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

async function changeText(
  { engine }: Following,
  { cursor, key, tenant, entry }: SubscriptionChange,
): Promise<string> {
  const { version, at, event, verdict, drift, effects } = entry;
  const record = await engine.get(key);
  return eventText(cursor, "change", {
    cursor,
    key,
    tenant,
    version,
    at,
    type: event.type,
    by: authorOf(event).party,
    verdict: verdict.type,
    drift,
    effects: effects.map(({ type }) => type),
    subscription: record === undefined ? null : subscriptionView(record, { redacted: true }),
  });
}

/**
 * Changes as server-sent events, each with its cursor as its id. The first event tells where it begins, so
 * that a reader who is cut off before the first change misses none either.
 */
export async function* changeEvents(
  following: Following,
  failed: (error: unknown) => void,
): AsyncGenerator<string, void, undefined> {
  const { changes, position = beginning, key } = following;
  yield `retry: 2000\n${eventText(position, "position", { cursor: position })}`;
  let passed = 0;
  try {
    for await (const change of changes) {
      const { cursor } = change;
      if (key === undefined || key === change.key) {
        passed = 0;
        yield await changeText(following, change);
      } else {
        passed += 1;
        if (passed % toldAfter === 0) yield eventText(cursor, "position", { cursor });
      }
    }
  } catch (error) {
    // The stream ends; its reader comes back with the last id it saw, and misses nothing.
    failed(error);
  }
}
