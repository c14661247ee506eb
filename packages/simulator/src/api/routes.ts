import type { Route } from "../http/router.ts";
import { ASSET_ROUTES } from "./asset-routes.ts";
import { BILLING_ROUTES } from "./billing-routes.ts";
import { CONVERSATION_ROUTES } from "./conversation-routes.ts";
import { DIRECTORY_ROUTES } from "./directory-routes.ts";
import { PRODUCT_PART_ROUTES } from "./product-part-routes.ts";
import { PRODUCT_ROUTES } from "./product-routes.ts";
import { REQUEST_ROUTES } from "./request-routes.ts";
import { TIER_ACCOUNT_ROUTES } from "./tier-account-routes.ts";
import { TIER_ROUTES } from "./tier-routes.ts";
import { USAGE_ROUTES } from "./usage-routes.ts";
import { WEBHOOK_ROUTES } from "./webhook-routes.ts";

/** The whole API below this path. */
export const BASE_PATH = "/public/v1";

export const ROUTES: readonly Route[] = [
  ...REQUEST_ROUTES,
  ...ASSET_ROUTES,
  ...PRODUCT_ROUTES,
  ...PRODUCT_PART_ROUTES,
  ...WEBHOOK_ROUTES,
  ...CONVERSATION_ROUTES,
  ...TIER_ROUTES,
  ...TIER_ACCOUNT_ROUTES,
  ...BILLING_ROUTES,
  ...USAGE_ROUTES,
  ...DIRECTORY_ROUTES,
];
