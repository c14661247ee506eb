import type { Intake } from "@tenure/engine";

import type { ConnectPage } from "../client/pages.ts";
import type { TierConfigRequestCalls } from "../client/tier-config-requests.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";

/** A page of tier configuration requests. */
export type TierPage = ConnectPage<TierConfigRequest>;

/** What was last taken in about a request. */
interface Seen {
  /** The fact, as text. */
  readonly told: string;
  readonly updated: string | undefined;
}

/** What one run of the tier configurations' intake works with. */
export interface TierFeed {
  readonly intake: Intake;
  readonly calls: TierConfigRequestCalls;
  readonly products: readonly string[];
  /** How far back each poll looks behind its cursor, in milliseconds. */
  readonly overlap: number;
  /** What this run took in, by request id; spares the engine what it has just been told. */
  readonly seen: Map<string, Seen>;
  /** Complaints made already, so that each is made once. */
  readonly complaints: Set<string>;
  /** Called when a request has ended. */
  readonly ended: () => void;
}

const complaintsKept = 10_000;

/** True the first time it is called for a complaint. */
export function isNewTierComplaint({ complaints }: TierFeed, complaint: string): boolean {
  if (complaints.has(complaint)) return false;
  if (complaints.size >= complaintsKept) complaints.clear();
  complaints.add(complaint);
  return true;
}
