import type { ProductRecord, Template } from "../documents/product.ts";
import type { RequestDocument, RequestRecord, RequestTemplate } from "../documents/request.ts";
import { textAt, valueAt } from "../json-reading.ts";
import { invalid } from "../refusal.ts";
import { parameterValues } from "./rendering/parameter-values.ts";
import { renderTemplate } from "./rendering/render-template.ts";

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

/** A text with the request and the values of its parameters put in; parameters go before request fields. */
export function rendered(text: string, request: RequestRecord, document: RequestDocument): string {
  const link = formUrl(request);
  return renderTemplate(text, {
    ...document,
    activation_form_url: link,
    params_form_url: link,
    ...parameterValues(document.asset.params),
  });
}
