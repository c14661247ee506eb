import type { JsonObject } from "../../json-reading.ts";
import type { ItemVersion } from "../documents/item-version.ts";
import { scaled, type Price } from "../documents/price.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { alignmentIn } from "../http/alignment-settings.ts";
import { customerPriceIn } from "../http/customer-price.ts";
import {
  flagAt,
  optionalCount,
  optionalText,
  requiredCount,
  subscriptionIdIn,
} from "../http/fields.ts";
import type { Operation } from "../http/operation.ts";
import { findSubscription, requireActive } from "../records.ts";
import { invalid } from "../result-refusal.ts";
import { changeItem } from "../terms/item-change.ts";
import { renewEarly } from "../terms/renewing.ts";
import type { World } from "../world.ts";
import { findActiveItem } from "./changeable-item.ts";
import { findSoldProduct } from "./sold-product.ts";

const ACTIONS = ["Update", "Upgrade", "Downgrade"];

/** Another product, quantity, price or name. The quantity is the total after the change. */
export const updateSubscriptionItem: Operation = {
  method: "POST",
  name: "updatesubscriptionitem",
  handle: ({ world, body }) => {
    const record = findSubscription(world, subscriptionIdIn(body));
    const runningNo = requiredCount(body, "RunningNumber");
    const productId = requiredCount(body, "ProductId");
    const quantity = requiredCount(body, "Quantity");
    const alignment = alignmentIn(body);
    const customerPrice = customerPriceIn(body, record.currencyId);
    const action = optionalText(body, "UpdateAction") ?? "Update";
    if (!ACTIONS.includes(action)) {
      throw invalid(`UpdateAction must be one of ${ACTIONS.join(", ")}.`);
    }
    const renewsAtOnce = flagAt(body, "TriggerImmediateRenewal", false);
    optionalCount(body, "RecommendationsetId");
    flagAt(body, "GenerateMail", true);
    requireActive(record);
    const item = findActiveItem(record, runningNo);
    const changed = {
      ...renamed(item, body),
      ...ofProduct(world, record, item, productId),
      ...named(body),
      quantity,
      price: priceAfter(world, item, { productId, quantity, customerPrice }),
      eventtype: action.toLowerCase(),
    };
    const answer = changeItem(world, record, changed, alignment);
    if (renewsAtOnce && !alignment.isPreview && answer.status === 200) {
      renewEarly(world, findSubscription(world, record.id), false);
    }
    return answer;
  },
};

function renamed(item: ItemVersion, body: JsonObject): ItemVersion {
  const couponcode = optionalText(body, "Couponcode");
  return { ...item, ...(couponcode === undefined ? {} : { couponcode }) };
}

/** The names of another product; those of the same one are kept. */
function ofProduct(
  world: World,
  record: SubscriptionRecord,
  item: ItemVersion,
  productId: number,
): Partial<ItemVersion> {
  if (productId === item.productId) return {};
  const product = findSoldProduct(world, record, productId);
  return { productId, productName: product.name, productNameExtension: product.nameExtension };
}

function named(body: JsonObject): Partial<ItemVersion> {
  const productName = optionalText(body, "ProductName") ?? optionalText(body, "ProductNameEn");
  const productNameExtension = optionalText(body, "ProductNameExtension");
  return {
    ...(productName === undefined ? {} : { productName }),
    ...(productNameExtension === undefined ? {} : { productNameExtension }),
  };
}

/** The price that was given, or that of another product, or what is paid a piece now. */
function priceAfter(
  world: World,
  item: ItemVersion,
  wanted: {
    readonly productId: number;
    readonly quantity: number;
    readonly customerPrice: Price | undefined;
  },
): Price {
  const { productId, quantity, customerPrice } = wanted;
  const product =
    productId === item.productId ? undefined : world.store.get("products", String(productId));
  const unitPrice = customerPrice ?? product?.unitPrice;
  return unitPrice === undefined
    ? scaled(item.price, quantity / item.quantity)
    : scaled(unitPrice, quantity);
}
