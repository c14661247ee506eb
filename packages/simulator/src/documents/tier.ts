import type { JsonObject } from "../json-reading.ts";
import type { Parameter } from "./parameter.ts";
import type { Events, Reference } from "./reference.ts";

/** What a product knows about a reseller on one level. */
export interface TierConfig {
  readonly id: string;
  readonly name: string;
  readonly status: "processing" | "active";
  readonly tier_level: 1 | 2;
  readonly account: JsonObject & { readonly id: string };
  readonly product: JsonObject & { readonly id: string };
  readonly connection: JsonObject & { readonly id: string; readonly type: string };
  readonly marketplace: JsonObject;
  readonly contract: JsonObject;
  readonly params: readonly Parameter[];
  /** Values of the product's own configuration parameters. */
  readonly configuration: JsonObject;
  /** The template its last approved request was approved with. */
  readonly template: Reference | null;
  readonly open_request: { readonly id: string } | null;
  readonly events: Events;
}

export interface TierConfigRecord {
  readonly document: TierConfig;
  /** Fields a loaded payload had beside the known ones; shown, never read. */
  readonly extras: JsonObject;
  /** The configuration of the second level above this one, which goes first. */
  readonly parent: string | null;
  /** The highest running number given to a request of this configuration. */
  readonly issued: number;
}

export const TIER_REQUEST_TYPES = ["setup", "update", "adjustment"] as const;
export type TierRequestType = (typeof TIER_REQUEST_TYPES)[number];

export const TIER_REQUEST_STATUSES = [
  "draft",
  "tiers_setup",
  "pending",
  "inquiring",
  "approved",
  "failed",
] as const;
export type TierRequestStatus = (typeof TIER_REQUEST_STATUSES)[number];

/** A tier configuration request; its configuration is filled in when shown. */
export interface TierRequest {
  readonly id: string;
  readonly type: TierRequestType;
  readonly status: TierRequestStatus;
  readonly configuration: { readonly id: string };
  /** The parameters as they would be after approval. */
  readonly params: readonly Parameter[];
  readonly environment: string;
  readonly assignee: "" | JsonObject;
  readonly template: TierTemplate | null;
  readonly reason: string;
  readonly notes: string;
  readonly effective_date: string | null;
  readonly events: TierRequestEvents;
}

/** `representation` is the rendered text, there once the request is approved. */
export interface TierTemplate extends Reference {
  readonly representation?: string;
}

interface ActedStamp {
  readonly at: string;
  readonly by?: JsonObject;
}

export interface TierRequestEvents extends Events {
  readonly inquired?: ActedStamp;
  readonly pended?: ActedStamp;
  readonly approved?: ActedStamp;
  readonly failed?: ActedStamp;
}

export interface TierRequestRecord {
  readonly document: TierRequest;
  /** Fields a loaded payload had beside the known ones; shown, never read. */
  readonly extras: JsonObject;
  /** The code in the link of the reseller's form. */
  readonly formCode: string;
}
