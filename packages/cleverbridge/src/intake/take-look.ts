import { TenureError } from "@tenure/engine";
import { lifecycleOf, type SubscriptionEvent } from "@tenure/machine";

import { type Look, lookOnce, lookSteadily } from "../reading/look.ts";
import { type Reading, readingOf } from "../reading/reading.ts";
import { writeUtc } from "../wire/moment.ts";
import { type Feed, isNewComplaint } from "./feed.ts";
import { introduce } from "./introduce.ts";
import { learnedBefore } from "./learned.ts";
import type { DueLook } from "./look-queue.ts";

/** How long after a record moved under a look the subscription is looked at again. */
const movedAgainAfter = 1000;

/** What a look means for the record at a version of it. */
interface Compared {
  readonly reading: Reading;
  readonly version: number;
}

/** What a look means for the record, which is read after it. */
async function compare(
  feed: Feed,
  { id, learned }: DueLook,
  { subscription, seenAt }: Look,
): Promise<Compared | undefined> {
  const record = await introduce(feed, id, learned);
  if (record === undefined) return undefined;
  const { profile, intake } = feed;
  const reading = readingOf({
    subscription,
    snapshot: record.snapshot,
    seenAt,
    now: writeUtc(intake.clock.now()),
    profile,
    learned: { ...(await learnedBefore(intake, record)), ...learned },
  });
  return { reading, version: record.version };
}

const inWords = (events: readonly SubscriptionEvent[]): string =>
  JSON.stringify(
    events.map((event) => ("request" in event ? [event.type, event.request.type] : event)),
  );

/** What is grave was seen before, and long enough ago. */
function isConfirmed({ doubts, pace, intake }: Feed, id: string, what: string): boolean {
  const now = intake.clock.now();
  const before = doubts.get(id);
  if (before?.what !== what) {
    doubts.set(id, { what, since: now });
    return false;
  }
  return now - before.since >= pace.graveAgainAfter;
}

function complain(feed: Feed, id: string, { subscription }: Look, reading: Reading): void {
  const { status, rawStatus, ambiguousRunningNumbers: items } = subscription;
  const { logger } = feed.intake;
  if (reading.status === undefined && isNewComplaint(feed, `${id} ${status} ${rawStatus}`)) {
    logger.warn(
      { subscription: id, status, rawStatus },
      "nothing can be concluded from the subscription's status on cleverbridge: the record keeps its own; look at it",
    );
  }
  if (items.length > 0 && isNewComplaint(feed, `${id} ambiguous ${items.join(" ")}`)) {
    logger.warn(
      { subscription: id, items },
      "of some items several versions may be current: they stay as known, and take no changes; look at them",
    );
  }
}

/** Tells the events, each at the version the one before it left; false when somebody else was first. */
async function tell(feed: Feed, id: string, { reading, version }: Compared): Promise<boolean> {
  const { intake } = feed;
  let expectedVersion = version;
  for (const event of reading.events) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- each event builds on the one before
      const { verdict, snapshot, version: now } = await intake.send(id, event, { expectedVersion });
      expectedVersion = now;
      if (verdict.type !== "refused" || event.type !== "subscription.adopted") continue;
      intake.logger.warn(
        { subscription: id, record: lifecycleOf(snapshot), platform: event.status },
        "cleverbridge contradicts the record, and no legal way leads there: reconcile it",
      );
    } catch (error) {
      if (error instanceof TenureError && error.code === "version_conflict") return false;
      throw error;
    }
  }
  return true;
}

/** A contradiction is told once for as long as it lasts. */
function isToldAlready(feed: Feed, id: string, events: readonly SubscriptionEvent[]): boolean {
  return (
    events.length > 0 &&
    events.every((event) => event.type === "subscription.adopted") &&
    !isNewComplaint(feed, `${id} ${inWords(events)}`)
  );
}

/**
 * Looks at a subscription and tells its record what is new. What differs is looked at again at once, since a
 * read may lag behind; what would end the subscription, or a cancel the customer asked for, once more a while
 * later. Gives whether there was anything new, or has to be looked at again.
 */
export async function takeLook(feed: Feed, due: DueLook): Promise<"agrees" | "told" | "later"> {
  const { intake, pace, queue, doubts } = feed;
  const { id, learned } = due;
  const { clock, signal } = intake;
  const looking = { client: feed.client, clock };
  const again = (after: number): "later" => {
    queue.add(id, clock.now() + after, { isHinted: due.isHinted, learned });
    return "later";
  };

  const first = await compare(feed, due, await lookOnce(looking, id, signal));
  if (first === undefined || first.reading.isOld) return again(movedAgainAfter);
  if (first.reading.events.length === 0 && first.reading.status !== undefined) {
    doubts.delete(id);
    return "agrees";
  }
  const look = await lookSteadily(looking, id, signal);
  const second = await compare(feed, due, look);
  if (second === undefined || second.reading.isOld) return again(movedAgainAfter);
  const { reading } = second;
  complain(feed, id, look, reading);
  const { events } = reading;
  if (events.length === 0) {
    doubts.delete(id);
    return "agrees";
  }
  if (reading.isGrave && !isConfirmed(feed, id, inWords(events)))
    return again(pace.graveAgainAfter);
  doubts.delete(id);
  if (isToldAlready(feed, id, events)) return "agrees";
  return (await tell(feed, id, second)) ? "told" : again(movedAgainAfter);
}
