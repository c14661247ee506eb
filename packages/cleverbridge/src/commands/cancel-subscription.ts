import type { CommandResult } from "./command-result.ts";
import type { CommandEngine, CustomerCommand } from "./customer-command.ts";
import { sendCommand } from "./send-command.ts";

/**
 * Cancels a whole subscription: under Subscription Management 2.0 its renewal is turned off, under 1.0, if the
 * configuration says so, all items are deactivated. It stays in use until the paid term is over; until then the
 * cancel can be withdrawn.
 *
 * The subscription is terminating at once, and terminated when the next billing date has come and cleverbridge
 * shows that no further term was paid.
 */
export function cancelSubscription(
  engine: CommandEngine,
  options: CustomerCommand,
): Promise<CommandResult> {
  return sendCommand(engine, options, {
    command: (consent) => ({
      type: "command.cancel",
      ...(consent === undefined ? {} : { consent }),
    }),
  });
}
