import * as z from "zod/mini";

const off = z._default(z.boolean(), false);

/**
 * What the product behind a subscription may do, as the platform reports it. A missing key means off,
 * because real products leave keys out.
 *
 * The JSON paths are those of CloudBlue Connect's product document (`capabilities.…`); the last four
 * belong to cleverbridge.
 */
export const capabilitiesSchema = z.lazy(() =>
  z.object({
    /** `subscription.hold`: "Administrative Hold". Gates suspend and resume. */
    administrativeHold: off,
    dynamicValidation: z.prefault(
      z.object({
        /** `cart.validation`: "Dynamic Validation of the Draft Requests". Gates draft purchases. */
        purchase: off,
        /** `subscription.change.validation`: "Validation of Draft Change Request". Gates draft changes. */
        change: off,
        /** `inquiring.validation`: "Dynamic Validation of the Inquiring Form". */
        inquiring: off,
      }),
      {},
    ),
    /** `subscription.<type>.scheduling`: "Delayed activation", for each request type. */
    scheduling: z.prefault(
      z.object({
        purchase: off,
        change: off,
        suspend: off,
        resume: off,
        cancel: off,
        renew: off,
      }),
      {},
    ),
    /** `tiers.configs.level` is set: "Reseller Authorization Level". */
    tierConfiguration: off,
    /** `ppu.schema` is set: "Pay-as-you-go support and schema". */
    payAsYouGo: off,
    /** `subscription.change.simultaneous_adjustment`: an adjustment may open beside a change. */
    simultaneousAdjustment: off,
    /** Subscription Management 2.0: the renewal type can be switched. */
    renewalSwitch: off,
    /** Single items can be deactivated. */
    itemDeactivation: off,
    /** A subscription can be canceled as a whole by command. Missing means that it can. */
    fullCancel: z.optional(z.boolean()),
    /** The platform suspends for want of payment, and only a payment resumes. Missing means off. */
    paymentHold: z.optional(z.boolean()),
  }),
);

/** A complete capability set: every flag is present that has a default. */
export type Capabilities = z.infer<typeof capabilitiesSchema>;

/** The capability set of a product that can do nothing optional. */
export const noCapabilities: Capabilities = {
  administrativeHold: false,
  dynamicValidation: { purchase: false, change: false, inquiring: false },
  scheduling: {
    purchase: false,
    change: false,
    suspend: false,
    resume: false,
    cancel: false,
    renew: false,
  },
  tierConfiguration: false,
  payAsYouGo: false,
  simultaneousAdjustment: false,
  renewalSwitch: false,
  itemDeactivation: false,
};
