import { DEFAULT_CAPABILITIES, DEFAULT_PRODUCT_ID, type ConnectSimulator } from "@tenure/simulator";

/** A product that can do everything, and one that can do nothing but what all can. */
export const productIds = { full: DEFAULT_PRODUCT_ID, bare: "PRD-100-000-002" } as const;

function everything(asksWithValidation: boolean): typeof DEFAULT_CAPABILITIES {
  const subscription = DEFAULT_CAPABILITIES["subscription"] as {
    readonly change: Readonly<Record<string, unknown>>;
  };
  const change = { ...subscription.change, simultaneous_adjustment: true };
  return {
    ...DEFAULT_CAPABILITIES,
    inquiring: { validation: asksWithValidation },
    subscription: { ...subscription, change },
  };
}

/** Switches one capability, of which no story depends, as a vendor may at any time. */
export function switchCapability(simulator: ConnectSimulator, isOn: boolean): void {
  const capabilities = everything(isOn);
  simulator.addProduct({ id: productIds.full, name: "Full Product", capabilities });
}

/** Puts both products on the platform. */
export function furnish(simulator: ConnectSimulator): void {
  switchCapability(simulator, true);
  simulator.addProduct({ id: productIds.bare, name: "Bare Product", capabilities: {} });
}
