import { commandRefused, type CommandResult } from "./command-result.ts";
import type { CommandEngine, CustomerCommand } from "./customer-command.ts";
import { readRunningNumbers, type RunningNumbers } from "./running-numbers.ts";
import { sendCommand } from "./send-command.ts";

export interface ItemCancellation extends CustomerCommand {
  /** Running numbers of active items. */
  readonly items: RunningNumbers;
  /** False: the items are gone for good, and the platform must not mail the customer. True when left out. */
  readonly allowReinstate?: boolean | undefined;
  /** Whether cleverbridge mails the customer; true when left out. When false, you have to. */
  readonly generateMail?: boolean | undefined;
}

/**
 * Cancels some items of a subscription. They are not billed any more; what is paid stays usable until the next
 * billing date. At least one item has to stay active: to cancel everything use `cancelSubscription`.
 *
 * Accepted, it is carried out: the items are deactivated on cleverbridge after another look there, read back,
 * and the request is approved, or fails with its reason.
 */
export async function cancelItems(
  engine: CommandEngine,
  options: ItemCancellation,
): Promise<CommandResult> {
  const { items, allowReinstate = true, generateMail = allowReinstate } = options;
  const read = readRunningNumbers(items);
  if ("refused" in read) return read.refused;
  if (!allowReinstate && generateMail) {
    return commandRefused(
      "command_invalid",
      "generateMail: has to be false with allowReinstate false; you have to mail the customer.",
    );
  }
  const status = allowReinstate ? "deactivated" : "finished";
  return sendCommand(engine, options, {
    command: (consent) => ({
      type: "command.change",
      items: read.ids.map((id) => ({ id, status })),
      ...(generateMail ? {} : { parameters: { generateMail } }),
      ...(consent === undefined ? {} : { consent }),
    }),
  });
}
