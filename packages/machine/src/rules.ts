import type { SubscriptionContext } from "./context.ts";
import type { Command } from "./events.ts";
import type { RefusalCode } from "./verdict.ts";

/** One condition of a command. Its name is the guard's name in refusals. */
export interface Rule {
  readonly name: string;
  readonly code: RefusalCode;
  /** Path into the capability set, when the rule asks for a capability. */
  readonly capability?: string;
  /** What to do when the rule does not hold. */
  readonly remedy: string;
  holds(context: SubscriptionContext, command: Command): boolean;
}

const noRequestInProgress: Rule = {
  name: "noRequestInProgress",
  code: "request_in_progress",
  remedy: "wait until the request in progress has ended",
  holds: (context) => context.request === null && context.ordered === null,
};

const consentGiven: Rule = {
  name: "consentGiven",
  code: "consent_missing",
  remedy: "send the command with `consent`: who asked, to which text, and when",
  holds: (_context, command) => command.type === "command.adjust" || command.consent !== undefined,
};

const holdIsOn: Rule = {
  name: "holdIsOn",
  code: "capability_missing",
  capability: "administrativeHold",
  remedy: "turn on Administrative Hold (subscription.hold) for the product",
  holds: (context) => context.capabilities.administrativeHold,
};

const keepsAnActiveItem: Rule = {
  name: "keepsAnActiveItem",
  code: "last_active_item",
  remedy: "cancel the subscription instead, or set its renewal to manual",
  holds: (context, command) => {
    if (command.type !== "command.change" || command.items === undefined) return true;
    const after = new Map(context.items.map((item) => [item.id, item.status]));
    for (const item of command.items) after.set(item.id, item.status);
    return [...after.values()].includes("active");
  },
};

const cancelWhileSuspended: Rule = {
  name: "cancelWhileSuspended",
  code: "not_in_this_state",
  remedy: "resume the subscription first, or switch decision D2 on",
  holds: (context) => context.decisions.cancelWhileSuspended,
};

/** The conditions of each command, by the guard that stands for them in the chart. In order of telling. */
export const commandRules = {
  mayChange: [noRequestInProgress, keepsAnActiveItem, consentGiven],
  mayAdjust: [noRequestInProgress],
  maySuspend: [holdIsOn, noRequestInProgress, consentGiven],
  mayResume: [holdIsOn, noRequestInProgress, consentGiven],
  mayCancel: [noRequestInProgress, consentGiven],
  mayCancelSuspended: [cancelWhileSuspended, noRequestInProgress, consentGiven],
  mayRevoke: [consentGiven],
} as const satisfies Record<string, readonly Rule[]>;

export type CommandGuard = keyof typeof commandRules;

/** The first rule of the guard that the command breaks; undefined when it may go on. */
export function brokenRule(
  guard: CommandGuard,
  context: SubscriptionContext,
  command: Command,
): Rule | undefined {
  return commandRules[guard].find((rule) => !rule.holds(context, command));
}
