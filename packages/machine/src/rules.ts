import type { SubscriptionContext } from "./context.ts";
import type { Command } from "./events.ts";
import type { ItemChange } from "./item.ts";
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

/** What the command wants changed, each with the item as the record holds it. */
const changes = (context: SubscriptionContext, command: Command) =>
  command.type === "command.change"
    ? (command.items ?? []).map((item) => ({
        item,
        known: context.items.find(({ id }) => id === item.id),
      }))
    : [];

const isTakenAway = ({ status }: ItemChange): boolean =>
  status === "deactivated" || status === "finished";

/** Where items are deactivated one by one, an item keeps its identity for the subscription's life. */
const itemsAreKnown: Rule = {
  name: "itemsAreKnown",
  code: "item_unknown",
  reference: "cleverbridge's subscription items: known by their running numbers",
  remedy: "name items that the subscription has, by their running numbers",
  holds: (context, command) =>
    !context.capabilities.itemDeactivation ||
    changes(context, command).every(({ known }) => known !== undefined),
};

const itemsAreActive: Rule = {
  name: "itemsAreActive",
  code: "item_not_active",
  reference: "cleverbridge's subscription items: only an active item can be deactivated or changed",
  remedy: "name items that are active; a deactivated one has to be reinstated first",
  holds: (context, command) =>
    !context.capabilities.itemDeactivation ||
    changes(context, command).every(
      ({ item, known }) => known?.status === "active" || item.status === "active",
    ),
};

const itemsMayComeBack: Rule = {
  name: "itemsMayComeBack",
  code: "item_ended",
  reference: "cleverbridge's subscription items: finished and removed items cannot be reinstated",
  remedy: "add the product as a new item, or purchase it again",
  holds: (context, command) =>
    !context.capabilities.itemDeactivation ||
    changes(context, command).every(
      ({ item, known }) =>
        item.status !== "active" || known?.status === "active" || known?.status === "deactivated",
    ),
};

const keepsAnActiveItem: Rule = {
  name: "keepsAnActiveItem",
  code: "last_active_item",
  reference: "cleverbridge's subscription items: an active subscription keeps an active item",
  remedy: "turn the renewal off (command.setRenewal), or cancel the subscription",
  holds: (context, command) => {
    if (command.type !== "command.change" || command.items === undefined) return true;
    const after = new Map(context.items.map((item) => [item.id, item.status]));
    for (const { id, status } of command.items) after.set(id, status ?? after.get(id) ?? "active");
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
    !(command.items ?? []).some(isTakenAway),
};

const fullCancelIsOffered: Rule = {
  name: "fullCancelIsOffered",
  code: "full_cancel_unsupported",
  capability: "fullCancel",
  reference: "cleverbridge's guide: a full cancel needs Subscription Management 2.0",
  remedy: "have the account migrated to Subscription Management 2.0, or configure another process",
  holds: (context) => context.capabilities.fullCancel !== false,
};

const isNotHeldForPayment: Rule = {
  name: "isNotHeldForPayment",
  code: "payment_hold",
  reference: "cleverbridge's subscription statuses: a subscription on hold waits for its payment",
  remedy:
    "have the customer pay or change the means of payment; the platform then resumes by itself",
  holds: (context) => context.capabilities.paymentHold !== true,
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
  mayChange: [
    itemsMayBeDeactivated,
    noRequestInProgress,
    itemsAreKnown,
    itemsAreActive,
    itemsMayComeBack,
    keepsAnActiveItem,
    consentGiven,
  ],
  mayAdjust: [noRequestInProgress],
  maySuspend: [holdIsOn, noRequestInProgress, consentGiven],
  mayResume: [isNotHeldForPayment, holdIsOn, noRequestInProgress, consentGiven],
  mayCancel: [fullCancelIsOffered, noRequestInProgress, consentGiven],
  mayCancelSuspended: [
    fullCancelIsOffered,
    cancelWhileSuspended,
    isNotHeldForPayment,
    noRequestInProgress,
    consentGiven,
  ],
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
