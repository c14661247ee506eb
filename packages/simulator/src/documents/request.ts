import type { JsonObject } from "../json-reading.ts";
import type { Item } from "./item.ts";
import type { Parameter } from "./parameter.ts";
import type { Events } from "./reference.ts";

/**
 * A fulfillment request. It holds only what is its own of the subscription: the items and parameters
 * as they would be after approval. The rest of `asset` is filled in from the live subscription when shown.
 */
export interface RequestDocument {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly note: string;
  readonly reason: string;
  readonly created: string;
  readonly updated: string;
  readonly answered: boolean;
  readonly assignee: "" | JsonObject;
  readonly activation_key: string;
  readonly asset: {
    readonly id: string;
    readonly items: readonly Item[];
    readonly params: readonly Parameter[];
  };
  readonly template: RequestTemplate | null;
  readonly effective_date: string | null;
  readonly planned_date: string | null;
  readonly previous_approved_request: { readonly id: string } | null;
  readonly external_attributes: JsonObject;
  readonly marketplace: JsonObject;
  readonly contract: JsonObject;
  readonly events: Events;
}

/** `message` is the rendered text, there while the customer is asked for something. */
export interface RequestTemplate {
  readonly id: string;
  readonly name: string;
  readonly message?: string;
}

export interface RequestRecord {
  readonly document: RequestDocument;
  /** Fields a loaded payload had beside the known ones; shown, never read. */
  readonly extras: JsonObject;
  /** The code in the link of the customer's form. */
  readonly formCode: string;
  /** The tier configurations that must be active before this request may go on. */
  readonly waitsFor: readonly string[];
}
