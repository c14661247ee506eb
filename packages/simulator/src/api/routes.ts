import type { Route } from "../http/router.ts";
import { ASSET_ROUTES } from "./asset-routes.ts";
import { CONVERSATION_ROUTES } from "./conversation-routes.ts";
import { PRODUCT_ROUTES } from "./product-routes.ts";
import { REQUEST_ROUTES } from "./request-routes.ts";
import { TIER_ROUTES } from "./tier-routes.ts";
import { WEBHOOK_ROUTES } from "./webhook-routes.ts";

/** The whole API below this path. */
export const BASE_PATH = "/public/v1";

export const ROUTES: readonly Route[] = [
  ...REQUEST_ROUTES,
  ...ASSET_ROUTES,
  ...PRODUCT_ROUTES,
  ...WEBHOOK_ROUTES,
  ...CONVERSATION_ROUTES,
  ...TIER_ROUTES,
];
