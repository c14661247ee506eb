import type { RequestWaiting, WaitingParty } from "@tenure/engine";

export const parties = ["vendor", "customer", "tier", "schedule", "platform"] as const;

/** Which requests are shown. */
export interface WaitingChoice {
  /** Those that wait on one of these; undefined: on anybody. */
  readonly on: readonly WaitingParty[] | undefined;
  /** Those that have waited at least so long, in milliseconds. */
  readonly over: number;
  /** So many, those that have waited longest. */
  readonly limit: number;
}

/** What waits on one party. */
export interface PartyTotal {
  requests: number;
  /** Of the one that has waited longest, in milliseconds. */
  longest: number;
}

/** Gathers the requests that are chosen: the longest waiting, and what waits on each party in all. */
export class WaitingView {
  readonly #choice: WaitingChoice;
  readonly totals = new Map<WaitingParty, PartyTotal>();
  longest: readonly RequestWaiting[] = [];
  count = 0;

  constructor(choice: WaitingChoice) {
    this.#choice = choice;
  }

  add(row: RequestWaiting): void {
    const { on, over, limit } = this.#choice;
    if (row.on === undefined || row.total < over) return;
    if (on !== undefined && !on.includes(row.on)) return;
    this.count += 1;
    const total = this.totals.get(row.on) ?? { requests: 0, longest: 0 };
    total.requests += 1;
    total.longest = Math.max(total.longest, row.total);
    this.totals.set(row.on, total);
    const last = this.longest.at(-1);
    if (last !== undefined && this.longest.length >= limit && row.since >= last.since) return;
    const place = this.longest.findIndex(({ since }) => since > row.since);
    const at = place < 0 ? this.longest.length : place;
    this.longest = this.longest.toSpliced(at, 0, row).slice(0, limit);
  }
}
