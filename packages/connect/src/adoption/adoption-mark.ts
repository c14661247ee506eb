import type { Store } from "@tenure/engine";
import { z } from "zod";

/** Where notes are kept that outlive the process: the store. */
export type Cursors = Pick<Store, "readCursor" | "writeCursor">;

/** How far the adoption of a product's subscriptions has come. */
export interface AdoptionMark {
  /** When the product's requests had last changed before it began, as the platform tells it. */
  readonly since?: string | undefined;
  /** Every subscription created before this was looked at. */
  readonly through?: string | undefined;
  /** All were looked at. */
  readonly complete: boolean;
  /** Those that could not be taken over, with their requests in progress. */
  readonly left: readonly { readonly id: string; readonly requests: readonly string[] }[];
}

const markSchema = z.object({
  since: z.string().optional(),
  through: z.string().optional(),
  complete: z.boolean(),
  left: z.array(z.object({ id: z.string(), requests: z.array(z.string()) })),
});

/** The mark's name among the cursors of its adapter's intake. */
export function adoptionCursor(tenant: string, productId: string): string {
  return `adoption/${tenant}/${productId}`;
}

/** Reads a kept mark; undefined where there is none, or none that can be read. */
export function readAdoptionMark(text: string | undefined): AdoptionMark | undefined {
  if (text === undefined) return undefined;
  try {
    return markSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
