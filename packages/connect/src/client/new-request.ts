import type { NewRequest, ParameterUpdate } from "./requests.ts";

/** An item and how much of it. Of no limit is -1; in a change, 0 takes the item away. */
export interface ItemQuantity {
  /** Its local id, as in `PRD_276_377_545_0016`, or its SKU. */
  readonly id: string;
  readonly quantity: number | string;
}

/** A customer or reseller: one the platform knows, or one it is told of in full. */
export type TierOfPurchase = { readonly id: string } | Readonly<Record<string, unknown>>;

/** What every new request may say. */
export interface NewRequestOptions {
  /** Opens it as a draft, which needs the product's Dynamic Validation. */
  readonly draft?: boolean;
  /** When it is to take effect; ISO 8601. Needs the product's scheduling of that type. */
  readonly plannedDate?: string;
  readonly note?: string;
}

/** A subscription to order. */
export interface Purchase extends NewRequestOptions {
  readonly product: string;
  readonly connection: string;
  readonly marketplace?: string;
  readonly items: readonly ItemQuantity[];
  readonly params?: readonly ParameterUpdate[];
  readonly tiers: {
    readonly customer: TierOfPurchase;
    readonly tier1?: TierOfPurchase;
    readonly tier2?: TierOfPurchase;
  };
  /** The distributor's own id of the subscription. */
  readonly externalId?: string;
  /** A UUID. Of the purchases sent with the same one, the platform is likely to take the first only. */
  readonly externalUid?: string;
}

/** What is to be different. */
export interface Change extends NewRequestOptions {
  readonly items?: readonly ItemQuantity[];
  /** Needs the product's editable ordering parameters. */
  readonly params?: readonly ParameterUpdate[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Without the keys whose value is undefined. */
function given(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function requestOf(type: string, asset: Fields, options: NewRequestOptions): NewRequest {
  return {
    type,
    asset: given(asset),
    ...(options.draft === true ? { status: "draft" } : {}),
    ...(options.plannedDate === undefined ? {} : { planned_date: options.plannedDate }),
    ...(options.note === undefined ? {} : { note: options.note }),
  };
}

/**
 * Bodies for `requests.create`, one for each type whose form is known. Of `renew` and `transfer` no public
 * source shows the form; write the body yourself.
 */
export const newRequest = {
  purchase: (purchase: Purchase): NewRequest => ({
    ...requestOf(
      "purchase",
      {
        product: { id: purchase.product },
        connection: { id: purchase.connection },
        external_id: purchase.externalId,
        external_uid: purchase.externalUid,
        items: purchase.items,
        params: purchase.params ?? [],
        tiers: purchase.tiers,
      },
      purchase,
    ),
    ...(purchase.marketplace === undefined ? {} : { marketplace: { id: purchase.marketplace } }),
  }),
  change: (id: string, { items, params, ...options }: Change): NewRequest =>
    requestOf("change", { id, items, params }, options),
  /** The vendor's own: writes ordering and fulfillment parameters of an active subscription. */
  adjustment: (
    id: string,
    params: readonly ParameterUpdate[],
    options: NewRequestOptions = {},
  ): NewRequest => requestOf("adjustment", { id, params }, options),
  suspend: (id: string, options: NewRequestOptions = {}): NewRequest =>
    requestOf("suspend", { id }, options),
  resume: (id: string, options: NewRequestOptions = {}): NewRequest =>
    requestOf("resume", { id }, options),
  cancel: (id: string, options: NewRequestOptions = {}): NewRequest =>
    requestOf("cancel", { id }, options),
} as const;
