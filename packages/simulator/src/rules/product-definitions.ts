import type {
  ProductMessage,
  ProductParameter,
  ProductRecord,
  Template,
} from "../documents/product.ts";
import { numberedIdentifier } from "../identifiers.ts";
import { filledTextAt, objectOr, textAt, textOr, valueAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { invalid } from "../refusal.ts";
import { productParameter, productTemplate } from "./product-making.ts";
import { findPart, movedEvents, newEvents, nextPartNumber, putPart } from "./product-parts.ts";

const TYPES: readonly string[] = [
  "text",
  "dropdown",
  "password",
  "email",
  "checkbox",
  "subdomain",
  "domain",
  "address",
  "phone",
  "object",
  "url",
  "choice",
  "heading",
  "content",
];
const PHASES: readonly string[] = ["ordering", "fulfillment", "configuration"];
const SCOPES: readonly string[] = [
  "asset",
  "tier1",
  "tier2",
  "product",
  "item",
  "marketplace",
  "item_marketplace",
];

/** A parameter as a body defines it, over the one that was there; its name stays. */
export function writeParameter(
  platform: Platform,
  product: ProductRecord,
  id: string | undefined,
  body: unknown,
): ProductParameter {
  const before = id === undefined ? undefined : findPart(product, "parameters", id);
  const made =
    before === undefined
      ? newParameter(platform, product, body)
      : {
          ...before,
          ...definitionIn(body, before),
          events: movedEvents(platform, before.events),
        };
  putPart(platform, product, "parameters", made);
  return made;
}

function newParameter(platform: Platform, product: ProductRecord, body: unknown): ProductParameter {
  const name = requiredText(body, "name");
  if (product.parameters.some((one) => one.name === name)) {
    throw invalid("name: A parameter with this name already exists.");
  }
  const definition = definitionIn(body, {
    title: name,
    description: name,
    type: "text",
    phase: "ordering",
    scope: "asset",
    constraints: {},
  });
  return productParameter(
    product.document.id,
    { name, ...definition },
    nextPartNumber(product.parameters),
    newEvents(platform),
  );
}

type Definition = Pick<
  ProductParameter,
  "title" | "description" | "type" | "phase" | "scope" | "constraints"
>;

function definitionIn(body: unknown, before: Definition): Definition {
  return {
    title: textOr(body, "title", before.title),
    description: textOr(body, "description", before.description),
    type: choice(body, "type", TYPES, before.type),
    phase: choice(body, "phase", PHASES, before.phase),
    scope: choice(body, "scope", SCOPES, before.scope),
    constraints: { ...before.constraints, ...objectOr(body, "constraints", {}) },
  };
}

/** A template as a body writes it, over the one that was there; scope and type stay as they are. */
export function writeTemplate(
  platform: Platform,
  product: ProductRecord,
  id: string | undefined,
  body: unknown,
): Template {
  const before = id === undefined ? undefined : findPart(product, "templates", id);
  if (before !== undefined) {
    const name = textOr(body, "name", before.name);
    const events = movedEvents(platform, before.events);
    const written = {
      ...before,
      name,
      title: name,
      body: textOr(body, "body", before.body),
      events,
    };
    putPart(platform, product, "templates", written);
    return written;
  }
  const scope = textOr(body, "scope", "asset");
  const type = textOr(body, "type", "fulfillment");
  if (scope !== "asset" && scope !== "tier1" && scope !== "tier2") throw noChoice("scope", scope);
  if (type !== "fulfillment" && type !== "inquire" && type !== "pending")
    throw noChoice("type", type);
  const made = productTemplate(
    platform,
    undefined,
    {
      name: textAt(body, "name") ?? requiredText(body, "title"),
      body: textOr(body, "body", ""),
      scope,
      type,
    },
    product.templates.length + 1,
    newEvents(platform),
  );
  putPart(platform, product, "templates", made);
  return made;
}

export function writeMessage(
  platform: Platform,
  product: ProductRecord,
  id: string | undefined,
  body: unknown,
): ProductMessage {
  const before = id === undefined ? undefined : findPart(product, "messages", id);
  const number = nextPartNumber(product.messages);
  const message: ProductMessage = {
    id: before?.id ?? numberedIdentifier("PRDMSG", product.document.id, number, 4),
    external_id: requiredText(body, "external_id"),
    value: requiredText(body, "value"),
    auto: valueAt(body, "auto") === true,
  };
  putPart(platform, product, "messages", message);
  return message;
}

function requiredText(body: unknown, field: string): string {
  const text = filledTextAt(body, field);
  if (text === undefined) throw invalid(`${field}: This field is required.`);
  return text;
}

function choice(
  body: unknown,
  field: string,
  choices: readonly string[],
  fallback: string,
): string {
  const text = textOr(body, field, fallback);
  if (choices.includes(text)) return text;
  throw noChoice(field, text);
}

function noChoice(field: string, text: string): Error {
  return invalid(`${field}: "${text}" is not a valid choice.`);
}
