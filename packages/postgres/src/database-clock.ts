import { systemClock, type Clock } from "@tenure/engine";

import { integer } from "./column.ts";
import type { Query } from "./database.ts";

const longestTrust = 30_000;
const samples = 3;

const askTime = {
  name: "clock",
  text: "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now",
  values: [],
} as const;

/**
 * Leads times of this machine's clock over to the database's, and back. The offset is measured like NTP
 * does, from the quickest of a few answers, and rounded so that what is due here is due there.
 */
export class DatabaseClock {
  readonly #clock: Clock;
  readonly #fixed: boolean;
  #offset = 0;
  #measuredAt: number | undefined;

  /** @param fixed times are taken as they are given */
  constructor(fixed: boolean, clock = systemClock()) {
    this.#fixed = fixed;
    this.#clock = clock;
  }

  /** Measures the offset when it was not, or too long ago, or when this machine's clock was set. */
  async check(query: Query): Promise<void> {
    if (this.#fixed) return;
    const age = this.#clock.now() - (this.#measuredAt ?? Number.NEGATIVE_INFINITY);
    if (age >= 0 && age < longestTrust) return;
    let quickest = Number.POSITIVE_INFINITY;
    for (let sample = 0; sample < samples; sample += 1) {
      const asked = this.#clock.now();
      // oxlint-disable-next-line no-await-in-loop -- side by side they would delay each other
      const [row = {}] = await query(askTime);
      const answered = this.#clock.now();
      if (answered - asked >= quickest) continue;
      quickest = answered - asked;
      this.#offset = integer(row, "now") - answered;
    }
    this.#measuredAt = this.#clock.now();
  }

  toDatabase(time: number): number {
    return Math.round(time + this.#offset);
  }

  toHere(time: number): number {
    return time - this.#offset;
  }
}
