import {
  DEFAULT_CONNECTION_ID,
  DEFAULT_MARKETPLACE_ID,
  DEFAULT_PRODUCT_ID,
} from "@tenure/simulator";

/**
 * What a distributor's system sends the platform to purchase one seat of the simulated product, with more
 * of the subscription as given.
 */
export function purchaseBody(asset: object = {}): object {
  return {
    type: "purchase",
    asset: {
      external_uid: crypto.randomUUID(),
      product: { id: DEFAULT_PRODUCT_ID },
      connection: { id: DEFAULT_CONNECTION_ID },
      items: [{ id: `${DEFAULT_PRODUCT_ID}-0001`, quantity: 1 }],
      params: [{ id: "admin_email", value: "admin@example.com" }],
      ...asset,
    },
    marketplace: { id: DEFAULT_MARKETPLACE_ID },
  };
}
