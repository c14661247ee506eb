import type { CommandType } from "../service/subscription-answers.ts";

/** What is on the button of each. */
export const commandNames: Readonly<Record<CommandType, string>> = {
  "command.change": "Change",
  "command.adjust": "Adjust",
  "command.suspend": "Suspend",
  "command.resume": "Resume",
  "command.cancel": "Cancel",
  "command.revoke": "Revoke request",
  "command.setRenewal": "Set renewal",
  "command.bill": "Bill",
  "answer.approve": "Approve",
  "answer.reject": "Reject",
  "answer.inquire": "Inquire",
  "answer.schedule": "Schedule",
  "answer.postpone": "Postpone",
  "operator.retry": "Retry",
  "operator.skip": "Skip",
};

/** What each does, for who is about to do it. */
export const commandEffects: Readonly<Record<CommandType, string>> = {
  "command.change": "Asks the platform for a change of items or parameters.",
  "command.adjust": "Asks the platform to correct parameters. It needs no customer's consent.",
  "command.suspend": "Asks the platform to suspend the subscription.",
  "command.resume": "Asks the platform to resume the subscription.",
  "command.cancel": "Asks the platform to cancel the subscription.",
  "command.revoke": "Withdraws the request in progress.",
  "command.setRenewal": "Sets whether the subscription renews by itself.",
  "command.bill": "Asks the platform to bill a period.",
  "answer.approve": "Approves the request on the platform in the vendor's place.",
  "answer.reject":
    "Fails the request on the platform in the vendor's place; the customer reads the reason.",
  "answer.inquire": "Asks the customer for parameters, each with a message.",
  "answer.schedule": "Plans the request for a date.",
  "answer.postpone": "Has the vendor's handler called again after a while.",
  "operator.retry": "Does again what is stuck, or now what is postponed.",
  "operator.skip":
    "Leaves undone what is stuck. Settle the request on the platform by hand; it is read now, and what it shows decides.",
};

/** Those that take something away, or cannot be taken back. */
export const dangerous: ReadonlySet<CommandType> = new Set([
  "command.cancel",
  "command.revoke",
  "answer.reject",
  "operator.skip",
]);
