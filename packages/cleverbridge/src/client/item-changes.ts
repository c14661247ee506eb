/** What chooses several items of a subscription. */
interface ChosenItems {
  /** With or without `S`, as in every change. */
  readonly subscriptionId: string;
  /** Running numbers: at least one, each once, positive integers. */
  readonly items: readonly number[];
}

/** What makes the platform tell the customer. */
interface Mailing {
  /** Whether the platform mails the customer; when false, the client has to. True when left out; always sent. */
  readonly generateMail?: boolean | undefined;
}

/** Takes items out of the next billing. What was paid stays usable until then. */
export interface DeactivateItems extends ChosenItems, Mailing {
  /**
   * False makes the items `finished`, for good, and `generateMail` has to be false too. True when left out;
   * always sent.
   */
  readonly allowReinstate?: boolean | undefined;
}

/** Takes deactivated items back into the billing. */
export interface ReinstateItems extends ChosenItems, Mailing {}

/** How a change meets the running interval. What is left out is false; all of it is always sent. */
export interface Alignment {
  /** The change is fitted into the running interval and a positive amount is billed at once. */
  readonly alignToCurrentInterval?: boolean | undefined;
  /** The interval of the existing item is extended; needs `alignToCurrentInterval`. */
  readonly extendInterval?: boolean | undefined;
}

/** A price of one's own. */
export interface CustomerPrice {
  /** ISO 4217. */
  readonly currencyId: string;
  /** Whether the value includes tax. */
  readonly isGross: boolean;
  readonly value: number;
}

interface ProductTexts {
  readonly couponCode?: string | undefined;
  readonly productName?: string | undefined;
  readonly productNameEn?: string | undefined;
  readonly productNameExtension?: string | undefined;
  readonly recommendationSetId?: number | undefined;
}

/** Adds an item. */
export interface AddItem extends ProductTexts, Mailing {
  readonly subscriptionId: string;
  readonly productId: number;
  readonly quantity: number;
  readonly alignment?: Alignment | undefined;
  readonly customerPrice?: CustomerPrice | undefined;
  readonly affiliateId?: number | undefined;
}

/** Changes an item: another product, quantity, price, name or coupon. */
export interface UpdateItem extends ProductTexts, Mailing {
  readonly subscriptionId: string;
  readonly runningNumber: number;
  /** May be the present one. */
  readonly productId: number;
  /** The whole quantity after the change. */
  readonly quantity: number;
  readonly alignment?: Alignment | undefined;
  readonly customerPrice?: CustomerPrice | undefined;
  /** For the platform's reports only. */
  readonly updateAction?: "Update" | "Upgrade" | "Downgrade" | undefined;
  /** Renews at once, and charges for it. */
  readonly triggerImmediateRenewal?: boolean | undefined;
}

/** Changes an item's price, and its quantity if one is given. */
export interface UpdateItemPrice {
  readonly subscriptionId: string;
  readonly runningNumber: number;
  readonly customerPrice: CustomerPrice;
  /** The whole quantity after the change. */
  readonly quantity?: number | undefined;
  readonly alignment?: Alignment | undefined;
}

/** Adds to an item's quantity. */
export interface IncreaseItemQuantity extends Mailing {
  readonly subscriptionId: string;
  readonly runningNumber: number;
  /** How many are added; not the whole quantity. */
  readonly quantity: number;
  readonly alignment?: Alignment | undefined;
}

/** Removes an item for good. The platform advises to deactivate instead. */
export interface RemoveItem extends Mailing {
  readonly subscriptionId: string;
  readonly runningNumber: number;
}
