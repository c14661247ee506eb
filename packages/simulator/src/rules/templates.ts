import type { ProductRecord, Template } from "../documents/product.ts";
import type { RequestDocument, RequestRecord, RequestTemplate } from "../documents/request.ts";
import { isObject, textAt, valueAt } from "../json-reading.ts";
import { invalid } from "../refusal.ts";

/** The template a request is sent with when nobody chose one. */
export function defaultTemplate(
  product: ProductRecord,
  type: Template["type"],
): RequestTemplate | null {
  const template = product.templates.find((one) => one.scope === "asset" && one.type === type);
  return template === undefined ? null : { id: template.id, name: template.name };
}

/**
 * What an approve or inquire body chose: a template of the product or a text of its own (a tile).
 * Undefined when it chose neither; refused when it chose both, or a template that does not fit.
 */
export function chosenText(
  product: ProductRecord,
  body: unknown,
  type: Template["type"],
): { readonly template: RequestTemplate | null; readonly text: string } | undefined {
  const id = valueAt(body, "template_id");
  const tile = valueAt(body, "activation_tile");
  if (id === undefined && tile === undefined) return undefined;
  if (id !== undefined && tile !== undefined) {
    throw invalid("Only one of template_id and activation_tile may be given.");
  }
  if (id === undefined) {
    if (typeof tile !== "string") throw invalid("activation_tile: Not a valid string.");
    return { template: null, text: tile };
  }
  const template = product.templates.find((one) => one.id === id);
  if (template?.scope !== "asset" || template.type !== type) {
    throw invalid(`template_id: Template "${textAt(body, "template_id") ?? ""}" does not exist.`);
  }
  return { template: { id: template.id, name: template.name }, text: template.body };
}

/** The page on which a customer answers an inquiring request. */
export function formUrl(request: RequestRecord): string {
  return `https://portal.connect.example/inquire?request_id=${request.document.id}&code=${request.formCode}`;
}

/** Puts values into the `{{ places }}` of a text: parameters by id, request fields by path. */
export function rendered(text: string, request: RequestRecord, document: RequestDocument): string {
  return text.replaceAll(/\{\{\s{0,8}([\w.-]{1,200})\s{0,8}\}\}/gu, (_place, name: string) => {
    if (name === "activation_form_url" || name === "params_form_url") return formUrl(request);
    const parameter = document.asset.params.find((one) => one.id === name);
    return parameter?.value ?? textFromPath(document, name);
  });
}

function textFromPath(document: RequestDocument, path: string): string {
  const keys = path.split(".");
  const holder = keys
    .slice(0, -1)
    .reduce<unknown>((inner, key) => valueAt(inner, key), { ...document });
  return isObject(holder) ? (textAt(holder, keys.at(-1) ?? "") ?? "") : "";
}
