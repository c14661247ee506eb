import type { JsonObject } from "../json-reading.ts";
import type { Events, Reference } from "./reference.ts";

export interface ProductDocument {
  readonly id: string;
  readonly name: string;
  readonly icon: string;
  readonly short_description: string;
  readonly detailed_description: string;
  readonly version: number;
  readonly status: string;
  readonly latest: boolean;
  readonly external_id: string;
  readonly owner: Reference;
  readonly visibility: {
    readonly owner: boolean;
    readonly listing: boolean;
    readonly catalog: boolean;
    readonly syndication: boolean;
  };
  readonly configurations: {
    readonly suspend_resume_supported: boolean;
    readonly requires_reseller_information: boolean;
  };
  /** Keys may be missing or null; both mean off. */
  readonly capabilities: JsonObject;
  readonly events: Events;
}

export interface ProductItem {
  readonly id: string;
  readonly local_id: string;
  readonly mpn: string;
  readonly name: string;
  readonly display_name: string;
  readonly type: "reservation" | "ppu";
  readonly period: string;
  readonly precision: string;
  readonly status: string;
  readonly position: number;
  readonly description: string;
  readonly unit: Reference & { readonly title: string; readonly unit: string };
  readonly events: Events;
}

/** A parameter's definition; requests name it by `name`. */
export interface ProductParameter {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly scope: string;
  readonly phase: string;
  readonly constraints: JsonObject;
  readonly position: number;
  readonly events: Events;
}

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** Markdown with places for values. */
  readonly body: string;
  readonly scope: "asset" | "tier1" | "tier2";
  readonly type: "fulfillment" | "inquire" | "pending";
  readonly position: number;
  readonly events: Events;
}

/** Something a user can do about a subscription or a reseller on a page of the vendor's. */
export interface ProductAction {
  readonly id: string;
  /** What the vendor's page is told. */
  readonly action: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly scope: string;
  readonly events: Events;
}

/** A sentence a validation can answer with. */
export interface ProductMessage {
  readonly id: string;
  readonly external_id: string;
  readonly value: string;
  /** Learned from an answer of the vendor's validation, not written by hand. */
  readonly auto: boolean;
}

/** The value of a configuration parameter, for the product or for one item or marketplace. */
export interface ConfigurationValue {
  readonly parameter: ProductParameter;
  readonly value: string;
  /** Left out when there is none. */
  readonly structured_value?: JsonObject;
  readonly item?: Reference;
  readonly marketplace?: JsonObject;
  readonly events: Events;
}

export interface ProductRecord {
  readonly document: ProductDocument;
  readonly items: readonly ProductItem[];
  readonly parameters: readonly ProductParameter[];
  readonly templates: readonly Template[];
  readonly actions: readonly ProductAction[];
  readonly messages: readonly ProductMessage[];
  readonly configurations: readonly ConfigurationValue[];
  /** Signs the links of product actions. */
  readonly actionSecret: string;
}
