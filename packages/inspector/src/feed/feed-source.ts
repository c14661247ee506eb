import type { Reader } from "@tenure/engine";

/** What a feed reads from: an engine, or a reader of its store. */
export type FeedSource = Pick<Reader, "changes" | "at" | "get">;
