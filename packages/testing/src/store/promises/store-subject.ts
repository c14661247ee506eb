import type { Store } from "@tenure/engine";

/** A store as a released schema version left it. */
export interface ReleasedStore {
  /** The released schema version. */
  readonly schema: number;
  /** Brings its content back somewhere fresh and opens it with the store under test. */
  restore(): Promise<Store>;
}

/** What the promises are tried on. Every store that is handed over is open, and is given back to `close`. */
export interface StoreSubject {
  /** A fresh, empty store. Called many times; no two of them share content. */
  open(): Promise<Store>;
  /** Closes the store if it still is open, and frees what it took. Called once for each that is not given to `reopen` or `crash`. */
  close(store: Store): Promise<void>;
  /** Closes the store and opens the same content again, as after a restart. */
  reopen?(store: Store): Promise<Store>;
  /**
   * Ends the store without `close`, as when its process dies, and opens what it left. Resolves once
   * what the dead one had begun is over: done, or never to be done.
   */
  crash?(store: Store): Promise<Store>;
  /** Another store on the same content, open beside the first: for stores that allow many writers. */
  second?(store: Store): Promise<Store>;
  /** One for each released schema version, with at least one subscription in it. */
  readonly releases?: readonly ReleasedStore[];
  /** Fixes the random choices. Default: every run makes others, and a failure tells its seed. */
  readonly seed?: number;
  /** How many cases of each property are tried. Default 20. */
  readonly runs?: number;
}

/** A part of the subject that a promise cannot be tried without. */
export type SubjectPart = "reopen" | "crash" | "second" | "releases";
