import type { JsonObject } from "../json-reading.ts";
import type { NewItem, NewParameter, NewProduct, NewTemplate } from "./product-making.ts";

/** The product every simulator begins with. */
export const DEFAULT_PRODUCT_ID = "PRD-100-000-001";

/** The capabilities of the default product: everything that widens what requests may do, on; reseller authorization, which narrows it, off. */
export const DEFAULT_CAPABILITIES: JsonObject = {
  ppu: {
    schema: "QT",
    dynamic: false,
    predictive: false,
    future: false,
    late: false,
    required_custom_fields: [],
  },
  reservation: { consumption: false },
  cart: { validation: true },
  inquiring: { validation: true },
  tiers: { updates: false, configs: null, validation: false },
  subscription: {
    hold: true,
    schema: "evergreen",
    purchase: { scheduling: true },
    change: {
      editable_ordering_parameters: true,
      editable_fulfillment_parameters: false,
      validation: true,
      inquiring_validation: true,
      scheduling: true,
      simultaneous_adjustment: false,
    },
    suspend: { scheduling: true, offline: "no" },
    resume: { scheduling: true },
    cancel: { scheduling: true, offline: "no" },
    renew: {
      enable_renew: true,
      editable_ordering_parameters: true,
      editable_fulfillment_parameters: false,
      validation: true,
      inquiring_validation: true,
      scheduling: true,
    },
    transfer: {
      enable_transfer: true,
      transfer_autoapprove: false,
      editable_ordering_parameters: true,
      editable_fulfillment_parameters: false,
      validation: true,
      inquiring_validation: true,
    },
    parameter: { versions: false },
  },
};

const ITEMS: readonly NewItem[] = [
  { name: "Seats", mpn: "SEATS", type: "reservation", unit: "seat" },
  { name: "Traffic", mpn: "TRAFFIC", type: "ppu", unit: "Gb", precision: "decimal(2)" },
];

const PARAMETERS: readonly NewParameter[] = [
  {
    name: "admin_email",
    title: "Administrator's e-mail",
    type: "email",
    phase: "ordering",
    constraints: { required: true },
  },
  { name: "company_note", title: "Note", type: "text", phase: "ordering" },
  {
    name: "subscription_id",
    title: "Subscription at the vendor",
    type: "text",
    phase: "fulfillment",
    constraints: { required: true, reconciliation: true },
  },
];

/** The texts a product gets that was given none. */
export const DEFAULT_TEMPLATES: readonly NewTemplate[] = [
  {
    name: "Default Activation Template",
    type: "fulfillment",
    body: "# Ready to use\n\nYour subscription {{ asset.id }} is ready.\n",
  },
  {
    name: "Default Inquiring Template",
    type: "inquire",
    body: "Please complete the [activation form]({{ activation_form_url }}) for {{ id }}.\n",
  },
  {
    name: "Default Pending Template",
    type: "pending",
    body: "Your request {{ id }} is in progress.\n",
  },
  { name: "Default Tier 1 Template", scope: "tier1", body: "Your reseller account is set up.\n" },
  {
    name: "Default Tier 2 Template",
    scope: "tier2",
    body: "Your distribution account is set up.\n",
  },
];

/** What was given of a new product, completed from the default one. */
export function completed(wanted: NewProduct, id: string): Required<NewProduct> {
  return {
    id,
    name: wanted.name ?? `Product ${id}`,
    capabilities: wanted.capabilities ?? DEFAULT_CAPABILITIES,
    items: wanted.items ?? ITEMS,
    parameters: wanted.parameters ?? PARAMETERS,
    templates: wanted.templates ?? DEFAULT_TEMPLATES,
    actions: wanted.actions ?? [],
  };
}
