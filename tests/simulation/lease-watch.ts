import type { EffectClaim } from "@tenure/engine";

import type { Life } from "./life.ts";

interface Holding {
  readonly life: Life;
  readonly token: number;
  readonly until: number;
}

/** Sees from outside who holds which effect until when, and notes when one is given to two. */
export class LeaseWatch {
  readonly breaches: string[] = [];
  readonly #now: () => number;
  readonly #holdings = new Map<string, Holding>();

  constructor(now: () => number) {
    this.#now = now;
  }

  claimed(life: Life, { id, token }: EffectClaim, until: number): void {
    const before = this.#holdings.get(id);
    if (before !== undefined && before.until > this.#now()) {
      this.breaches.push(
        `${id} was given to ${life.name} while the lease of ${before.life.name} held for another ${
          before.until - this.#now()
        } ms`,
      );
    }
    this.#holdings.set(id, { life, token, until });
  }

  extended({ id, token }: EffectClaim, until: number): void {
    const holding = this.#holdings.get(id);
    if (holding?.token === token) this.#holdings.set(id, { ...holding, until });
  }

  released({ id, token }: EffectClaim): void {
    if (this.#holdings.get(id)?.token === token) this.#holdings.delete(id);
  }
}
