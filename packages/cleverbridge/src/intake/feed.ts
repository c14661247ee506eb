import type { Intake } from "@tenure/engine";

import type { CleverbridgeClient } from "../client/cleverbridge-client.ts";
import type { CustomerIdentity } from "../client/customer-query.ts";
import type { Profile } from "../reading/profile.ts";
import type { LookQueue } from "./look-queue.ts";

/** How often and how fast the platform is looked at; times in milliseconds. */
interface IntakePace {
  /** Between the beginnings of two sweeps over all living subscriptions. */
  readonly sweepEvery: number;
  /** So many subscriptions are read in a second by a sweep, at most. */
  readonly sweepPerSecond: number;
  /** After a hint that led to nothing new the subscription is read once more, this much later. */
  readonly hintAgainAfter: number;
  /** What ends a subscription, or a cancel, is read again this much later before it is believed. */
  readonly graveAgainAfter: number;
}

/** What one run of the intake works with. */
export interface Feed {
  readonly intake: Intake;
  readonly client: CleverbridgeClient;
  readonly profile: Profile;
  /** Customers whose subscriptions are looked for. */
  readonly customers: readonly CustomerIdentity[];
  readonly pace: IntakePace;
  readonly queue: LookQueue;
  /** What was grave, and is to be seen once more: since when, by subscription. */
  readonly doubts: Map<string, { readonly what: string; readonly since: number }>;
  /** Complaints made already, so that each is made once. */
  readonly complaints: Set<string>;
}

const complaintsKept = 10_000;

/** True the first time it is called for a complaint. */
export function isNewComplaint({ complaints }: Feed, complaint: string): boolean {
  if (complaints.has(complaint)) return false;
  if (complaints.size >= complaintsKept) complaints.clear();
  complaints.add(complaint);
  return true;
}
