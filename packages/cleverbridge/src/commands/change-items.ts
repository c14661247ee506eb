import type { ItemChange } from "@tenure/machine";
import { z } from "zod";

import { commandRefused, type CommandResult } from "./command-result.ts";
import type { CommandEngine, CustomerCommand } from "./customer-command.ts";
import { sendCommand } from "./send-command.ts";

/** An item as it is to be. What is left out stays as it is. */
export interface ItemAsWanted {
  readonly runningNumber: number;
  /** The whole quantity after the change. */
  readonly quantity?: number | undefined;
  /** The product the item becomes; of the same currency and interval. */
  readonly productId?: number | undefined;
}

export interface ItemsChange extends CustomerCommand {
  /** Items that are changed; they have to be active. */
  readonly items?: readonly ItemAsWanted[] | undefined;
  /** Items that are added. */
  readonly add?: readonly { readonly productId: number; readonly quantity: number }[] | undefined;
  /** The change is fitted into the running interval and a positive amount billed at once. Default false. */
  readonly alignToCurrentInterval?: boolean | undefined;
  /** The interval is extended; needs `alignToCurrentInterval`. Default false. */
  readonly extendInterval?: boolean | undefined;
  /** Whether cleverbridge mails the customer; true when left out. When false, you have to. */
  readonly generateMail?: boolean | undefined;
}

const whole = z.number().int().positive().safe();

const contentsSchema = z
  .object({
    items: z
      .array(
        z
          .object({
            runningNumber: whole,
            quantity: whole.optional(),
            productId: whole.optional(),
          })
          .refine((item) => item.quantity !== undefined || item.productId !== undefined, {
            error: "expected a quantity or a productId",
          }),
      )
      .default([]),
    add: z.array(z.object({ productId: whole, quantity: whole })).default([]),
    alignToCurrentInterval: z.boolean().optional(),
    extendInterval: z.boolean().optional(),
    generateMail: z.boolean().optional(),
  })
  .refine(({ items, add }) => items.length + add.length > 0, {
    error: "expected at least one item that is changed or added",
  })
  .refine(({ items }) => new Set(items.map((item) => item.runningNumber)).size === items.length, {
    error: "items: each running number once",
  })
  .refine((wanted) => wanted.extendInterval !== true || wanted.alignToCurrentInterval === true, {
    error: "extendInterval: needs alignToCurrentInterval",
  });

function changeOf({ runningNumber, quantity, productId }: ItemAsWanted): ItemChange {
  const change: ItemChange = { id: String(runningNumber) };
  if (quantity !== undefined) change.quantity = String(quantity);
  if (productId !== undefined) change.mpn = String(productId);
  return change;
}

/**
 * Changes quantities and products of active items, and adds items. Quantities are totals, so that a change that
 * is made again makes no difference; before an item is added again it is looked for.
 *
 * Several changes are made by several calls: when cleverbridge refuses one of them, the request fails with the
 * reason, and the record shows what was changed until then.
 */
export async function changeItems(
  engine: CommandEngine,
  options: ItemsChange,
): Promise<CommandResult> {
  const read = contentsSchema.safeParse(options);
  if (!read.success) return commandRefused("command_invalid", z.prettifyError(read.error));
  const { items, add, ...settings } = read.data;
  const parameters = { ...settings, ...(add.length === 0 ? {} : { add }) };
  return sendCommand(engine, options, {
    command: (consent) => ({
      type: "command.change",
      items: items.map(changeOf),
      ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
      ...(consent === undefined ? {} : { consent }),
    }),
  });
}
