import type { ProductRecord } from "../documents/product.ts";
import type { RequestRecord, RequestTemplate } from "../documents/request.ts";
import { textAt, textIn, textOr, objectAt, type JsonObject } from "../json-reading.ts";
import { defaultTemplate, rendered } from "../rules/templates.ts";

/** The template a payload names, or the one the platform would have chosen, with its text where one is due. */
export function payloadTemplate(
  product: ProductRecord,
  request: RequestRecord,
  payload: JsonObject,
): RequestTemplate | null {
  const isInquiring = request.document.status === "inquiring";
  const given = objectAt(payload, "template");
  const id = textAt(given, "id");
  const chosen =
    id === undefined
      ? defaultTemplate(product, isInquiring ? "inquire" : "fulfillment")
      : { id, name: textOr(given, "name", id) };
  if (chosen === null) return null;
  const message = textAt(given, "message");
  if (message !== undefined) return { ...chosen, message };
  if (!isInquiring) return chosen;
  const body = product.templates.find((one) => one.id === chosen.id)?.body ?? "";
  return { ...chosen, message: rendered(body, request, request.document) };
}

/** The code of the customer's form, where a payload shows its link. */
export function formCodeIn(payload: JsonObject): string | undefined {
  const texts = [textAt(payload, "params_form_url"), textIn(payload, "template", "message")];
  return texts
    .map((text) => /[?&]code=([\w-]{1,200})/u.exec(text ?? "")?.[1])
    .find((code) => code !== undefined);
}
