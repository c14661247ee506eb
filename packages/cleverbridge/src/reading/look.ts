import { isDeepStrictEqual } from "node:util";

import type { Clock } from "@tenure/engine";

import type { CleverbridgeClient } from "../client/cleverbridge-client.ts";
import { CleverbridgeError } from "../client/cleverbridge-error.ts";
import { writeUtc } from "../wire/moment.ts";
import type { CleverbridgeSubscription } from "../wire/subscription.ts";

/** A subscription as it was read. */
export interface Look {
  readonly subscription: CleverbridgeSubscription;
  /** When the reading began, as text, in UTC with milliseconds. */
  readonly seenAt: string;
}

/** What is needed to look. */
export interface Looking {
  readonly client: Pick<CleverbridgeClient, "getSubscription">;
  readonly clock: Clock;
}

/** So often in a row a subscription has to show the same. */
const looksInARow = 3;
/** So often it is read that keeps showing something else. */
const looksAtMost = 8;

/** Reads a subscription once. */
export async function lookOnce(
  { client, clock }: Looking,
  key: string,
  signal: AbortSignal,
): Promise<Look> {
  const seenAt = writeUtc(clock.now());
  return { subscription: await client.getSubscription(key, { signal }), seenAt };
}

/**
 * Reads a subscription until it shows the same several times in a row: a read may lag behind a change, and what is
 * decided on it cannot always be undone. Gives what was read last.
 *
 * @throws CleverbridgeError when it cannot be read, or `server` when it keeps showing something else
 */
export async function lookSteadily(
  looking: Looking,
  key: string,
  signal: AbortSignal,
): Promise<Look> {
  let last = await lookOnce(looking, key, signal);
  let inARow = 1;
  for (let looks = 1; looks < looksAtMost; looks += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one look after the other
    const next = await lookOnce(looking, key, signal);
    inARow = isDeepStrictEqual(next.subscription, last.subscription) ? inARow + 1 : 1;
    last = next;
    if (inARow === looksInARow) return last;
  }
  throw new CleverbridgeError({
    kind: "server",
    message: `Subscription S${key} kept showing something else while it was read ${looksAtMost} times in a row`,
    mayHaveHappened: false,
  });
}
