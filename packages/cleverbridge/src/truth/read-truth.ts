import type { Clock, PlatformTruth } from "@tenure/engine";
import {
  isFact,
  lifecycleOf,
  type RequestFact,
  type Snapshot,
  type SubscriptionEvent,
} from "@tenure/machine";

import type { CleverbridgeClient } from "../client/cleverbridge-client.ts";
import { CleverbridgeError } from "../client/cleverbridge-error.ts";
import { lookSteadily } from "../reading/look.ts";
import type { Profile } from "../reading/profile.ts";
import { readingOf } from "../reading/reading.ts";
import { writeUtc } from "../wire/moment.ts";

/** What is asked about a subscription. */
export interface TruthQuestion {
  readonly key: string;
  readonly snapshot: Snapshot;
  readonly signal: AbortSignal;
}

interface Surroundings {
  readonly client: CleverbridgeClient;
  readonly clock: Clock;
  readonly profile: Profile;
}

type Fact = PlatformTruth["facts"][number];

const isAbout = (id: string) => (event: SubscriptionEvent) =>
  "request" in event && event.request.id === id;

/**
 * The requests the record holds open, as they stand. cleverbridge has none: that they are open is the record's
 * own matter, unless what was read has ended or moved them.
 */
function standing({ context }: Snapshot, told: readonly SubscriptionEvent[]): readonly Fact[] {
  const { request, waiting } = context;
  const inProgress = request === null ? [] : [request];
  const rows = [
    ...waiting.map(({ shownAs, request: { id, type } }) => ({ id, type, shownAs })),
    ...inProgress.map(({ id, type, shownAs }) => ({ id, type, shownAs })),
  ];
  return rows
    .filter(({ id }) => !told.some(isAbout(id)))
    .map(({ id, type, shownAs }): RequestFact => ({
      type: `request.${shownAs}`,
      request: { id, type },
    }));
}

/**
 * Reads what cleverbridge says of one subscription, in the machine's words. A record that has settled agrees
 * with it: what the platform cannot show, such as that a cancel was asked for, is taken from the record.
 *
 * @throws CleverbridgeError when it cannot be read or keeps changing, or when nothing can be concluded from its
 * status and the record has none of its own
 */
export async function readTruth(
  { client, clock, profile }: Surroundings,
  { key, snapshot, signal }: TruthQuestion,
): Promise<PlatformTruth> {
  try {
    const { subscription, seenAt } = await lookSteadily({ client, clock }, key, signal);
    const now = writeUtc(clock.now());
    const reading = readingOf({ subscription, snapshot, seenAt, now, profile });
    const lifecycle = lifecycleOf(snapshot);
    const status = reading.status ?? (lifecycle === "new" ? undefined : lifecycle);
    if (status === undefined) {
      throw new CleverbridgeError({
        kind: "rubbish",
        message: `Subscription S${key} cannot be compared with cleverbridge: its status is ${subscription.status} (${subscription.rawStatus}), from which nothing can be concluded`,
        mayHaveHappened: false,
      });
    }
    const { items, parameters } = reading.contents;
    const told = reading.events.filter(({ type }) => type !== "subscription.adopted");
    return {
      adopted: { type: "subscription.adopted", status, items: [...items], parameters },
      facts: [...standing(snapshot, told), ...told.filter(isFact)],
    };
  } catch (error) {
    if (error instanceof CleverbridgeError && error.kind === "not_found") return { facts: [] };
    throw error;
  }
}
