import { type Capabilities, capabilitiesSchema } from "@tenure/machine";
import { z } from "zod";

import type { Feed } from "./feed.ts";

const cursorName = "capabilities";

/** What subscriptions were told about a product's capabilities. */
export interface CapabilityNote {
  /** All of them hold these, or newer ones. */
  readonly told?: Capabilities | undefined;
  /** They are being told these; those created before `after` hold them. */
  readonly telling?:
    | { readonly capabilities: Capabilities; readonly after?: string | undefined }
    | undefined;
}

const notesSchema = z.record(
  z.string(),
  z.object({
    told: z.optional(capabilitiesSchema),
    telling: z
      .object({ capabilities: capabilitiesSchema, after: z.string().optional() })
      .optional(),
  }),
);
type Notes = Readonly<Record<string, CapabilityNote>>;

function read(text: string | undefined): Notes {
  try {
    return notesSchema.parse(JSON.parse(text ?? "{}"));
  } catch {
    // Telling everybody again is safe.
    return {};
  }
}

/** What is noted of a product. */
export async function readCapabilityNote(
  { intake }: Feed,
  productId: string,
): Promise<CapabilityNote> {
  return read(await intake.readCursor(cursorName))[productId] ?? {};
}

/** Notes it beside what is noted of other products. */
export async function writeCapabilityNote(
  { intake }: Feed,
  productId: string,
  note: CapabilityNote,
): Promise<void> {
  const before = await intake.readCursor(cursorName);
  const text = JSON.stringify({ ...read(before), [productId]: note });
  if (text !== before) await intake.writeCursor(cursorName, text);
}
