import {
  isFact,
  subscriptionEventSchema,
  type SubscriptionEventInput,
  type Truth,
} from "@tenure/machine";

import type { Adapter, PlatformTruth } from "../ports/adapter.ts";
import type { Clock } from "../ports/clock.ts";
import type { SubscriptionRecord } from "../ports/subscription-record.ts";
import { splitKey } from "../tenancy.ts";
import { Unreadable } from "./unreadable.ts";

/** What the platform said; without `adopted` it knows no such subscription. */
export type Told = Omit<Truth, "adopted"> & Partial<Pick<Truth, "adopted">>;

function parse(event: SubscriptionEventInput): Truth["facts"][number] | Truth["adopted"] {
  const parsed = subscriptionEventSchema.safeParse(event);
  if (parsed.success && isFact(parsed.data)) return parsed.data;
  throw new Unreadable(
    "truth_invalid",
    "the adapter's answer holds what is no fact; mend the adapter",
  );
}

function read({ adopted, facts }: PlatformTruth): Told {
  const status = adopted === undefined ? undefined : parse(adopted);
  const parsed = facts.map(parse);
  const told = parsed.filter((fact) => fact.type !== "subscription.adopted");
  const isWhole =
    told.length === parsed.length &&
    (status === undefined || status.type === "subscription.adopted");
  if (!isWhole) {
    throw new Unreadable(
      "truth_invalid",
      "the adapter's answer mixes facts and status; mend the adapter",
    );
  }
  return status === undefined ? { facts: told } : { adopted: status, facts: told };
}

/**
 * Asks the platform about a subscription.
 *
 * @throws Unreadable when the adapter cannot be asked, takes too long or answers nonsense; and whatever the
 * adapter throws
 */
export async function askPlatform(
  adapter: Adapter,
  { key, tenant, snapshot }: SubscriptionRecord,
  limits: { readonly clock: Clock; readonly milliseconds: number; readonly signal: AbortSignal },
): Promise<Told> {
  const { clock, milliseconds, signal } = limits;
  const { name } = adapter;
  if (adapter.truth === undefined) {
    throw new Unreadable(
      "truth_unavailable",
      `adapter ${name} cannot tell what its platform shows`,
    );
  }
  const late = new AbortController();
  const over = new AbortController();
  async function waitLongEnough(): Promise<never> {
    await clock.sleep(milliseconds, AbortSignal.any([over.signal, signal]));
    if (!over.signal.aborted) late.abort();
    signal.throwIfAborted();
    throw new Unreadable("truth_timeout", `no answer of ${name} within ${milliseconds} ms`);
  }
  try {
    const question = { key: splitKey(key).id, tenant, snapshot };
    const asked = adapter.truth({ ...question, signal: AbortSignal.any([signal, late.signal]) });
    const answer = await Promise.race([asked, waitLongEnough()]);
    return read(answer);
  } finally {
    over.abort();
  }
}
