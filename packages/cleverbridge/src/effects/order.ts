import type { ItemChange, Parameters } from "@tenure/machine";
import { z } from "zod";

const positive = z.number().int().positive();

/** What a command for a change may carry beside items, as parameters of the machine's command. */
const settingsSchema = z.strictObject({
  /** Items that are added: the product, and how many pieces. */
  add: z.array(z.strictObject({ productId: positive, quantity: positive })).optional(),
  /** Where the next billing is moved to, in UTC with milliseconds. */
  nextBillingDate: z.iso.datetime({ precision: 3 }).optional(),
  /** Billed at once, fitted into the running interval. */
  alignToCurrentInterval: z.boolean().optional(),
  extendInterval: z.boolean().optional(),
  /** Whether the platform mails the customer; it does when left out. */
  generateMail: z.boolean().optional(),
});
type ChangeSettings = z.infer<typeof settingsSchema>;

export interface Addition {
  readonly productId: number;
  readonly quantity: number;
}

/** A change as it is to be carried out. */
export interface ChangeOrder {
  readonly items: readonly ItemChange[];
  readonly additions: readonly Addition[];
  readonly settings: Omit<ChangeSettings, "add">;
}

/** Reads a change; undefined when it asks for what the platform has no call for. */
export function changeOrderOf({
  items = [],
  parameters = {},
}: {
  readonly items?: readonly ItemChange[] | undefined;
  readonly parameters?: Parameters | undefined;
}): ChangeOrder | undefined {
  const read = settingsSchema.safeParse(parameters);
  if (!read.success || items.some(({ status }) => status === "removed")) return undefined;
  const { add = [], ...settings } = read.data;
  return { items, additions: add, settings };
}
