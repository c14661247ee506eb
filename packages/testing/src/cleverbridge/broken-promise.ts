import type { SubscriptionEventType } from "@tenure/machine";

import type { History } from "./history.ts";

/** How handlers of changes can break their promise. The set is closed. */
export type BrokenPromiseCode =
  /** The same change, handled again, left the vendor otherwise than the first time. */
  | "not_idempotent"
  /** They threw on a change that happens. */
  | "throws"
  /** They did not resolve within their time. */
  | "hangs"
  /** After a process ended and another went on, the vendor is not as it is when one process sees every change. */
  | "forgets"
  /** Everything had come to rest, and the vendor's own `disagrees` said what is wrong with it. */
  | "disagrees";

const advice: Readonly<Record<BrokenPromiseCode, string>> = {
  not_idempotent:
    "Keep with what you change which change it was, its key and its entry's version, and leave out what was done; or set what is to be so, rather than adding to what is.",
  throws:
    "Pass over what says nothing to you: every event comes by, of every subscription, refused commands and events of a later release included. Read what may be missing as missing.",
  hangs:
    "Give calls to the vendor a limit of time, and heed tools.signal. Wait by the clock that the vendor was given: real time does not pass here.",
  forgets:
    "Keep what later changes need where the vendor's own state is, not in the memory of a process; or read the record as it was with tools.engine.at(key, version).",
  disagrees:
    "Act on what the record is after a change, tools.engine.at(key, entry.version), rather than on single events: much of what happens on the platform comes as subscription.adopted, or as request.approved of a type that Tenure made for it.",
};

/** What was seen, before it is known by which smallest history. */
export interface Breach {
  readonly code: BrokenPromiseCode;
  /** The type of the event that was handled; null where it is no matter of a single change. */
  readonly eventType: SubscriptionEventType | null;
  /** What happened, in a sentence. */
  readonly message: string;
}

/** A promise that the handlers broke, by the smallest history found that shows it. */
export interface BrokenPromise extends Breach {
  /** What to do about it. */
  readonly whatToDo: string;
  readonly history: History;
  /** The history as a sequence diagram in Mermaid's language. */
  readonly diagram: string;
  /** With the code, what `verifyHandlers` needs to try that history again. */
  readonly seed: number;
  readonly path: string;
}

/** What to do about a promise broken in this way. */
export function adviceFor(code: BrokenPromiseCode): string {
  return advice[code];
}
