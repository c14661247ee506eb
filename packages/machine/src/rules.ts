import type { SubscriptionContext } from "./context.ts";
import type { Command } from "./events.ts";
import type { RefusalCode } from "./verdict.ts";

/** One condition of a command. Its name is the guard's name in refusals. */
export interface Rule {
  readonly name: string;
  readonly code: RefusalCode;
  /** Path into the capability set, when the rule asks for a capability. */
  readonly capability?: string;
  /** Where the rule comes from. */
  readonly reference: string;
  /** What to do when the rule does not hold. */
  readonly remedy: string;
  holds(context: SubscriptionContext, command: Command): boolean;
}

const noRequestInProgress: Rule = {
  name: "noRequestInProgress",
  code: "request_in_progress",
  reference: "CloudBlue Connect's OpenAPI document: a subscription has one pending request",
  remedy: "wait until the request in progress has ended",
  holds: (context) => context.request === null && context.ordered === null,
};

const consentGiven: Rule = {
  name: "consentGiven",
  code: "consent_missing",
  reference: "Tenure: who asked, and for what, is kept in the history",
  remedy: "send the command with `consent`: who asked, to which text, and when",
  holds: (_context, command) => "consent" in command && command.consent !== undefined,
};

const holdIsOn: Rule = {
  name: "holdIsOn",
  code: "capability_missing",
  capability: "administrativeHold",
  reference: "CloudBlue Connect's products: Administrative Hold gates suspend and resume",
  remedy: "turn on Administrative Hold (subscription.hold) for the product",
  holds: (context) => context.capabilities.administrativeHold,
};

const keepsAnActiveItem: Rule = {
  name: "keepsAnActiveItem",
  code: "last_active_item",
  reference: "cleverbridge's subscription items: an active subscription keeps an active item",
  remedy: "turn the renewal off (command.setRenewal), or cancel the subscription",
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
  reference: "decision D2: the platform's documents do not draw a cancel from suspended",
  remedy: "resume the subscription first, or switch decision D2 on",
  holds: (context) => context.decisions.cancelWhileSuspended,
};

const itemsMayBeDeactivated: Rule = {
  name: "itemsMayBeDeactivated",
  code: "capability_missing",
  capability: "itemDeactivation",
  reference: "cleverbridge's subscription items: deactivate and reinstate",
  remedy: "remove the item (quantity 0) instead, where the platform cannot deactivate single items",
  holds: (context, command) =>
    command.type !== "command.change" ||
    context.capabilities.itemDeactivation ||
    !(command.items ?? []).some((item) => item.status === "deactivated"),
};

const renewalSwitchIsOn: Rule = {
  name: "renewalSwitchIsOn",
  code: "capability_missing",
  capability: "renewalSwitch",
  reference: "cleverbridge's Subscription Management 2.0: the renewal type can be switched",
  remedy: "cancel the subscription instead, where the platform has no renewal type to switch",
  holds: (context) => context.capabilities.renewalSwitch,
};

const renewalIsOther: Rule = {
  name: "renewalIsOther",
  code: "not_in_this_state",
  reference: "Tenure: the renewal is so already",
  remedy: "leave it: the renewal is what was asked for already",
  holds: (context, command) =>
    command.type !== "command.setRenewal" || command.renewal !== context.renewal,
};

/** The conditions of each command, by the guard that stands for them in the chart. In order of telling. */
export const commandRules = {
  mayChange: [itemsMayBeDeactivated, noRequestInProgress, keepsAnActiveItem, consentGiven],
  mayAdjust: [noRequestInProgress],
  maySuspend: [holdIsOn, noRequestInProgress, consentGiven],
  mayResume: [holdIsOn, noRequestInProgress, consentGiven],
  mayCancel: [noRequestInProgress, consentGiven],
  mayCancelSuspended: [cancelWhileSuspended, noRequestInProgress, consentGiven],
  mayRevoke: [consentGiven],
  maySetRenewal: [renewalSwitchIsOn, renewalIsOther, consentGiven],
  mayBill: [],
} as const satisfies Record<string, readonly Rule[]>;

export type CommandGuard = keyof typeof commandRules;

/** The first rule of the guard that the command breaks; undefined when it may go on. */
export function brokenRule(
  guard: CommandGuard,
  context: SubscriptionContext,
  command: Command,
): Rule | undefined {
  const rules: readonly Rule[] = commandRules[guard];
  return rules.find((rule) => !rule.holds(context, command));
}
