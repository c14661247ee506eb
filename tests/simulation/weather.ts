import type { SeededRandom } from "./seeded-random.ts";

/** What goes wrong between an engine and the platform, one at most to a call. */
export const networkFaults = [
  "429",
  "429 with Retry-After",
  "500 before it was done",
  "502 after it was done",
  "connection refused",
  "connection lost before it was done",
  "connection lost after it was done",
  "hung before it was done",
  "hung after it was done",
  "arrived after the client gave up",
  "truncated answer",
  "delivered twice",
  "answered late",
  "stale read",
  "rows missing from a list",
] as const;
export type NetworkFault = (typeof networkFaults)[number];

const storeFaults = [
  "store failed before it was done",
  "store failed after it was done",
  "subscription busy in the store",
] as const;

/** Faults that the weather decides on. The rest is decided by the stories and the misfortunes. */
const faults = [...networkFaults, ...storeFaults, "vendor's answer lost", "outage"] as const;
type Fault = (typeof faults)[number];

/** All that goes wrong, for the count of it. */
export const troubles = [
  ...faults,
  "handler threw",
  "slow handler",
  "crash",
  "engine stood still past its lease",
  "two engines at once",
  "engine stopped and another started",
  "capability switched",
  "adapter paused",
] as const;
export type Trouble = (typeof troubles)[number];

const rates: Readonly<Record<"calm" | "windy" | "stormy", number>> = {
  calm: 0.01,
  windy: 0.05,
  stormy: 0.14,
};

/**
 * Decides what goes wrong. Each seed has its own mixture: about half of the kinds never come, and the
 * others more or less often, so that rare combinations come at all.
 */
export class Weather {
  readonly counts = new Map<Trouble, number>();
  readonly #random: SeededRandom;
  readonly #chances: ReadonlyMap<Fault, number>;
  #isOver = false;

  constructor(random: SeededRandom) {
    this.#random = random;
    const strength = random.pick(Object.values(rates));
    this.#chances = new Map(
      faults.map((fault) => [fault, random.chance(0.5) ? strength * (0.3 + random.next()) : 0]),
    );
  }

  /** Whether it strikes now; counted when it does. */
  strikes(fault: Fault): boolean {
    if (this.#isOver || !this.#random.chance(this.#chances.get(fault) ?? 0)) return false;
    this.count(fault);
    return true;
  }

  /** For what is asked about seldom: strikes half of the time, in seeds that know the fault at all. */
  strikesHarder(fault: Fault): boolean {
    if (this.#isOver || (this.#chances.get(fault) ?? 0) === 0 || !this.#random.chance(0.5)) {
      return false;
    }
    this.count(fault);
    return true;
  }

  /** The first of the faults that strikes. */
  strikesOneOf<Kind extends Fault>(kinds: readonly Kind[]): Kind | undefined {
    return kinds.find((kind) => this.strikes(kind));
  }

  count(trouble: Trouble): void {
    this.counts.set(trouble, (this.counts.get(trouble) ?? 0) + 1);
  }

  /** From now on nothing goes wrong. */
  clearUp(): void {
    this.#isOver = true;
  }

  get isOver(): boolean {
    return this.#isOver;
  }
}
