import type { EffectOutcome } from "@tenure/engine";

import type { Approval } from "../client/requests.ts";
import { templateChoiceOf } from "../handlers/template-choice.ts";
import type { TemplatePlace } from "./found-template.ts";
import { refused } from "./outcome.ts";
import type { TemplateCatalog } from "./template-catalog.ts";

/** What a step tells the customer with, or why it cannot be taken. */
export type Wording =
  | { readonly body: Pick<Approval, "template_id" | "activation_tile"> }
  | { readonly refusal: EffectOutcome };

/** The wording that an answer was recorded with: a template that is there, or a tile. */
export async function wordingOf(
  templates: TemplateCatalog,
  place: TemplatePlace,
  text: string,
  signal: AbortSignal,
): Promise<Wording> {
  const choice = templateChoiceOf(text);
  if (typeof choice === "object" && "tile" in choice) {
    return { body: { activation_tile: choice.tile } };
  }
  const found = await templates.find(place, choice, signal);
  return "id" in found
    ? { body: { template_id: found.id } }
    : { refusal: refused(found.code, found.message) };
}
