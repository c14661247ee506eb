import type { HistoryEntry } from "@tenure/engine";

import { everyTenant } from "../http/caller.ts";
import { addMinute, countWaited, newMinute, waitedQuantile, type Minute } from "./minute.ts";

export const minute = 60_000;
/** Figures older than this are forgotten. */
export const keptMilliseconds = 2 * 86_400_000;
/** Open requests whose beginning is remembered; that of others is looked up when they end. */
const openingsKept = 50_000;

/** One point of the figures, from `at` on for the length of a step. */
export interface ThroughputPoint {
  readonly at: number;
  readonly events: number;
  readonly refused: number;
  readonly drift: number;
  readonly opened: number;
  readonly approved: number;
  readonly failed: number;
  readonly revoked: number;
  readonly stuck: number;
  /** Of the requests that ended: how long they had been open, in milliseconds. */
  readonly waited: {
    readonly count: number;
    readonly mean: number | null;
    readonly median: number | null;
    readonly p95: number | null;
    readonly longest: number | null;
  };
}

export interface ThroughputQuestion {
  readonly tenant: string;
  readonly from: number;
  readonly to: number;
  /** A multiple of a minute. */
  readonly step: number;
}

type Minutes = Map<number, Minute>;

const endings: Readonly<Record<string, "approved" | "failed" | "revoked">> = {
  "request.approved": "approved",
  "request.failed": "failed",
  "request.revoked": "revoked",
};

/** Finds when a request first showed; undefined when it is not in the history. */
export type FindOpening = (key: string, requestId: string) => Promise<number | undefined>;

function pointOf(at: number, sum: Minute): ThroughputPoint {
  const { events, refused, drift, opened, approved, failed, revoked, stuck } = sum;
  const count = Object.values(sum.waited).reduce((all, one) => all + one, 0);
  return {
    at,
    events,
    refused,
    drift,
    opened,
    approved,
    failed,
    revoked,
    stuck,
    waited: {
      count,
      mean: count === 0 ? null : Math.round(sum.waitedTotal / count),
      median: waitedQuantile(sum, 0.5),
      p95: waitedQuantile(sum, 0.95),
      longest: count === 0 ? null : sum.waitedLongest,
    },
  };
}

/** Counts what happens, minute by minute, for each tenant. */
export class Throughput {
  readonly #tenants = new Map<string, Minutes>();
  readonly #openings = new Map<string, number>();
  readonly #findOpening: FindOpening;

  constructor(findOpening: FindOpening) {
    this.#findOpening = findOpening;
  }

  /** Counts one entry of the history. */
  async count(tenant: string, entry: HistoryEntry, now: number): Promise<void> {
    const { at, verdict, drift, event } = entry;
    this.#noteOpening(entry);
    if (at < now - keptMilliseconds) return;
    const figures = this.#minuteOf(tenant, at);
    if (drift) figures.drift += 1;
    if (verdict.type === "refused") figures.refused += 1;
    if (verdict.type !== "moved") return;
    figures.events += 1;
    if (event.type === "effect.failed") figures.stuck += 1;
    figures.opened += this.#opensIn(entry).length;
    const ending = endings[event.type];
    if (ending === undefined || !("request" in event)) return;
    figures[ending] += 1;
    const opened = await this.#openingOf(entry.key, event.request.id);
    if (opened !== undefined) countWaited(figures, at - opened);
  }

  /** Points from `from` on, without a gap: what did not happen is 0. */
  points({ tenant, from, to, step }: ThroughputQuestion): readonly ThroughputPoint[] {
    const first = Math.floor(from / step) * step;
    const count = Math.max(0, Math.ceil((to - first) / step));
    const sums = Array.from({ length: count }, () => newMinute());
    for (const [name, minutes] of this.#tenants) {
      if (tenant !== everyTenant && tenant !== name) continue;
      for (const [at, figures] of minutes) {
        const sum = sums[Math.floor((at - first) / step)];
        if (sum !== undefined) addMinute(sum, figures);
      }
    }
    return sums.map((sum, index) => pointOf(first + index * step, sum));
  }

  /** Forgets what is too old to be asked about. */
  forget(now: number): void {
    for (const minutes of this.#tenants.values()) {
      for (const at of minutes.keys()) {
        if (at < now - keptMilliseconds) minutes.delete(at);
      }
    }
  }

  /** All figures, to be kept and restored. */
  figures(): readonly (readonly [tenant: string, at: number, figures: Minute])[] {
    return [...this.#tenants].flatMap(([tenant, minutes]) =>
      [...minutes].map(([at, figures]) => [tenant, at, figures] as const),
    );
  }

  restore(figures: readonly (readonly [tenant: string, at: number, figures: Minute])[]): void {
    this.#tenants.clear();
    for (const [tenant, at, one] of figures) addMinute(this.#minuteOf(tenant, at), one);
  }

  #minuteOf(tenant: string, at: number): Minute {
    const minutes = this.#tenants.get(tenant) ?? new Map<number, Minute>();
    this.#tenants.set(tenant, minutes);
    const start = Math.floor(at / minute) * minute;
    const figures = minutes.get(start) ?? newMinute();
    minutes.set(start, figures);
    return figures;
  }

  #opensIn({ effects }: HistoryEntry): readonly string[] {
    return effects.flatMap((effect) =>
      effect.type === "fulfillRequest" && effect.occasion === "opened" ? [effect.requestId] : [],
    );
  }

  #noteOpening(entry: HistoryEntry): void {
    const { event, verdict, key, at } = entry;
    if (verdict.type !== "moved" || !("request" in event)) return;
    const name = JSON.stringify([key, event.request.id]);
    if (endings[event.type] === undefined && !this.#openings.has(name)) {
      this.#openings.set(name, at);
    }
    if (this.#openings.size <= openingsKept) return;
    const [oldest] = this.#openings.keys();
    if (oldest !== undefined) this.#openings.delete(oldest);
  }

  async #openingOf(key: string, requestId: string): Promise<number | undefined> {
    const name = JSON.stringify([key, requestId]);
    const known = this.#openings.get(name);
    this.#openings.delete(name);
    return known ?? this.#findOpening(key, requestId);
  }
}
