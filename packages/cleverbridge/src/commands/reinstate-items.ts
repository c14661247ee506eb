import { momentOf } from "../wire/moment.ts";
import { commandRefused, type CommandResult } from "./command-result.ts";
import type { CommandEngine, CustomerCommand } from "./customer-command.ts";
import { readRunningNumbers, type RunningNumbers } from "./running-numbers.ts";
import { sendCommand } from "./send-command.ts";

export interface ItemReinstatement extends CustomerCommand {
  /** Running numbers of deactivated items. */
  readonly items: RunningNumbers;
  /** Where the next billing is moved to by a second call, once the items are back; RFC 3339. */
  readonly nextBillingDate?: string | undefined;
  /** Whether cleverbridge mails the customer; true when left out. When false, you have to. */
  readonly generateMail?: boolean | undefined;
}

/**
 * Takes canceled items of an active subscription back into its billing. Items that are finished or removed
 * cannot come back. To take back the cancel of a whole subscription use `withdrawCancellation`.
 */
export async function reinstateItems(
  engine: CommandEngine,
  options: ItemReinstatement,
): Promise<CommandResult> {
  const { items, nextBillingDate, generateMail = true } = options;
  const read = readRunningNumbers(items);
  if ("refused" in read) return read.refused;
  const moved = nextBillingDate === undefined ? undefined : momentOf(nextBillingDate)?.at;
  if (nextBillingDate !== undefined && moved === undefined) {
    return commandRefused("command_invalid", "nextBillingDate: expected a date and time.");
  }
  const parameters = {
    ...(moved === undefined ? {} : { nextBillingDate: moved }),
    ...(generateMail ? {} : { generateMail }),
  };
  return sendCommand(engine, options, {
    command: (consent) => ({
      type: "command.change",
      items: read.ids.map((id) => ({ id, status: "active" })),
      ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
      ...(consent === undefined ? {} : { consent }),
    }),
  });
}
