import { type ItemPrices, readItemPrices } from "../wire/item-prices.ts";
import type { CallOptions } from "./call-options.ts";
import type { Body, Caller } from "./caller.ts";
import {
  addItemBody,
  deactivateItemsBody,
  increaseItemQuantityBody,
  reinstateItemsBody,
  removeItemBody,
  updateItemBody,
  updateItemPriceBody,
} from "./item-bodies.ts";
import type {
  AddItem,
  DeactivateItems,
  IncreaseItemQuantity,
  ReinstateItems,
  RemoveItem,
  UpdateItem,
  UpdateItemPrice,
} from "./item-changes.ts";

/**
 * Changes that have a price. What they answer is what the platform sends back, which may be nothing for a
 * change that was made.
 */
export interface PricedItemCalls {
  /** Adds an item to an active subscription. */
  addItem(change: AddItem, options?: CallOptions): Promise<ItemPrices>;
  /** Changes an item, which makes a new version of it. */
  updateItem(change: UpdateItem, options?: CallOptions): Promise<ItemPrices>;
  /** Changes an item's price, and its quantity if one is given. */
  updateItemPrice(change: UpdateItemPrice, options?: CallOptions): Promise<ItemPrices>;
  /** Adds to an item's quantity. */
  increaseItemQuantity(change: IncreaseItemQuantity, options?: CallOptions): Promise<ItemPrices>;
}

/** The calls on items of a subscription. */
export interface ItemCalls extends PricedItemCalls {
  /**
   * Takes items out of the next billing. The platform may well accept the last active item and end the whole
   * subscription: who calls this has to leave one active.
   */
  deactivateItems(change: DeactivateItems, options?: CallOptions): Promise<void>;
  /** Takes deactivated items back into the billing. */
  reinstateItems(change: ReinstateItems, options?: CallOptions): Promise<void>;
  /** Removes an item for good. */
  removeItem(change: RemoveItem, options?: CallOptions): Promise<void>;
  /** What the priced changes would cost. Nothing is changed and nothing is billed. */
  readonly preview: PricedItemCalls;
}

function pricedItemCallsOf(caller: Caller, preview: boolean): PricedItemCalls {
  async function call(operation: string, body: Body, options?: CallOptions): Promise<ItemPrices> {
    return readItemPrices(await caller.post(operation, body, { ...options, changes: !preview }));
  }

  return {
    addItem: async (change, options) =>
      call("addsubscriptionitem", addItemBody(change, preview), options),
    updateItem: async (change, options) =>
      call("updatesubscriptionitem", updateItemBody(change, preview), options),
    updateItemPrice: async (change, options) =>
      call("updatesubscriptionitemprice", updateItemPriceBody(change, preview), options),
    increaseItemQuantity: async (change, options) =>
      call("increasesubscriptionitemquantity", increaseItemQuantityBody(change, preview), options),
  };
}

export function itemCallsOf(caller: Caller): ItemCalls {
  return {
    ...pricedItemCallsOf(caller, false),
    preview: pricedItemCallsOf(caller, true),
    async deactivateItems(change, options) {
      await caller.post("deactivatesubscriptionitems", deactivateItemsBody(change), options);
    },
    async reinstateItems(change, options) {
      await caller.post("reinstatesubscriptionitems", reinstateItemsBody(change), options);
    },
    async removeItem(change, options) {
      await caller.post("removesubscriptionitem", removeItemBody(change), options);
    },
  };
}
