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

const beginning: PollCursor = { updated: undefined, reread: [] };

function read(text: string): z.infer<typeof cursorSchema> | undefined {
  try {
    return cursorSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Reads a kept cursor. Where there is none, or it cannot be read, or it does not cover one of the
 * products, it stands at the beginning: reading everything again is safe, passing over something is not.
 */
export function readPollCursor(text: string | undefined, products: readonly string[]): PollCursor {
  const kept = text === undefined ? undefined : read(text);
  if (kept === undefined || !products.every((product) => kept.products.includes(product))) {
    return beginning;
  }
  return { updated: kept.updated, reread: kept.reread };
}

/** The cursor as it is kept. */
export function pollCursorText(cursor: PollCursor, products: readonly string[]): string {
  return JSON.stringify({ products, updated: cursor.updated, reread: cursor.reread });
}
