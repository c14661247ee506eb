import type { EffectOutcome } from "../ports/adapter.ts";
import { Circuit, type BreakerPolicy, type CircuitState, type Proof } from "./circuit.ts";
import { TokenBucket } from "./token-bucket.ts";

/** A platform's `Retry-After` holds its adapter no longer than this, in milliseconds. */
const longestHold = 3_600_000;

/** What one adapter's platform is spared. */
export interface GatePolicy {
  /** So many effects run side by side. */
  readonly concurrency: number;
  /** So many are started in a second; undefined: no limit. */
  readonly ratePerSecond: number | undefined;
  readonly breaker: BreakerPolicy;
}

/** Leave to run one effect. */
export interface Pass {
  /** The attempt was made, and this came of it; `aborted` says nothing of the platform. */
  attempted(outcome: EffectOutcome | "aborted", now: number): void;
  /** Not before this time an effect that failed should be tried again. */
  notBefore(now: number): number;
  /** Nothing runs any more. */
  left(now: number): void;
}

/**
 * What an outcome proves. An attempt that ran out of time proves nothing: whether the vendor's handler
 * or the platform was slow is not known.
 */
function proofOf(outcome: EffectOutcome | "aborted"): Proof {
  if (outcome === "aborted") return "unknown";
  if (outcome.type !== "retry") return "works";
  if (outcome.blame === "platform") return "fails";
  return outcome.blame === "nobody" || outcome.error.code === "attempt_timeout"
    ? "unknown"
    : "works";
}

/** Decides how much of one adapter's work may be started. */
export class Gate {
  readonly adapter: string;
  readonly #concurrency: number;
  readonly #bucket: TokenBucket;
  readonly #circuit: Circuit;
  readonly #tenants = new Map<string, number>();
  #running = 0;
  #heldUntil = -Infinity;

  constructor(adapter: string, policy: GatePolicy, now: number) {
    this.adapter = adapter;
    this.#concurrency = policy.concurrency;
    this.#bucket = new TokenBucket(policy.ratePerSecond, now);
    this.#circuit = new Circuit(policy.breaker);
  }

  get running(): number {
    return this.#running;
  }

  /** How many effects of each tenant run. */
  get runningOf(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#tenants);
  }

  circuit(now: number): CircuitState {
    return this.#circuit.state(now);
  }

  /** Until when the platform asked to be left alone; undefined when it did not. */
  heldUntil(now: number): number | undefined {
    return this.#heldUntil > now ? this.#heldUntil : undefined;
  }

  /** How many effects may be started now. */
  slots(now: number): number {
    if (this.heldUntil(now) !== undefined) return 0;
    const free = this.#concurrency - this.#running;
    return Math.max(0, Math.min(free, this.#bucket.available(now), this.#circuit.permits(now)));
  }

  /** When time alone lets something through again; undefined when nothing waits for time. */
  opensAt(now: number): number | undefined {
    const times = [this.heldUntil(now), this.#circuit.opensAt(now), this.#bucket.nextAt(now)];
    const latest = Math.max(...times.map((time) => time ?? -Infinity));
    return latest === -Infinity ? undefined : latest;
  }

  /** Starts one effect of a tenant. */
  start(tenant: string, now: number): Pass {
    this.#running += 1;
    this.#count(tenant, 1);
    this.#bucket.take(now);
    const prove = this.#circuit.start(now);
    let inside = true;
    return {
      attempted: (outcome, at) => {
        prove(proofOf(outcome), at);
        this.#hold(outcome, at);
      },
      notBefore: (at) => this.#notBefore(at),
      left: (at) => {
        if (!inside) return;
        inside = false;
        this.#running -= 1;
        this.#count(tenant, -1);
        prove("unknown", at);
      },
    };
  }

  #count(tenant: string, more: number): void {
    const running = (this.#tenants.get(tenant) ?? 0) + more;
    if (running > 0) this.#tenants.set(tenant, running);
    else this.#tenants.delete(tenant);
  }

  #hold(outcome: EffectOutcome | "aborted", now: number): void {
    if (outcome === "aborted" || outcome.type !== "retry" || outcome.blame !== "platform") return;
    const { after = 0 } = outcome;
    this.#heldUntil = Math.max(this.#heldUntil, now + Math.min(after, longestHold));
  }

  #notBefore(now: number): number {
    const opensAt = this.#circuit.opensAt(now);
    // Behind those that wait already: otherwise one bad effect would be the probe each time.
    const probe = opensAt === undefined ? now : opensAt + 1;
    return Math.max(now, probe, this.#heldUntil);
  }
}
