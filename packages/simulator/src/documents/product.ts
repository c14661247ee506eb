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
  readonly owner: Reference;
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
  /** Markdown with `{{ parameter }}` places. */
  readonly body: string;
  readonly scope: "asset" | "tier1" | "tier2";
  readonly type: "fulfillment" | "inquire" | "pending";
  readonly position: number;
  readonly events: Events;
}

export interface ProductRecord {
  readonly document: ProductDocument;
  readonly items: readonly ProductItem[];
  readonly parameters: readonly ProductParameter[];
  readonly templates: readonly Template[];
}
