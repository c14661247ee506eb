import type { Change, Collections } from "./collections.ts";

/**
 * All documents, in the order they were first put, by collection: those of Connect unless told otherwise. Values are
 * never mutated, only replaced, so the changes of one call can be journaled together or undone together.
 */
export class DocumentStore<C extends object = Collections> {
  readonly #maps = new Map<string, Map<string, unknown>>();
  #changes: Change[] = [];
  #undo: (() => void)[] = [];

  get<N extends keyof C & string>(collection: N, id: string): C[N] | undefined {
    return this.#map(collection).get(id);
  }

  has(collection: keyof C & string, id: string): boolean {
    return this.#map(collection).has(id);
  }

  list<N extends keyof C & string>(collection: N): C[N][] {
    return [...this.#map(collection).values()];
  }

  /** The same without a copy, for looking through; nothing may be put or deleted meanwhile. */
  values<N extends keyof C & string>(collection: N): MapIterator<C[N]> {
    return this.#map(collection).values();
  }

  put<N extends keyof C & string>(collection: N, id: string, value: C[N]): void {
    this.#remember(collection, id);
    this.#map(collection).set(id, value);
    this.#changes.push({ collection, id, value });
  }

  delete(collection: keyof C & string, id: string): void {
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
      if (value === undefined) this.#mapOf(collection).delete(id);
      else this.#mapOf(collection).set(id, value);
    }
  }

  #map<N extends keyof C & string>(collection: N): Map<string, C[N]> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only put() and the journal it fills write here
    return this.#mapOf(collection) as Map<string, C[N]>;
  }

  #mapOf(collection: string): Map<string, unknown> {
    const known = this.#maps.get(collection);
    if (known !== undefined) return known;
    const map = new Map<string, unknown>();
    this.#maps.set(collection, map);
    return map;
  }

  #remember(collection: string, id: string): void {
    const map = this.#mapOf(collection);
    const before = map.get(id);
    this.#undo.push(() => {
      if (before === undefined) map.delete(id);
      else map.set(id, before);
    });
  }
}
