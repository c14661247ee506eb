import type { Change, Collections } from "../store/collections.ts";
import { DocumentStore } from "../store/document-store.ts";

/** How many writes a read may lag behind. */
const FURTHEST_BEHIND = 64;

type Documents = Map<string, Map<string, unknown>>;

/** What the platform held some writes ago. It shares the documents, which are never changed in place. */
export class LaggingCopy<C extends object = Collections> {
  /** Everything but the newest writes, up to `FURTHEST_BEHIND` of them. */
  readonly #old: Documents = new Map();
  readonly #recent: (readonly Change[])[] = [];

  /** Takes in the changes of one write. */
  note(changes: readonly Change[]): void {
    this.#recent.push(changes);
    const oldest = this.#recent.length > FURTHEST_BEHIND ? this.#recent.shift() : undefined;
    for (const change of oldest ?? []) this.#apply(change);
  }

  /** The documents as they were before the last `behind` writes. */
  before(behind: number): DocumentStore<C> {
    const store = new DocumentStore<C>();
    for (const [collection, documents] of this.#old) {
      store.replay([...documents].map(([id, value]) => ({ collection, id, value })));
    }
    for (const changes of this.#recent.slice(0, Math.max(0, this.#recent.length - behind))) {
      store.replay(changes);
    }
    return store;
  }

  #apply({ collection, id, value }: Change): void {
    const documents = this.#old.get(collection) ?? new Map<string, unknown>();
    this.#old.set(collection, documents);
    if (value === undefined) documents.delete(id);
    else documents.set(id, value);
  }
}
