import { z } from "zod";

const off = z.boolean().default(false);

/**
 * What the product behind a subscription may do, as the platform reports it. A missing key means off,
 * because real products leave keys out.
 *
 * The JSON paths are those of CloudBlue Connect's product document (`capabilities.…`); the last four
 * belong to cleverbridge.
 */
export const capabilitiesSchema = z.object({
  /** `subscription.hold`: "Administrative Hold". Gates suspend and resume. */
  administrativeHold: off,
  dynamicValidation: z
    .object({
      /** `cart.validation`: "Dynamic Validation of the Draft Requests". Gates draft purchases. */
      purchase: off,
      /** `subscription.change.validation`: "Validation of Draft Change Request". Gates draft changes. */
      change: off,
      /** `inquiring.validation`: "Dynamic Validation of the Inquiring Form". */
      inquiring: off,
    })
    .prefault({}),
  /** `subscription.<type>.scheduling`: "Delayed activation", for each request type. */
  scheduling: z
    .object({
      purchase: off,
      change: off,
      suspend: off,
      resume: off,
      cancel: off,
      renew: off,
    })
    .prefault({}),
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
  fullCancel: z.boolean().optional(),
  /** The platform suspends for want of payment, and only a payment resumes. Missing means off. */
  paymentHold: z.boolean().optional(),
});

/** A complete capability set: every flag is present that has a default. */
export type Capabilities = z.infer<typeof capabilitiesSchema>;

/** The capability set of a product that can do nothing optional. */
export const noCapabilities: Capabilities = capabilitiesSchema.parse({});
