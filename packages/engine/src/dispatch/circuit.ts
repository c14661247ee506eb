/** No pause grows beyond this, in milliseconds, unless it began longer. */
const longestPause = 60_000;

export interface BreakerPolicy {
  /** So many failures in a row open the circuit. */
  readonly failures: number;
  /** How long it stays open the first time, in milliseconds; doubled each time in a row, up to a minute. */
  readonly pause: number;
}

export type CircuitState = "closed" | "open" | "halfOpen";

/** What an attempt said of the platform; `unknown` when it said nothing. */
export type Proof = "works" | "fails" | "unknown";

/**
 * Leaves a platform alone that keeps failing: after some failures in a row nothing is started for a
 * while, then one attempt as a probe. If that works, all may go on; if not, the next pause is longer.
 */
export class Circuit {
  readonly #policy: BreakerPolicy;
  #failures = 0;
  #opened = 0;
  #openUntil: number | undefined;
  #probing = false;

  constructor(policy: BreakerPolicy) {
    this.#policy = policy;
  }

  state(now: number): CircuitState {
    if (this.#openUntil === undefined) return "closed";
    return now < this.#openUntil ? "open" : "halfOpen";
  }

  /** How many attempts may be started now. */
  permits(now: number): number {
    const state = this.state(now);
    if (state === "closed") return Infinity;
    return state === "halfOpen" && !this.#probing ? 1 : 0;
  }

  /** When it lets something through again; undefined unless it is open. */
  opensAt(now: number): number | undefined {
    return this.state(now) === "open" ? this.#openUntil : undefined;
  }

  /** An attempt is started. The answer takes what it proves, once; of an old one it takes nothing. */
  start(now: number): (proof: Proof, at: number) => void {
    const probe = this.state(now) !== "closed";
    if (probe) this.#probing = true;
    let told = false;
    return (proof, at) => {
      if (told) return;
      told = true;
      if (probe) this.#probed(proof, at);
      else if (this.#openUntil === undefined) this.#attempted(proof, at);
    };
  }

  #probed(proof: Proof, now: number): void {
    this.#probing = false;
    if (proof === "fails") this.#open(now);
    if (proof !== "works") return;
    this.#openUntil = undefined;
    this.#failures = 0;
    this.#opened = 0;
  }

  #attempted(proof: Proof, now: number): void {
    if (proof === "works") this.#failures = 0;
    if (proof !== "fails") return;
    this.#failures += 1;
    if (this.#failures >= this.#policy.failures) this.#open(now);
  }

  #open(now: number): void {
    const { pause } = this.#policy;
    const grown = pause * 2 ** Math.min(this.#opened, 32);
    this.#openUntil = now + Math.min(grown, Math.max(longestPause, pause));
    this.#opened += 1;
  }
}
