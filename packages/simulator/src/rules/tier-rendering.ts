import type { TierRequestRecord } from "../documents/tier.ts";
import type { Platform } from "../platform.ts";
import { parameterValues } from "./rendering/parameter-values.ts";
import { renderTemplate } from "./rendering/render-template.ts";
import { tierConfigOf } from "./tier-records.ts";

/** The page on which a reseller answers an inquiring tier request. */
export function tierFormUrl({ document, formCode }: TierRequestRecord): string {
  return `https://portal.connect.example/tier/inquire?request_id=${document.id}&code=${formCode}`;
}

/** A text with the request, its configuration and the values of its parameters put in. */
export function renderedForTier(
  platform: Platform,
  text: string,
  request: TierRequestRecord,
): string {
  const link = tierFormUrl(request);
  return renderTemplate(text, {
    ...request.document,
    configuration: tierConfigOf(platform, request).document,
    activation_form_url: link,
    params_form_url: link,
    activation: { link },
    ...parameterValues(request.document.params),
  });
}
