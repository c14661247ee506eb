import type { CommandResult } from "./command-result.ts";
import type { CommandEngine, CustomerCommand } from "./customer-command.ts";
import { sendCommand } from "./send-command.ts";

export interface CancellationWithdrawal extends CustomerCommand {
  /** Kept in the history. */
  readonly reason?: string | undefined;
}

const usualReason = "The customer withdrew the cancellation.";

/**
 * Takes back the cancel of a whole subscription before its term is over: the renewal is turned on again, and
 * what was deactivated with the cancel is reinstated. Also one that was canceled on cleverbridge's own pages.
 */
export function withdrawCancellation(
  engine: CommandEngine,
  options: CancellationWithdrawal,
): Promise<CommandResult> {
  const { reason = usualReason } = options;
  return sendCommand(engine, options, {
    command: (consent) => ({
      type: "command.revoke",
      reason: reason.trim() === "" ? usualReason : reason,
      ...(consent === undefined ? {} : { consent }),
    }),
  });
}
