import type { JsonObject } from "../json-reading.ts";
import type { Events } from "./reference.ts";

/** What a product knows about a reseller on one level. */
export interface TierConfig {
  readonly id: string;
  readonly name: string;
  readonly status: "processing" | "active";
  readonly tier_level: 1 | 2;
  readonly account: JsonObject & { readonly id: string };
  readonly product: JsonObject & { readonly id: string };
  readonly connection: JsonObject & { readonly id: string };
  readonly marketplace: JsonObject;
  readonly contract: JsonObject;
  readonly params: readonly JsonObject[];
  readonly open_request: { readonly id: string } | null;
  readonly events: Events;
}

/** A tier configuration request; its configuration is filled in when shown. */
export interface TierRequest {
  readonly id: string;
  readonly type: "setup";
  readonly status: "tiers_setup" | "pending" | "approved" | "failed";
  readonly configuration: { readonly id: string };
  readonly params: readonly JsonObject[];
  readonly environment: string;
  readonly assignee: "";
  readonly template: JsonObject | null;
  readonly reason: string;
  readonly notes: string;
  readonly effective_date: string | null;
  readonly events: Events;
}
