import type { MachineName } from "./machine-name.ts";
import { subscriptionMachine } from "./machine.ts";
import { tierConfigurationMachine } from "./tier-configuration-machine.ts";

/**
 * The machines by their names. Every state of a tier configuration is one of a subscription too, so
 * that all of them can be taken for a subscription's where only states, contexts and events matter.
 */
export const machines: Readonly<Record<MachineName, typeof subscriptionMachine>> = {
  subscription: subscriptionMachine,
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above: they differ in nothing a caller uses
  tierConfiguration: tierConfigurationMachine as unknown as typeof subscriptionMachine,
};
