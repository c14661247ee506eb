import { connect } from "@tenure/connect";
import { virtualClock } from "@tenure/engine";
import { DEFAULT_PRODUCT_ID, VENDOR_KEY } from "@tenure/simulator";

import { platformUrl } from "./buyer.ts";
import type { VendorFactory } from "./verify-options.ts";

/**
 * Has the adapter look at the handlers as they are, before others stand in their place.
 *
 * @throws TenureError `options_invalid` when a request type has no handler, or one that is none
 */
export async function checkHandlers(vendor: VendorFactory): Promise<void> {
  const { handlers } = await vendor({ clock: virtualClock() });
  const products = [DEFAULT_PRODUCT_ID];
  connect({ baseUrl: platformUrl, apiKey: VENDOR_KEY, products, handlers });
}
