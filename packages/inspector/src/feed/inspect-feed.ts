import type { Changes, ChangesOptions, SubscriptionChange } from "@tenure/engine";
import { decide, type Snapshot } from "@tenure/machine";

import type { FeedMessage } from "./feed-message.ts";
import type { FeedSource } from "./feed-source.ts";
import { MessageWriter } from "./message-writer.ts";
import { RememberedSnapshots } from "./remembered-snapshots.ts";

export interface InspectFeedOptions {
  /** Only these subscriptions, which are announced at once. Default: all of the tenant. */
  readonly keys?: readonly string[];
  /** Only changes it lets through. */
  readonly filter?: (change: SubscriptionChange) => boolean;
  /** One tenant, or `*` for all that are served. Default: the tenant `default`. */
  readonly tenant?: string;
  /** The cursor behind which to go on. */
  readonly after?: string;
  /** Where to begin without a cursor. Default: `now`. */
  readonly from?: "start" | "now";
  /** Whether all that is not known to be harmless is replaced by a marker. Default true. */
  readonly redact?: boolean;
  /** How many subscriptions are remembered; one that was forgotten is announced again. Default 1,000. */
  readonly maximumRemembered?: number;
  /** As in `changes`. */
  readonly pollMilliseconds?: number;
  /** Ends the feed. */
  readonly signal?: AbortSignal;
}

/** One message, and where it is in the feed. */
export interface FeedItem {
  /** On the last message of a change: give it as `after` to go on behind it. */
  readonly cursor?: string;
  readonly message: FeedMessage;
}

/** How the subscription stands after a change, by how it stood before. */
const afterChange = (before: Snapshot, { entry }: SubscriptionChange): Snapshot =>
  entry.verdict.type === "moved" ? decide(before, entry.event).snapshot : before;

const changesOptions = (options: InspectFeedOptions): ChangesOptions => ({
  ...(options.after === undefined ? { from: options.from ?? "now" } : { after: options.after }),
  ...(options.tenant !== undefined && { tenant: options.tenant }),
  ...(options.pollMilliseconds !== undefined && { pollMilliseconds: options.pollMilliseconds }),
  ...(options.signal !== undefined && { signal: options.signal }),
});

/** Whether a change is one of those that are asked for. */
function asking({ keys, filter }: InspectFeedOptions): (change: SubscriptionChange) => boolean {
  const asked = keys === undefined ? undefined : new Set(keys);
  return (change) => asked?.has(change.key) !== false && filter?.(change) !== false;
}

async function* announced(
  source: FeedSource,
  keys: readonly string[],
  remembered: RememberedSnapshots,
  writer: MessageWriter,
): AsyncGenerator<FeedItem, undefined> {
  for (const key of new Set(keys)) {
    // oxlint-disable-next-line no-await-in-loop -- in the order they are asked for
    const record = await source.get(key);
    if (record === undefined) continue;
    remembered.keep(key, { version: record.version, snapshot: record.snapshot });
    yield { message: writer.actor(key, record.snapshot, record.updatedAt) };
  }
  return undefined;
}

async function* told(
  change: SubscriptionChange,
  remembered: RememberedSnapshots,
  writer: MessageWriter,
): AsyncGenerator<FeedItem, undefined> {
  const { key, entry, cursor } = change;
  const { at, event, version } = entry;
  const before = await remembered.at(key, version - 1);
  if (!remembered.knows(key)) yield { message: writer.actor(key, before, at) };
  const snapshot = afterChange(before, change);
  remembered.keep(key, { version, snapshot });
  yield { message: writer.event(key, event, at) };
  yield { cursor, message: writer.snapshot(key, event, snapshot, at) };
  return undefined;
}

async function* feed(
  source: FeedSource,
  changes: Changes,
  options: InspectFeedOptions,
): AsyncGenerator<FeedItem, undefined> {
  const { keys = [], signal, maximumRemembered = 1000, redact = true } = options;
  const remembered = new RememberedSnapshots(source, maximumRemembered);
  const writer = new MessageWriter(redact);
  const isAsked = asking(options);
  try {
    for await (const item of announced(source, keys, remembered, writer)) {
      if (signal?.aborted === true) return undefined;
      yield item;
    }
    for await (const change of changes) {
      if (isAsked(change)) yield* told(change, remembered, writer);
    }
    return undefined;
  } finally {
    await changes.return?.();
  }
}

/**
 * What happens to subscriptions, as messages of the Stately inspect protocol. Each subscription is
 * announced as an actor before its first message, with its machine's definition and as it stood before its
 * first change; then each change is its event, and how the subscription stands after it. Those asked for
 * by their keys are announced first, as they stand.
 *
 * Changes come as `changes` gives them: each once, those of one subscription in order, resumable by the
 * cursor, and no faster than they are read. Redacted unless told otherwise. Rejects with the store's error;
 * go on from the last cursor then.
 */
export function inspectFeed(
  source: FeedSource,
  options: InspectFeedOptions = {},
): AsyncIterableIterator<FeedItem, undefined> {
  // Begins to listen now, so that nothing is missed while the first subscriptions are announced.
  return feed(source, source.changes(changesOptions(options)), options);
}
