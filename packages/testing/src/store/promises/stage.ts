/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import type { Store } from "@tenure/engine";
import * as fc from "fast-check";

import type { ReleasedStore, StoreSubject } from "./store-subject.ts";

const defaultRuns = 20;

function missing(part: string): never {
  throw new RangeError(`The subject has no ${part}: the promise must be left out.`);
}

/** Where one promise is tried: hands out stores, and closes them in the end. */
export class Stage {
  readonly #subject: StoreSubject;
  readonly #open = new Set<Store>();

  constructor(subject: StoreSubject) {
    this.#subject = subject;
  }

  get releases(): readonly ReleasedStore[] {
    return this.#subject.releases ?? missing("releases");
  }

  async open(): Promise<Store> {
    return this.#entered(await this.#subject.open());
  }

  async restore(release: ReleasedStore): Promise<Store> {
    return this.#entered(await release.restore());
  }

  async reopen(store: Store): Promise<Store> {
    return this.#replaced(store, this.#subject.reopen?.(store) ?? missing("reopen"));
  }

  async crash(store: Store): Promise<Store> {
    return this.#replaced(store, this.#subject.crash?.(store) ?? missing("crash"));
  }

  async second(store: Store): Promise<Store> {
    return this.#entered(await (this.#subject.second?.(store) ?? missing("second")));
  }

  /** Tries a property on a fresh store for each case. */
  async property<Case>(
    cases: fc.Arbitrary<Case>,
    holds: (store: Store, given: Case) => Promise<void>,
    share = 1,
  ): Promise<void> {
    const { seed, runs = defaultRuns } = this.#subject;
    const property = fc.asyncProperty(cases, async (given) => {
      try {
        await holds(await this.open(), given);
      } finally {
        await this.clear();
      }
    });
    const numRuns = Math.max(1, Math.round(runs * share));
    await fc.assert(property, { numRuns, ...(seed === undefined ? {} : { seed }) });
  }

  /** Closes everything, the newest first: a second store goes before the one it stands beside. */
  async clear(): Promise<void> {
    for (const store of [...this.#open].toReversed()) {
      this.#open.delete(store);
      await this.#subject.close(store);
    }
  }

  async #replaced(store: Store, replacement: Promise<Store>): Promise<Store> {
    this.#open.delete(store);
    return this.#entered(await replacement);
  }

  #entered(store: Store): Store {
    this.#open.add(store);
    return store;
  }
}
