import { z } from "zod";

/** How far the poller has read. */
export interface PollCursor {
  /** The newest `updated` that was taken in; undefined before the first whole cycle. */
  readonly updated: string | undefined;
  /** Requests passed over because they could not be taken in; they are read again each cycle. */
  readonly reread: readonly string[];
}

const cursorSchema = z.object({
  products: z.array(z.string()),
  updated: z.string().optional(),
  reread: z.array(z.string()),
});

/** A kept cursor, and the products it covers. */
export interface KeptCursor extends PollCursor {
  readonly products: readonly string[];
}

/** A kept cursor as it stands; undefined when there is none, or none that can be read. */
export function readKeptCursor(text: string | undefined): KeptCursor | undefined {
  if (text === undefined) return undefined;
  try {
    const kept = cursorSchema.safeParse(JSON.parse(text)).data;
    return kept && { products: kept.products, updated: kept.updated, reread: kept.reread };
  } catch {
    return undefined;
  }
}

/** Reading everything again is safe, passing over something is not. */
export const beginning: PollCursor = { updated: undefined, reread: [] };

/**
 * Reads a kept cursor. Where there is none, or it cannot be read, or it does not cover one of the
 * products, it stands at the beginning.
 */
export function readPollCursor(text: string | undefined, products: readonly string[]): PollCursor {
  const kept = readKeptCursor(text);
  const covers = products.every((product) => kept?.products.includes(product));
  return kept !== undefined && covers ? kept : beginning;
}

/** The cursor as it is kept. */
export function pollCursorText(cursor: PollCursor, products: readonly string[]): string {
  return JSON.stringify({ products, updated: cursor.updated, reread: cursor.reread });
}
