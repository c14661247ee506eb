import type { Order } from "../customers/buy.ts";

/** The robot's products: a base and what goes with it, with their prices. */
const SHOP = [
  { productId: 200_001, price: 29.9 },
  { productId: 200_002, price: 5 },
  { productId: 200_003, price: 12.5 },
] as const;

/** An order of the robot's `number`th customer. */
export function robotOrder(number: number, seed: number, random: () => number): Order {
  const items = SHOP.filter((_product, index) => index === 0 || random() < 0.5).map((product) => ({
    productId: product.productId,
    price: product.price,
    quantity: 1 + Math.floor(random() * 5),
  }));
  const isYearly = random() < 0.3;
  return {
    customerReferenceId: `robot-${seed}-${number}`,
    customerEmail: `robot-${seed}-${number}@customer.example`,
    items,
    intervalMonths: isYearly ? 12 : 1,
    gracePeriodDays: random() < 0.7 ? 5 : 0,
    ...(random() < 0.1 ? { managementModel: "1.0" as const } : {}),
    ...(random() < 0.1 ? { payment: "pending" as const } : {}),
  };
}
