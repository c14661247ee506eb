import { priceOf } from "../documents/price.ts";
import type { ProductRecord } from "../documents/product-record.ts";
import { mintNumber, type World } from "../world.ts";

/** A product every simulator begins with: 10.00 a piece with tax, for any interval. */
export const CLEVERBRIDGE_PRODUCT_ID = 100_001;

/** What of a product can be said; everything else is made up. */
export interface NewCleverbridgeProduct {
  /** Default a new one. */
  readonly id?: number;
  readonly name?: string;
  readonly nameExtension?: string;
  /** With tax, for one piece and one interval, in the currency's unit. Default 10. */
  readonly price?: number;
  /** Only fits subscriptions with this interval. Default any. */
  readonly intervalMonths?: number;
}

/** Puts a product on sale, in place of one with the same id. */
export function makeProduct(world: World, product: NewCleverbridgeProduct): ProductRecord {
  const { id = mintNumber(world, "product"), intervalMonths } = product;
  const made = {
    id,
    name: product.name ?? `Product ${id}`,
    nameExtension: product.nameExtension ?? "",
    unitPrice: priceOf(product.price ?? 10),
    isSold: true,
    ...(intervalMonths === undefined ? {} : { intervalMonths }),
  };
  world.store.put("products", String(id), made);
  return made;
}

export function findProduct(world: World, id: number): ProductRecord | undefined {
  return world.store.get("products", String(id));
}
