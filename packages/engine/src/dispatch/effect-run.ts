import { awaits } from "@tenure/machine";

import type { Adapters } from "../adapters.ts";
import { errorFields } from "../error-fields.ts";
import type { AttemptWatch, Observing } from "../observe/observing.ts";
import type { EffectOutcome } from "../ports/adapter.ts";
import type { AttemptEnd } from "../ports/observer.ts";
import type { ClaimedEffect, EffectClaim } from "../ports/store.ts";
import type { SubscriptionRecord } from "../ports/subscription-record.ts";
import { backoff } from "./backoff.ts";
import { effectCall } from "./effect-call.ts";
import type { Pass } from "./gate.ts";
import { keepLease, type Lease } from "./lease.ts";
import { perform } from "./perform.ts";
import {
  giveUp,
  settleOutcome,
  unusable,
  type Attempted,
  type SettleOptions,
} from "./settle-outcome.ts";

/** How long to wait before the store is asked again to take an outcome: first and at most. */
const shortestStorePause = 500;
const longestStorePause = 5000;

export interface EffectRunOptions extends SettleOptions {
  readonly adapters: Adapters;
  readonly observing: Observing;
  readonly leaseMilliseconds: number;
  readonly attemptTimeoutMilliseconds: number;
}

/** What a run is given: the claim, until when it holds, and leave to start. */
export interface Start {
  readonly claimed: ClaimedEffect;
  readonly leaseUntil: number;
  readonly pass: Pass;
}

/** One claimed effect, from the look whether it is still wanted to the record of what came of it. */
export class EffectRun {
  /** Resolves when nothing more is done about the claim. Never rejects. */
  readonly ended: Promise<void>;
  readonly #options: EffectRunOptions;
  readonly #claimed: ClaimedEffect;
  readonly #claim: EffectClaim;
  readonly #pass: Pass;
  readonly #lease: Lease;
  readonly #watch: AttemptWatch;
  readonly #aborted = new AbortController();
  #lost = false;

  constructor(options: EffectRunOptions, { claimed, leaseUntil, pass }: Start) {
    this.#options = options;
    this.#claimed = claimed;
    this.#claim = { id: claimed.id, token: claimed.token };
    this.#pass = pass;
    this.#watch = this.#observe();
    const lease = { ...options, milliseconds: options.leaseMilliseconds, until: leaseUntil };
    this.#lease = keepLease(lease, this.#claim, () => {
      options.logger.warn(this.#fields(), "lease lost: the result is dropped");
      this.lose();
    });
    this.ended = this.#run();
  }

  /** Somebody else has the effect: whatever still comes of it changes nothing. */
  lose(): void {
    this.#lost = true;
    this.#aborted.abort();
  }

  /** Aborts the attempt and puts the effect back, as if it had not been tried. */
  stop(): void {
    this.#aborted.abort();
  }

  async #run(): Promise<void> {
    const { clock, logger } = this.#options;
    let end: AttemptEnd = { outcome: "lost" };
    try {
      end = await this.#see();
    } catch (error) {
      const fields = { ...this.#fields(), ...errorFields(error) };
      logger.error(fields, "effect neither done nor written down: trying again later");
      end = { outcome: "aborted" };
      await this.#leave();
    } finally {
      this.#lease.release();
      this.#pass.left(clock.now());
      this.#watch.ended(this.#lost ? { outcome: "lost" } : end);
    }
  }

  async #see(): Promise<AttemptEnd> {
    const { recorder, logger, retry } = this.#options;
    const { key, effect, lost, attempts } = this.#claimed;
    const record = await recorder.load(key);
    if (record === undefined || !awaits(record.snapshot, effect)) {
      await recorder.settle(key, this.#claim);
      logger.debug(this.#fields(), "effect superseded: not performed");
      return { outcome: "superseded" };
    }
    if (lost >= retry.lost) {
      const message = `${lost} attempts in a row ended without a word: the process seems to die of it`;
      const error = { code: "effect_lost", message };
      return giveUp(this.#options, this.#attempted(), { attempts, error });
    }
    if (this.#lease.isOver()) {
      logger.warn(this.#fields(), "lease over before the effect was started: not performed");
      await this.#putBack("lease_over", 0);
      return { outcome: "lost" };
    }
    const outcome = await this.#attempt(record);
    if (this.#lost) return { outcome: "lost" };
    if (outcome !== "aborted") return this.#settle(outcome);
    await this.#putBack("engine_stopped", 0);
    return { outcome: "aborted" };
  }

  async #attempt(record: SubscriptionRecord): Promise<EffectOutcome | "aborted"> {
    const { adapters, clock, attemptTimeoutMilliseconds } = this.#options;
    const { adapter: name } = this.#claimed;
    const adapter = adapters.get(name);
    if (adapter === undefined) {
      const message = `the engine has no adapter ${name}`;
      return { type: "retry", blame: "platform", error: { code: "adapter_unknown", message } };
    }
    const call = effectCall(this.#claimed, record.snapshot, this.#trace());
    const limits = { clock, milliseconds: attemptTimeoutMilliseconds, run: this.#aborted.signal };
    const outcome = await this.#watch.during(() => perform(adapter, call, limits));
    this.#pass.attempted(outcome, clock.now());
    return outcome;
  }

  /** Writes the outcome down, however long the store takes to be there again. */
  async #settle(outcome: EffectOutcome): Promise<AttemptEnd> {
    const { clock, logger } = this.#options;
    let settling = outcome;
    let pause = shortestStorePause;
    while (!this.#aborted.signal.aborted) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one try after the other
        return await settleOutcome(this.#options, this.#attempted(), settling);
      } catch (error) {
        const instead = unusable(error);
        if (instead !== undefined && settling !== outcome) throw error;
        settling = instead ?? settling;
        const fields = { ...this.#fields(), ...errorFields(error) };
        logger.error(fields, "outcome not written down: trying again");
      }
      // oxlint-disable-next-line no-await-in-loop -- one try after the other
      await clock.sleep(pause, this.#aborted.signal);
      pause = Math.min(longestStorePause, pause * 2);
    }
    return { outcome: "aborted" };
  }

  /** Puts it back with a pause that grows, so that a subscription that cannot be read does not spin. */
  async #leave(): Promise<void> {
    const { random, retry } = this.#options;
    try {
      await this.#putBack("not_recorded", backoff(retry, this.#claimed.claims, { random }));
    } catch {
      // The store does not answer; the claim ends with its lease.
    }
  }

  async #putBack(error: string, wait: number): Promise<void> {
    const { store, clock } = this.#options;
    const { attempts } = this.#claimed;
    await store.putBack(this.#claim, { availableAt: clock.now() + wait, attempts, error });
  }

  #attempted(): Attempted {
    const notBefore = (now: number): number => this.#pass.notBefore(now);
    return { claimed: this.#claimed, trace: this.#trace(), notBefore };
  }

  #trace(): string | undefined {
    return this.#watch.trace ?? this.#claimed.trace;
  }

  #observe(): AttemptWatch {
    const { observing, clock } = this.#options;
    const { id, key, tenant, adapter, effect, claims, availableAt, trace } = this.#claimed;
    return observing.attempt(() => ({
      key,
      tenant,
      adapter,
      effect: effect.type,
      effectId: id,
      attempt: claims + 1,
      waited: Math.max(0, clock.now() - availableAt),
      trace,
    }));
  }

  #fields(): { key: string; effectId: string; effect: string } {
    const { id, key, effect } = this.#claimed;
    return { key, effectId: id, effect: effect.type };
  }
}
