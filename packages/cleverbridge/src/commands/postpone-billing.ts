import type { Snapshot } from "@tenure/machine";

import { momentOf } from "../wire/moment.ts";
import { commandRefused, type CommandRefused, type CommandResult } from "./command-result.ts";
import type { CommandEngine, CustomerCommand } from "./customer-command.ts";
import { sendCommand } from "./send-command.ts";

export interface BillingPostponement extends CustomerCommand {
  /** RFC 3339; without a zone it is UTC. Later than the present date. */
  readonly nextBillingDate: string;
}

const notLater =
  (moved: string) =>
  ({ context }: Snapshot): CommandRefused | undefined => {
    const present = context.parameters["nextBillingDate"];
    if (typeof present !== "string" || moved > present) return undefined;
    return commandRefused(
      "command_invalid",
      `nextBillingDate: expected a date after the present one, ${present}.`,
    );
  };

/**
 * Moves the next billing of an active subscription to a later date: a pause in billing. The subscription stays
 * in use.
 */
export async function postponeBilling(
  engine: CommandEngine,
  options: BillingPostponement,
): Promise<CommandResult> {
  const moved = momentOf(options.nextBillingDate)?.at;
  if (moved === undefined) {
    return commandRefused("command_invalid", "nextBillingDate: expected a date and time.");
  }
  return sendCommand(engine, options, {
    command: (consent) => ({
      type: "command.change",
      parameters: { nextBillingDate: moved },
      ...(consent === undefined ? {} : { consent }),
    }),
    objection: notLater(moved),
  });
}
