import { z } from "zod";

import { type ProductAction, productActionSchema } from "../wire/product-part.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import {
  productCollectionOf,
  type ProductPartCalls,
  productPartCallsOf,
} from "./product-collection.ts";

/** An action to add. `scope` is asset, tier1 or tier2. */
export interface NewProductAction {
  /** The vendor's own name of it. */
  readonly action: string;
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly scope: string;
  readonly type: string;
}

/** What the button was pressed on. */
export type ActionSubject = { readonly asset_id: string } | { readonly tier_config_id: string };

/** Actions of a product: buttons that lead to pages of the vendor. */
export interface ProductActionCalls extends ProductPartCalls<ProductAction, NewProductAction> {
  /** The address the button leads to. It is signed, and whoever has it is let in. */
  link(
    productId: string,
    id: string,
    subject: ActionSubject,
    options?: CallOptions,
  ): Promise<string>;
  /** Makes a new secret that links are signed with, and shows it. The old one is void. */
  regenerateSecret(productId: string, options?: CallOptions): Promise<string>;
}

const linkSchema = z.object({ link: z.string().min(1) });
const secretSchema = z.object({ jwt_secret: z.string().min(1) });

function queryOf(subject: ActionSubject): string {
  return "asset_id" in subject
    ? `asset_id=${encodeURIComponent(subject.asset_id)}`
    : `tier_config_id=${encodeURIComponent(subject.tier_config_id)}`;
}

/** The calls on a product's actions. */
export function productActionCallsOf(caller: Caller): ProductActionCalls {
  const of = productCollectionOf(caller, "/actions", productActionSchema);
  return {
    ...productPartCallsOf<ProductAction, NewProductAction>(of),
    async link(productId, id, subject, { signal } = {}) {
      const path = of(productId).one(id, "/actionLink");
      const call = { method: "GET", path, query: queryOf(subject), signal } as const;
      return (await caller.json(call, linkSchema)).link;
    },
    async regenerateSecret(productId, { signal } = {}) {
      const path = of(productId).one("regeneratesecret");
      const call = { method: "POST", path, body: {}, signal } as const;
      return (await caller.json(call, secretSchema)).jwt_secret;
    },
  };
}
