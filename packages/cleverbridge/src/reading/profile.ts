import { type Capabilities, capabilitiesSchema } from "@tenure/machine";

/** Which of cleverbridge's two ways of managing subscriptions one lives under. */
export type ManagementModel = "1.0" | "2.0";

/** What an account of cleverbridge can do. */
export interface Profile {
  /** Of subscriptions about which no notification has told. */
  readonly managementModel: ManagementModel;
  /**
   * What a full cancel is under Subscription Management 1.0, which has no renewal type. `refused`: the customer is
   * told that it cannot be. `deactivateItems`: all items are deactivated.
   */
  readonly fullCancelUnder10: "refused" | "deactivateItems";
  /** Whether cleverbridge has switched the renewal type on for the account; under 2.0 only. */
  readonly renewalSwitch: boolean;
}

/** What can be done with a subscription under a model. */
export function capabilitiesUnder(profile: Profile, model: ManagementModel): Capabilities {
  const renewalSwitch = model === "2.0" && profile.renewalSwitch;
  return capabilitiesSchema.parse({
    renewalSwitch,
    itemDeactivation: true,
    fullCancel:
      renewalSwitch || (model === "1.0" && profile.fullCancelUnder10 === "deactivateItems"),
    paymentHold: true,
    // A cancel takes effect at the end of the term that is paid.
    scheduling: { cancel: true },
  });
}

const spelled: ReadonlyMap<string, ManagementModel> = new Map([
  ["one", "1.0"],
  ["1", "1.0"],
  ["1.0", "1.0"],
  ["two", "2.0"],
  ["2", "2.0"],
  ["2.0", "2.0"],
]);

/** Reads the model as notifications spell it, `Two`; undefined for everything else. */
export function managementModelOf(value: unknown): ManagementModel | undefined {
  return typeof value === "string" || typeof value === "number"
    ? spelled.get(String(value).trim().toLowerCase())
    : undefined;
}
