import type { Capabilities } from "@tenure/machine";
import * as fc from "fast-check";

import { mixed, type Hostility } from "./hostility.ts";
import { flag } from "./values.ts";

/** What a product says of itself or is taken to be off. */
const always = [
  "administrativeHold",
  "dynamicValidation",
  "scheduling",
  "tierConfiguration",
  "payAsYouGo",
  "simultaneousAdjustment",
  "renewalSwitch",
  "itemDeactivation",
] as const;

const product = (isOn: fc.Arbitrary<boolean>, paymentHold: fc.Arbitrary<boolean>) =>
  fc.record<Capabilities, (typeof always)[number]>(
    {
      administrativeHold: isOn,
      dynamicValidation: fc.record({ purchase: isOn, change: isOn, inquiring: isOn }),
      scheduling: fc.record({
        purchase: isOn,
        change: isOn,
        suspend: isOn,
        resume: isOn,
        cancel: isOn,
        renew: isOn,
      }),
      tierConfiguration: isOn,
      payAsYouGo: isOn,
      simultaneousAdjustment: isOn,
      renewalSwitch: isOn,
      itemDeactivation: isOn,
      fullCancel: isOn,
      paymentHold,
    },
    { requiredKeys: [...always] },
  );

const usual = product(
  flag,
  flag.map((isOn) => !isOn),
);
const unusual = product(fc.boolean(), fc.boolean());

/**
 * Complete capability sets: most of a product's capabilities are on. A hostile set is any mixture of them, those of
 * both platforms together.
 */
export function anyCapabilities(options: Hostility = {}): fc.Arbitrary<Capabilities> {
  return mixed(usual, unusual, options);
}
