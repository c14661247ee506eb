import { awaits } from "@tenure/machine";

import type { Adapters } from "../adapters.ts";
import { errorFields } from "../error-fields.ts";
import type { EffectOutcome } from "../ports/adapter.ts";
import type { ClaimedEffect, EffectClaim } from "../ports/store.ts";
import { effectCall } from "./effect-call.ts";
import { keepLease } from "./lease.ts";
import { perform } from "./perform.ts";
import { settleOutcome, unusable, type SettleOptions } from "./settle-outcome.ts";

/** How long to wait before the store is asked again to take an outcome, in milliseconds. */
const storePause = 1000;

export interface EffectRunOptions extends SettleOptions {
  readonly adapters: Adapters;
  readonly leaseMilliseconds: number;
  readonly attemptTimeoutMilliseconds: number;
}

/** One claimed effect, from the look whether it is still wanted to the record of what came of it. */
export class EffectRun {
  /** Resolves when nothing more is done about the claim. Never rejects. */
  readonly ended: Promise<void>;
  readonly #options: EffectRunOptions;
  readonly #claimed: ClaimedEffect;
  readonly #claim: EffectClaim;
  readonly #aborted = new AbortController();
  #lost = false;

  constructor(options: EffectRunOptions, claimed: ClaimedEffect) {
    this.#options = options;
    this.#claimed = claimed;
    this.#claim = { id: claimed.id, token: claimed.token };
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
    const { logger, leaseMilliseconds } = this.#options;
    const options = { ...this.#options, milliseconds: leaseMilliseconds };
    const lease = keepLease(options, this.#claim, () => {
      logger.warn(this.#fields(), "lease lost: the result is dropped");
      this.lose();
    });
    try {
      const outcome = await this.#attempt();
      if (this.#lost) return;
      if (outcome === "aborted") await this.#putBack();
      else if (outcome !== "superseded") await this.#settle(outcome);
    } catch (error) {
      const fields = { ...this.#fields(), ...errorFields(error) };
      logger.error(fields, "effect left to its lease: it is claimed again when that ends");
    } finally {
      lease.release();
    }
  }

  async #attempt(): Promise<EffectOutcome | "superseded" | "aborted"> {
    const { recorder, logger, adapters, clock, attemptTimeoutMilliseconds } = this.#options;
    const { key, effect, adapter: name } = this.#claimed;
    const record = await recorder.load(key);
    if (record === undefined || !awaits(record.snapshot, effect)) {
      await recorder.settle(key, this.#claim);
      logger.debug(this.#fields(), "effect superseded: not performed");
      return "superseded";
    }
    const adapter = adapters.get(name);
    if (adapter === undefined) {
      const message = `the engine has no adapter ${name}`;
      return { type: "retry", blame: "platform", error: { code: "adapter_unknown", message } };
    }
    return perform(adapter, effectCall(this.#claimed, record.snapshot), {
      clock,
      milliseconds: attemptTimeoutMilliseconds,
      run: this.#aborted.signal,
    });
  }

  /** Writes the outcome down, however long the store takes to be there again. */
  async #settle(outcome: EffectOutcome): Promise<void> {
    const { clock, logger } = this.#options;
    let settling = outcome;
    while (!this.#aborted.signal.aborted) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one try after the other
        await settleOutcome(this.#options, this.#claimed, settling);
        return;
      } catch (error) {
        const instead = unusable(error);
        if (instead !== undefined && settling !== outcome) throw error;
        settling = instead ?? settling;
        const fields = { ...this.#fields(), ...errorFields(error) };
        logger.error(fields, "outcome not written down: trying again");
      }
      // oxlint-disable-next-line no-await-in-loop -- one try after the other
      await clock.sleep(storePause, this.#aborted.signal);
    }
  }

  async #putBack(): Promise<void> {
    const { store, clock } = this.#options;
    const { attempts } = this.#claimed;
    const retry = { availableAt: clock.now(), attempts, error: "engine_stopped" };
    await store.putBack(this.#claim, retry);
  }

  #fields(): { key: string; effectId: string; effect: string } {
    const { id, key, effect } = this.#claimed;
    return { key, effectId: id, effect: effect.type };
  }
}
