import { healingPath, lifecycleOf, type Healing } from "@tenure/machine";

import type { SubscriptionRecord } from "../ports/subscription-record.ts";
import { askPlatform, type Told } from "./ask-platform.ts";
import type { ReconcileDependencies } from "./reconcile-dependencies.ts";
import { Unreadable } from "./unreadable.ts";

/** So often a subscription is looked at that moves meanwhile, or whose platform lags behind. */
const looks = 4;

/** A record and its platform, side by side. */
export interface Seen {
  readonly type: "seen";
  readonly record: SubscriptionRecord;
  readonly told: Told;
  /** Undefined when the platform knows no such subscription. */
  readonly healing: Healing | undefined;
}

/** A record that could not be compared with its platform, as far as there is one. */
export interface Unseen {
  readonly type: "unseen";
  readonly record: SubscriptionRecord | undefined;
  readonly error: unknown;
}

/** A draft that was discarded is deleted on the platform. */
const discarded: Healing = { drift: "none", path: [], heals: true };

async function compare(
  { adapterOf, clock, timeoutMilliseconds }: ReconcileDependencies,
  record: SubscriptionRecord,
  signal: AbortSignal,
): Promise<Seen> {
  const { adapter: name, snapshot } = record;
  const adapter = adapterOf(name);
  if (adapter === undefined) {
    throw new Unreadable("adapter_unknown", `the engine has no adapter ${name}`);
  }
  const limits = { clock, milliseconds: timeoutMilliseconds, signal };
  const told = await askPlatform(adapter, record, limits);
  const { adopted, facts } = told;
  if (adopted !== undefined) {
    return { type: "seen", record, told, healing: healingPath(snapshot, { adopted, facts }) };
  }
  const healing = lifecycleOf(snapshot) === "discarded" ? discarded : undefined;
  return { type: "seen", record, told, healing };
}

function unseen(record: SubscriptionRecord | undefined, code: string, message: string): Unseen {
  return { type: "unseen", record, error: new Unreadable(code, message) };
}

/**
 * Looks at a subscription and its platform until both hold still: a record that moved meanwhile, and a
 * platform that shows older things than the record holds, are looked at again. Never rejects.
 */
export async function look(
  dependencies: ReconcileDependencies,
  key: string,
  signal: AbortSignal,
): Promise<Seen | Unseen> {
  const { clock, load, settleMilliseconds } = dependencies;
  let record: SubscriptionRecord | undefined;
  let isBehind = false;
  try {
    // oxlint-disable no-await-in-loop -- one look after the other
    for (let tries = 0; tries < looks; tries += 1) {
      if (isBehind) await clock.sleep(settleMilliseconds, signal);
      signal.throwIfAborted();
      record = await load(key);
      if (record === undefined) {
        return unseen(record, "subscription_unknown", "there is no such subscription");
      }
      const seen = await compare(dependencies, record, signal);
      const now = await load(key);
      const isStill = now?.version === record.version;
      isBehind = isStill && seen.healing?.drift === "stale";
      if (isStill && !isBehind) return seen;
    }
    // oxlint-enable no-await-in-loop
  } catch (error) {
    return { type: "unseen", record, error };
  }
  return isBehind
    ? unseen(record, "platform_behind", "the platform shows older things than the record holds")
    : unseen(record, "version_conflict", "the subscription kept moving while it was compared");
}
