import type { Store } from "../ports/store.ts";

/** The part of a store that only looks. */
export type ReadableStore = Pick<
  Store,
  "load" | "history" | "list" | "count" | "tally" | "changes" | "changesEnd" | "watch"
>;
