import { VENDOR_ACCOUNT } from "../accounts.ts";
import type {
  ProductAction,
  ProductDocument,
  ProductItem,
  ProductParameter,
  ProductRecord,
  Template,
} from "../documents/product.ts";
import type { Events } from "../documents/reference.ts";
import { mintIdentifier, mintSecret, numberedIdentifier } from "../identifiers.ts";
import { isObject, valueAt, type JsonObject } from "../json-reading.ts";
import { stamp, type Platform } from "../platform.ts";

/** A product to put on the simulated platform. What is left out is made up or taken from the default product. */
export interface NewProduct {
  readonly id?: string;
  readonly name?: string;
  /** In the platform's shape; what is left out is off. Default: everything the default product has on. */
  readonly capabilities?: JsonObject;
  readonly items?: readonly NewItem[];
  readonly parameters?: readonly NewParameter[];
  readonly templates?: readonly NewTemplate[];
  /** Default none. */
  readonly actions?: readonly NewAction[];
}

export interface NewItem {
  readonly id?: string;
  readonly local_id?: string;
  readonly mpn?: string;
  readonly name?: string;
  readonly type?: "reservation" | "ppu";
  readonly period?: string;
  readonly precision?: string;
  /** The unit of measure. Default `unit`. */
  readonly unit?: string;
}

export interface NewParameter {
  /** What requests call it. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** Default `text`. */
  readonly type?: string;
  /** Default `asset`. */
  readonly scope?: string;
  /** Default `ordering`. */
  readonly phase?: string;
  readonly constraints?: JsonObject;
}

export interface NewTemplate {
  readonly id?: string;
  readonly name: string;
  readonly body?: string;
  /** Default `asset`. */
  readonly scope?: Template["scope"];
  /** Default `fulfillment`. */
  readonly type?: Template["type"];
}

export interface NewAction {
  /** What the vendor's page is told. */
  readonly action: string;
  readonly name?: string;
  readonly description?: string;
  /** Default `button`. */
  readonly type?: string;
  /** Default `asset`. */
  readonly scope?: string;
}

export function makeProduct(platform: Platform, wanted: Required<NewProduct>): ProductRecord {
  const at = stamp(platform);
  const events: Events = { created: { at }, updated: { at } };
  const before = platform.store.get("products", wanted.id);
  const record: ProductRecord = {
    document: productDocument(wanted, events),
    items: wanted.items.map((item, index) => productItem(wanted.id, item, index + 1, events)),
    parameters: wanted.parameters.map((parameter, index) =>
      productParameter(wanted.id, parameter, index + 1, events),
    ),
    templates: wanted.templates.map((template, index) =>
      productTemplate(platform, before, template, index + 1, events),
    ),
    actions: wanted.actions.map((action, index) =>
      productAction(wanted.id, action, index + 1, events),
    ),
    messages: before?.messages ?? [],
    configurations: before?.configurations ?? [],
    actionSecret: before?.actionSecret ?? mintSecret(platform),
  };
  platform.store.put("products", wanted.id, record);
  return record;
}

/** The older mirror of two capabilities. */
export function configurationsOf(capabilities: JsonObject): ProductDocument["configurations"] {
  const subscription = valueAt(capabilities, "subscription");
  const configs = valueAt(valueAt(capabilities, "tiers"), "configs");
  return {
    suspend_resume_supported: valueAt(subscription, "hold") === true,
    requires_reseller_information: isObject(configs),
  };
}

function productDocument(
  { id, name, capabilities }: Required<NewProduct>,
  events: Events,
): ProductDocument {
  return {
    id,
    name,
    icon: `/media/${VENDOR_ACCOUNT.id}/${id}/media/${id}-logo.png`,
    short_description: name,
    detailed_description: name,
    version: 1,
    status: "published",
    latest: true,
    external_id: "",
    owner: VENDOR_ACCOUNT,
    visibility: { owner: true, listing: true, catalog: true, syndication: false },
    configurations: configurationsOf(capabilities),
    capabilities,
    events,
  };
}

export function productItem(
  productId: string,
  item: NewItem,
  number: number,
  events: Events,
): ProductItem {
  const id = item.id ?? `${productId}-${String(number).padStart(4, "0")}`;
  const name = item.name ?? `Item ${number}`;
  const unit = item.unit ?? "unit";
  return {
    id,
    local_id: item.local_id ?? id.replaceAll("-", "_"),
    mpn: item.mpn ?? `MPN-${String(number).padStart(3, "0")}`,
    name,
    display_name: name,
    type: item.type ?? "reservation",
    period: item.period ?? "monthly",
    precision: item.precision ?? "integer",
    status: "published",
    position: number * 10_000,
    description: name,
    unit: { id: unit, name: unit, title: unit, unit },
    events,
  };
}

export function productParameter(
  productId: string,
  parameter: NewParameter,
  number: number,
  events: Events,
): ProductParameter {
  const title = parameter.title ?? parameter.name;
  return {
    id: numberedIdentifier("PRM", productId, number, 4),
    name: parameter.name,
    title,
    description: parameter.description ?? title,
    type: parameter.type ?? "text",
    scope: parameter.scope ?? "asset",
    phase: parameter.phase ?? "ordering",
    constraints: {
      required: false,
      hidden: false,
      unique: false,
      reconciliation: false,
      ...parameter.constraints,
    },
    position: number * 10_000,
    events,
  };
}

/** A product that is put again keeps the ids of its templates, so that what was chosen before stays valid. */
export function productTemplate(
  platform: Platform,
  product: ProductRecord | undefined,
  { id, name, body = "", scope = "asset", type = "fulfillment" }: NewTemplate,
  number: number,
  events: Events,
): Template {
  const before = product?.templates.find(
    (one) => one.name === name && one.scope === scope && one.type === type,
  );
  return {
    id: id ?? before?.id ?? mintIdentifier(platform, "template"),
    name,
    title: name,
    body,
    scope,
    type,
    position: number * 10_000,
    events,
  };
}

export function productAction(
  productId: string,
  { action, name = action, description = name, type = "button", scope = "asset" }: NewAction,
  number: number,
  events: Events,
): ProductAction {
  const id = numberedIdentifier("ACT", productId, number);
  return { id, action, name, title: name, description, type, scope, events };
}
