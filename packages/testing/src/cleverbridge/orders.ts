import type { Order } from "@tenure/simulator/cleverbridge";

/** Whose subscriptions the adapter looks for at each sweep. */
export const customer = "customer-1";

const usual: readonly Order[] = [
  { items: [{ productId: 101 }, { productId: 102, quantity: 3 }] },
  { items: [{ productId: 101 }] },
  { items: [{ productId: 101 }, { productId: 102 }, { productId: 103 }], gracePeriodDays: 10 },
  { items: [{ productId: 102, quantity: 2 }], payment: "pending" },
  { items: [{ productId: 103, quantity: 1_000_000 }], renewalType: "Manual" },
  { items: [{ productId: 101 }, { productId: 103 }], payment: { paidAfterDays: 1 } },
];

/** The orders that are placed, by a customer the adapter knows of. */
export function ordersOf(
  given: readonly Order[] = usual,
  managementModel: "1.0" | "2.0" = "2.0",
): readonly Order[] {
  return given.map((order) => ({ managementModel, ...order, customerReferenceId: customer }));
}
