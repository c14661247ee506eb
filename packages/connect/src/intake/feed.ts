import type { Intake } from "@tenure/engine";
import type { Capabilities } from "@tenure/machine";

import type { ConnectClient } from "../client/connect-client.ts";
import type { ProductCapabilities } from "./product-capabilities.ts";

/** What was last taken in about a request. */
interface Seen {
  /** The fact, as text. */
  readonly told: string;
  readonly updated: string | undefined;
}

/** What one run of the intake works with. */
export interface Feed {
  readonly intake: Intake;
  readonly client: ConnectClient;
  readonly products: readonly string[];
  readonly capabilities: ProductCapabilities;
  /** How far back each poll looks behind its cursor, in milliseconds. */
  readonly overlap: number;
  /** Rows of a page of the list, at most. */
  readonly pageSize: number;
  /** How long to wait before looking again whether the engine is congested, in milliseconds. */
  readonly pause: number;
  /** What this run took in, by request id; spares the engine what it has just been told. */
  readonly seen: Map<string, Seen>;
  /** What this run told new subscriptions about their product since it last looked at it, by the product's id. */
  readonly introduced: Map<string, readonly Capabilities[]>;
  /** Complaints made already, so that each is made once. */
  readonly complaints: Set<string>;
}

const complaintsKept = 10_000;

/** True the first time it is called for a complaint. */
export function isNewComplaint(feed: Feed, complaint: string): boolean {
  if (feed.complaints.has(complaint)) return false;
  if (feed.complaints.size >= complaintsKept) feed.complaints.clear();
  feed.complaints.add(complaint);
  return true;
}

/** Waits while the engine cannot keep up; ends at once when the run does. */
export async function untilThereIsRoom({ intake, pause }: Feed): Promise<void> {
  // oxlint-disable no-await-in-loop -- one look after the other
  while (!intake.signal.aborted && (await intake.congested())) {
    await intake.clock.sleep(pause, intake.signal);
  }
  // oxlint-enable no-await-in-loop
}
