import type { Commit, CommitResult, Store } from "../ports/store.ts";
import { TenureError } from "../tenure-error.ts";

/** So many commits at most share a transaction: more would hold up the event loop. */
const largestGroup = 256;

interface Waiting {
  readonly commit: Commit;
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (error: unknown) => void;
}

function unanswered({ key }: Commit): TenureError {
  return new TenureError(
    "store_failed",
    `The store left a commit on subscription ${key} unanswered: it must answer each of a batch.`,
  );
}

/**
 * Gathers the commits of one event-loop turn into one call of the store, because making them durable
 * costs far more than writing them.
 */
export class GroupCommit {
  readonly #store: Store;
  #waiting: Waiting[] = [];
  #scheduled = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves when the commit is durable, or was not taken. Rejects with the store's error. */
  add(commit: Commit): Promise<CommitResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ commit, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const group = this.#waiting.splice(0, largestGroup);
    await this.#write(group);
    this.#scheduled = false;
    if (this.#waiting.length > 0) this.#schedule();
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    try {
      const results = await this.#store.commit(group.map(({ commit }) => commit));
      for (const [index, { commit, resolve, reject }] of group.entries()) {
        const result = results[index];
        if (result === undefined) reject(unanswered(commit));
        else resolve(result);
      }
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else await this.#writeOneByOne(group);
    }
  }

  /** The fault may lie in one commit of the group: the others must not suffer for it. */
  async #writeOneByOne(group: readonly Waiting[]): Promise<void> {
    for (const waiting of group) {
      // oxlint-disable-next-line no-await-in-loop -- in the order they were added
      await this.#write([waiting]);
    }
  }
}
