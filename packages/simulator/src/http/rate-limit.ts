import type { Clock } from "../system-clock.ts";
import type { Answer } from "./answer.ts";
import type { Role } from "./roles.ts";

/** How many calls each key may make. */
export interface RateLimit {
  readonly perSecond: number;
  /** How many it may make at once after it has been quiet. Default a second's worth, at least 1. */
  readonly burst?: number;
}

/** Counts calls by key, in the simulator's time, and refuses those beyond the limit. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #burst: number;
  readonly #clock: Clock;
  readonly #left = new Map<Role, { tokens: number; at: number }>();

  constructor(limit: RateLimit, clock: Clock) {
    if (!(limit.perSecond > 0)) throw new RangeError("A rate limit is more than 0 calls a second.");
    this.#limit = limit;
    this.#burst = Math.max(1, limit.burst ?? Math.ceil(limit.perSecond));
    this.#clock = clock;
  }

  /** The refusal of a call; undefined when it may pass, which is counted. Calls without a key count together. */
  refuse(role: Role): Answer | undefined {
    const now = this.#clock.now();
    const before = this.#left.get(role) ?? { tokens: this.#burst, at: now };
    const gained = ((now - before.at) / 1000) * this.#limit.perSecond;
    const tokens = Math.min(this.#burst, before.tokens + gained);
    if (tokens >= 1) {
      this.#left.set(role, { tokens: tokens - 1, at: now });
      return undefined;
    }
    this.#left.set(role, { tokens, at: now });
    const seconds = Math.max(1, Math.ceil((1 - tokens) / this.#limit.perSecond));
    return {
      status: 429,
      json: {
        error_code: "SIM_429",
        errors: [`Request was throttled. Expected available in ${seconds} seconds.`],
      },
      headers: { "retry-after": String(seconds) },
    };
  }
}
