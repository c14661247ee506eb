import { findProduct } from "../customers/products.ts";
import type { ProductRecord } from "../documents/product-record.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { againstRule, unknown } from "../result-refusal.ts";
import type { World } from "../world.ts";

/** A product that can become an item of a subscription. */
export function findSoldProduct(
  world: World,
  { id, interval }: SubscriptionRecord,
  productId: number,
): ProductRecord {
  const product = findProduct(world, productId);
  if (product === undefined) throw unknown();
  if (!product.isSold) throw againstRule(`Product ${productId} is no longer sold.`);
  const { intervalMonths } = product;
  if (intervalMonths !== undefined && (intervalMonths !== interval.months || interval.days > 0)) {
    throw againstRule(`Product ${productId} has another interval than subscription S${id}.`);
  }
  return product;
}
