import type { LifecycleState } from "@tenure/machine";
import { z } from "zod";

import type { Feed } from "./feed.ts";
import { lookForNew } from "./look-for-new.ts";

const cursorName = "sweep";
const recordsAtOnce = 100;

/** What has not ended. `new` is a subscription that was only heard of. */
const living: readonly LifecycleState[] = [
  "new",
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
];

const placeSchema = z.object({
  /** When the sweep began, in milliseconds since the epoch. */
  startedAt: z.number(),
  /** How far it has come; left out when it is through. */
  after: z.string().optional(),
});
type Place = z.infer<typeof placeSchema>;

function readPlace(text: string | undefined): Place | undefined {
  try {
    return placeSchema.safeParse(JSON.parse(text ?? "null")).data;
  } catch {
    return undefined;
  }
}

/**
 * Goes over all living subscriptions, a page at a time, from the beginning each `sweepEvery`. Where it has come
 * to is kept, so that it goes on there after a restart.
 */
export class Sweep {
  readonly #feed: Feed;
  #place: Place | undefined;
  #page: readonly string[] = [];

  constructor(feed: Feed) {
    this.#feed = feed;
  }

  /** Reads where the sweep had come to. */
  async open(): Promise<void> {
    this.#place = readPlace(await this.#feed.intake.readCursor(cursorName));
  }

  /** When there is something to sweep again; a time that is past while the sweep is under way. */
  get dueAt(): number {
    if (this.#page.length > 0 || this.#place === undefined) return 0;
    if (this.#place.after !== undefined) return 0;
    return this.#place.startedAt + this.#feed.pace.sweepEvery;
  }

  /** The next subscriptions to look at; none when the sweep is through. */
  async next(atMost: number): Promise<readonly string[]> {
    if (this.#page.length === 0) await this.#turn();
    const ids = this.#page.slice(0, atMost);
    this.#page = this.#page.slice(atMost);
    return ids;
  }

  /** Turns to the next page, the first one when a sweep begins. */
  async #turn(): Promise<void> {
    const { intake, pace } = this.#feed;
    const now = intake.clock.now();
    const place = this.#place;
    const isUnderWay = place?.after !== undefined;
    if (!isUnderWay && place !== undefined && now < place.startedAt + pace.sweepEvery) return;
    if (!isUnderWay) await lookForNew(this.#feed);
    const startedAt = isUnderWay ? place.startedAt : now;
    const after = place?.after;
    const page = await intake.list(
      { status: [...living] },
      { limit: recordsAtOnce, ...(isUnderWay && after !== undefined ? { after } : {}) },
    );
    this.#page = page.rows.map(({ key }) => key);
    this.#place = { startedAt, ...(page.next === undefined ? {} : { after: page.next }) };
    await intake.writeCursor(cursorName, JSON.stringify(this.#place));
  }
}
