import type { ItemVersion } from "../documents/item-version.ts";
import { priceOf, scaled } from "../documents/price.ts";
import type { World } from "../world.ts";
import { isCount } from "./counts.ts";
import { findProduct, makeProduct } from "./products.ts";

export interface OrderedItem {
  /** A product nobody knows is put on sale. */
  readonly productId: number;
  /** Default 1. */
  readonly quantity?: number;
  /** With tax, for one piece and one interval, in the currency's unit. Default the product's. */
  readonly price?: number;
  /** How often it is billed after the purchase. Default without end. */
  readonly recurrenceCount?: number;
}

/** The item that is made of an order's. Throws a `RangeError` for a number that is none. */
export function orderedItem(
  world: World,
  ordered: OrderedItem,
  runningNo: number,
  now: number,
): ItemVersion {
  requireNumbers(ordered);
  const { productId, quantity = 1, price, recurrenceCount = null } = ordered;
  const product =
    findProduct(world, productId) ??
    makeProduct(world, { id: productId, ...(price === undefined ? {} : { price }) });
  return {
    ...newItem(runningNo, now),
    quantity,
    productId,
    productName: product.name,
    productNameExtension: product.nameExtension,
    recurrenceCount,
    price: scaled(price === undefined ? product.unitPrice : priceOf(price), quantity),
  };
}

function requireNumbers({ productId, quantity = 1, price = 0, recurrenceCount = 1 }: OrderedItem) {
  for (const [name, value] of Object.entries({ productId, quantity, recurrenceCount })) {
    if (!isCount(value) || value === 0) {
      throw new RangeError(`An item's ${name} is a whole number above 0, not ${value}.`);
    }
  }
  if (!(price >= 0 && price < HIGHEST_PRICE)) {
    throw new RangeError(`An item's price is a number from 0 up, not ${price}.`);
  }
}

const HIGHEST_PRICE = 10_000_000;

/** The first version of an item, but for what it is an item of. */
export function newItem(
  runningNo: number,
  now: number,
): Omit<ItemVersion, "quantity" | "productId" | "productName" | "productNameExtension" | "price"> {
  return {
    runningNo,
    version: 1,
    isCurrent: true,
    status: "Active",
    couponcode: "",
    promotionId: null,
    startDate: now,
    endDate: null,
    deactivationDate: null,
    versionActiveDate: now,
    lastIntervalNo: 0,
    recurrenceCount: null,
    purchaseIds: [],
    eventtype: "new",
  };
}
