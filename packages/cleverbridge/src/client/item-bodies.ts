import type { Body } from "./caller.ts";
import { checkedItems, checkedNumber, invalid, sentIdOf } from "./checked.ts";
import type {
  AddItem,
  Alignment,
  CustomerPrice,
  DeactivateItems,
  IncreaseItemQuantity,
  ReinstateItems,
  RemoveItem,
  UpdateItem,
  UpdateItemPrice,
} from "./item-changes.ts";

/** `preview` makes the platform answer with prices and change nothing. */
function alignmentSettings(alignment: Alignment = {}, preview: boolean): Body {
  const { alignToCurrentInterval = false, extendInterval = false } = alignment;
  if (extendInterval && !alignToCurrentInterval) {
    throw invalid("alignment: extendInterval needs alignToCurrentInterval");
  }
  return {
    GetCustomerPricePreviewOnly: preview,
    AlignToCurrentInterval: alignToCurrentInterval,
    ExtendInterval: extendInterval,
  };
}

function customerPrice(price: CustomerPrice): Body {
  if (!/^[A-Z]{3}$/u.test(price.currencyId)) {
    throw invalid("customerPrice.currencyId: expected three capital letters (ISO 4217)");
  }
  if (!Number.isFinite(price.value) || price.value < 0) {
    throw invalid("customerPrice.value: expected a number of 0 or more");
  }
  return { CurrencyId: price.currencyId, IsGross: price.isGross, Value: price.value };
}

function productTexts(change: AddItem | UpdateItem): Body {
  return {
    Couponcode: change.couponCode,
    ProductName: change.productName,
    ProductNameEn: change.productNameEn,
    ProductNameExtension: change.productNameExtension,
    RecommendationsetId: change.recommendationSetId,
  };
}

/**
 * The platform's reference couples the two flags: an item that is not to come back is deactivated without a
 * mail. Both are always sent, so that nothing rests on a default.
 */
export function deactivateItemsBody(change: DeactivateItems): Body {
  const { allowReinstate = true, generateMail = true } = change;
  if (!allowReinstate && generateMail) {
    throw invalid("generateMail: has to be false where allowReinstate is false");
  }
  return {
    SubscriptionId: sentIdOf(change),
    Items: checkedItems(change.items),
    AllowReinstate: allowReinstate,
    GenerateMail: generateMail,
  };
}

export function reinstateItemsBody(change: ReinstateItems): Body {
  return {
    SubscriptionId: sentIdOf(change),
    Items: checkedItems(change.items),
    GenerateMail: change.generateMail ?? true,
  };
}

export function addItemBody(change: AddItem, preview: boolean): Body {
  return {
    SubscriptionId: sentIdOf(change),
    ProductId: checkedNumber("productId", change.productId, Number.MAX_SAFE_INTEGER),
    Quantity: checkedNumber("quantity", change.quantity),
    AlignmentSettings: alignmentSettings(change.alignment, preview),
    CustomerPrice: change.customerPrice && customerPrice(change.customerPrice),
    ...productTexts(change),
    AffiliateId: change.affiliateId,
    GenerateMail: change.generateMail ?? true,
  };
}

export function updateItemBody(change: UpdateItem, preview: boolean): Body {
  return {
    SubscriptionId: sentIdOf(change),
    RunningNumber: checkedNumber("runningNumber", change.runningNumber),
    ProductId: checkedNumber("productId", change.productId, Number.MAX_SAFE_INTEGER),
    Quantity: checkedNumber("quantity", change.quantity),
    AlignmentSettings: alignmentSettings(change.alignment, preview),
    CustomerPrice: change.customerPrice && customerPrice(change.customerPrice),
    ...productTexts(change),
    UpdateAction: change.updateAction,
    TriggerImmediateRenewal: change.triggerImmediateRenewal,
    GenerateMail: change.generateMail ?? true,
  };
}

export function updateItemPriceBody(change: UpdateItemPrice, preview: boolean): Body {
  return {
    SubscriptionId: sentIdOf(change),
    RunningNumber: checkedNumber("runningNumber", change.runningNumber),
    CustomerPrice: customerPrice(change.customerPrice),
    Quantity:
      change.quantity === undefined ? undefined : checkedNumber("quantity", change.quantity),
    AlignmentSettings: alignmentSettings(change.alignment, preview),
  };
}

export function increaseItemQuantityBody(change: IncreaseItemQuantity, preview: boolean): Body {
  return {
    SubscriptionId: sentIdOf(change),
    RunningNumber: checkedNumber("runningNumber", change.runningNumber),
    Quantity: checkedNumber("quantity", change.quantity),
    AlignmentSettings: alignmentSettings(change.alignment, preview),
    GenerateMail: change.generateMail ?? true,
  };
}

export function removeItemBody(change: RemoveItem): Body {
  return {
    SubscriptionId: sentIdOf(change),
    RunningNumber: checkedNumber("runningNumber", change.runningNumber),
    GenerateMail: change.generateMail ?? true,
  };
}
