import type { Capabilities } from "@tenure/machine";

import type { Product } from "./wire/product.ts";

/** What is at the path; undefined when a key on the way is missing, null when the way ends early. */
function at(root: unknown, path: string): unknown {
  let here = root;
  for (const key of path.split(".")) {
    if (here === undefined) return undefined;
    if (typeof here !== "object" || here === null) return null;
    here = Object.entries(here).find(([name]) => name === key)?.[1];
  }
  return here;
}

const isSet = (value: unknown): boolean =>
  (typeof value === "string" && value !== "") || typeof value === "number";

/**
 * A product's capabilities, by the paths of the platform's OpenAPI document. A key that is missing or
 * null means off. Where `capabilities` lacks the key altogether, the older mirror under `configurations`
 * is believed: `suspend_resume_supported` for the Administrative Hold, `requires_reseller_information`
 * for the tier configuration.
 */
export function capabilitiesOf(product: Product): Capabilities {
  const { capabilities, configurations } = product;
  const on = (path: string) => at(capabilities ?? {}, path) === true;
  const configured = (name: string) => at(configurations ?? {}, name) === true;
  const lacks = (path: string) => at(capabilities ?? {}, path) === undefined;
  return {
    administrativeHold: lacks("subscription.hold")
      ? configured("suspend_resume_supported")
      : on("subscription.hold"),
    dynamicValidation: {
      purchase: on("cart.validation"),
      change: on("subscription.change.validation"),
      inquiring: on("inquiring.validation"),
    },
    scheduling: {
      purchase: on("subscription.purchase.scheduling"),
      change: on("subscription.change.scheduling"),
      suspend: on("subscription.suspend.scheduling"),
      resume: on("subscription.resume.scheduling"),
      cancel: on("subscription.cancel.scheduling"),
      renew: on("subscription.renew.scheduling"),
    },
    tierConfiguration: lacks("tiers.configs")
      ? configured("requires_reseller_information")
      : isSet(at(capabilities ?? {}, "tiers.configs.level")),
    payAsYouGo: isSet(at(capabilities ?? {}, "ppu.schema")),
    simultaneousAdjustment: on("subscription.change.simultaneous_adjustment"),
    renewalSwitch: false,
    itemDeactivation: false,
  };
}
