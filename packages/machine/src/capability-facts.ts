/** What a vendor needs to know of one capability. */
export interface CapabilityFact {
  /** Where the platform's product document keeps it. */
  readonly path: string;
  /** What the platform's user interface calls it. */
  readonly label: string;
  /** What becomes of subscriptions that rely on it when it is switched off (decision D12). */
  readonly whenSwitchedOff: string;
}

const scheduling = (type: string): CapabilityFact => ({
  path: `subscription.${type}.scheduling`,
  label: "Delayed activation",
  whenSwitchedOff:
    "A scheduled request stays scheduled and comes due; a handler that schedules another is stuck.",
});

/**
 * The capabilities by their path in the capability set. Paths and labels are those of CloudBlue
 * Connect's product document and portal; the last four are cleverbridge's.
 */
export const capabilityFacts = {
  administrativeHold: {
    path: "subscription.hold",
    label: "Administrative Hold",
    whenSwitchedOff:
      "A suspended subscription stays suspended; suspend and resume are refused as commands, and count as facts when the platform shows their effect.",
  },
  "dynamicValidation.purchase": {
    path: "cart.validation",
    label: "Dynamic Validation of the Draft Requests",
    whenSwitchedOff: "A draft stays a draft and can be submitted or discarded; a new one is drift.",
  },
  "dynamicValidation.change": {
    path: "subscription.change.validation",
    label: "Validation of Draft Change Request",
    whenSwitchedOff: "A draft stays a draft and can be submitted or discarded; a new one is drift.",
  },
  "dynamicValidation.inquiring": {
    path: "inquiring.validation",
    label: "Dynamic Validation of the Inquiring Form",
    whenSwitchedOff: "An inquiring request stays so and can be answered, without validation.",
  },
  "scheduling.purchase": scheduling("purchase"),
  "scheduling.change": scheduling("change"),
  "scheduling.suspend": scheduling("suspend"),
  "scheduling.resume": scheduling("resume"),
  "scheduling.cancel": scheduling("cancel"),
  "scheduling.renew": scheduling("renew"),
  tierConfiguration: {
    path: "tiers.configs.level",
    label: "Reseller Authorization Level",
    whenSwitchedOff: "A request in tiers setup stays there until the platform moves it on.",
  },
  payAsYouGo: {
    path: "ppu.schema",
    label: "Pay-as-you-go support and schema",
    whenSwitchedOff: "Items paid by use stay on the subscription; nothing here depends on it.",
  },
  simultaneousAdjustment: {
    path: "subscription.change.simultaneous_adjustment",
    label: "Simultaneous adjustment",
    whenSwitchedOff: "An adjustment that waits beside a change is taken up all the same.",
  },
  renewalSwitch: {
    path: "Subscription Management 2.0",
    label: "Renewal type",
    whenSwitchedOff: "The renewal stays as it is; switching it is refused.",
  },
  itemDeactivation: {
    path: "Subscription Management",
    label: "Deactivate items",
    whenSwitchedOff: "Deactivated items stay so; deactivating others is refused.",
  },
  fullCancel: {
    path: "Subscription Management 2.0",
    label: "Cancellation of a whole subscription",
    whenSwitchedOff: "A cancel in progress goes on; another is refused.",
  },
  paymentHold: {
    path: "Subscription Management",
    label: "Hold for payment",
    whenSwitchedOff:
      "A subscription on hold stays suspended; whether a resume is refused, Administrative Hold says.",
  },
} as const satisfies Record<string, CapabilityFact>;

/** A capability's path in the capability set. */
export type CapabilityName = keyof typeof capabilityFacts;
