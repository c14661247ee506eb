import type { Change, CollectionName, Collections } from "./collections.ts";

type Maps = { readonly [C in CollectionName]: Map<string, Collections[C]> };

/**
 * All documents, in the order they were first put. Values are never mutated, only replaced, so the
 * changes of one call can be journaled together or undone together.
 */
export class DocumentStore {
  readonly #maps: Maps = {
    assets: new Map(),
    requests: new Map(),
    products: new Map(),
    webhooks: new Map(),
    conversations: new Map(),
    messages: new Map(),
    tierConfigs: new Map(),
    tierRequests: new Map(),
    tierAccounts: new Map(),
    tierAccountRequests: new Map(),
    billingRequests: new Map(),
    usageFiles: new Map(),
    usageRecords: new Map(),
    waiting: new Map(),
    loadedBodies: new Map(),
    counters: new Map(),
  };
  #changes: Change[] = [];
  #undo: (() => void)[] = [];

  get<C extends CollectionName>(collection: C, id: string): Collections[C] | undefined {
    return this.#map(collection).get(id);
  }

  has(collection: CollectionName, id: string): boolean {
    return this.#map(collection).has(id);
  }

  list<C extends CollectionName>(collection: C): Collections[C][] {
    return [...this.#map(collection).values()];
  }

  /** The same without a copy, for looking through; nothing may be put or deleted meanwhile. */
  values<C extends CollectionName>(collection: C): MapIterator<Collections[C]> {
    return this.#map(collection).values();
  }

  put<C extends CollectionName>(collection: C, id: string, value: Collections[C]): void {
    this.#remember(collection, id);
    this.#map(collection).set(id, value);
    this.#changes.push({ collection, id, value });
  }

  delete(collection: CollectionName, id: string): void {
    this.#remember(collection, id);
    this.#map(collection).delete(id);
    this.#changes.push({ collection, id });
  }

  /** The changes that `rollBack` would undo, in order. */
  pendingChanges(): readonly Change[] {
    return this.#changes;
  }

  /** Makes the pending changes final. */
  keepChanges(): void {
    this.#changes = [];
    this.#undo = [];
  }

  /** Undoes every change that was not made final. */
  rollBack(): void {
    for (const undo of this.#undo.toReversed()) undo();
    this.#changes = [];
    this.#undo = [];
  }

  /** Puts back what a journal holds. */
  replay(changes: readonly Change[]): void {
    for (const { collection, id, value } of changes) {
      if (value === undefined) this.#map(collection).delete(id);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the journal holds only what put() wrote
      else this.#map(collection).set(id, value as never);
    }
  }

  #map<C extends CollectionName>(collection: C): Map<string, Collections[C]> {
    return this.#maps[collection];
  }

  #remember(collection: CollectionName, id: string): void {
    const map = this.#map(collection);
    const before = map.get(id);
    this.#undo.push(() => {
      if (before === undefined) map.delete(id);
      else map.set(id, before);
    });
  }
}
