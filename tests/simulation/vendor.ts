import type { Life } from "./life.ts";
import type { SeededRandom } from "./seeded-random.ts";
import type { RequestPlan } from "./stories.ts";
import type { Weather } from "./weather.ts";

/** One call the vendor's service received. */
export interface VendorCall {
  readonly requestId: string;
  readonly idempotencyKey: string;
  readonly outcome: "done" | "repeated" | "declined" | "failed";
}

/** How long an attempt at an effect may take in this world, in milliseconds. */
export const attemptTime = 25_000;
const faultsAtMost = 2;

/** The vendor's own service. It outlives every engine, and does each operation once per idempotency key. */
export class Vendor {
  readonly calls: VendorCall[] = [];
  readonly #life: Life;
  readonly #weather: Weather;
  readonly #random: SeededRandom;
  readonly #firstAskedAt = new Map<string, number>();
  readonly #faults = new Map<string, number>();
  readonly #slow = new Map<string, number>();
  readonly #repaired = new Set<string>();

  constructor(parts: {
    readonly life: Life;
    readonly weather: Weather;
    readonly random: SeededRandom;
  }) {
    this.#life = parts.life;
    this.#weather = parts.weather;
    this.#random = parts.random;
  }

  /** When the request was first spoken of, in milliseconds since the epoch. */
  firstAskedAt(requestId: string): number {
    const known = this.#firstAskedAt.get(requestId);
    if (known !== undefined) return known;
    const now = this.#life.clock.now();
    this.#firstAskedAt.set(requestId, now);
    return now;
  }

  /** From now on the request's operation works. */
  repair(requestId: string): void {
    this.#repaired.add(requestId);
  }

  /** Does what the request asks for, or declines it; the answer may get lost on the way. */
  async operate(requestId: string, idempotencyKey: string, plan: RequestPlan): Promise<void> {
    const { clock } = this.#life;
    const earlier = this.calls.filter((call) => call.requestId === requestId);
    await clock.sleep(this.#random.between(0, 80));
    const failures = earlier.filter(({ outcome }) => outcome === "failed").length;
    if (
      (plan.broken && !this.#repaired.has(requestId)) ||
      (!plan.broken && failures < plan.throws)
    ) {
      this.#weather.count("handler threw");
      this.#record({ requestId, idempotencyKey, outcome: "failed" });
      throw new Error("The vendor's service is out of order.");
    }
    if ((this.#slow.get(requestId) ?? 0) < plan.slow) {
      this.#slow.set(requestId, (this.#slow.get(requestId) ?? 0) + 1);
      this.#weather.count("slow handler");
      await clock.sleep(attemptTime + this.#random.between(-2000, 20_000));
    }
    this.#act(requestId, idempotencyKey, plan);
    await clock.sleep(this.#random.between(0, 80));
    const lost = this.#faults.get(requestId) ?? 0;
    if (lost < faultsAtMost && this.#weather.strikes("vendor's answer lost")) {
      this.#faults.set(requestId, lost + 1);
      throw new Error("The vendor's answer was lost.");
    }
  }

  #act(requestId: string, idempotencyKey: string, plan: RequestPlan): void {
    const isDone = this.calls.some(
      (call) => call.idempotencyKey === idempotencyKey && call.outcome === "done",
    );
    const done = isDone ? "repeated" : "done";
    const outcome = plan.verdict === "reject" ? "declined" : done;
    this.#record({ requestId, idempotencyKey, outcome });
  }

  #record(call: VendorCall): void {
    this.calls.push(call);
    this.#life.note(`${call.outcome} ${call.requestId} under ${call.idempotencyKey}`);
  }
}
