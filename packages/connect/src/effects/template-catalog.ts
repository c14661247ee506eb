import type { Clock } from "@tenure/engine";

import { rowsOf } from "../client/pages.ts";
import type { ProductCalls } from "../client/products.ts";
import type { TemplateChoice } from "../handlers/template-choice.ts";
import { timeLeft } from "../kept-time.ts";
import type { Template } from "../wire/product.ts";
import { type FoundTemplate, foundTemplate, isIn, type TemplatePlace } from "./found-template.ts";

const keptMilliseconds = 60_000;

/** The templates of products, read from the platform and kept for a minute. */
export interface TemplateCatalog {
  /**
   * The template that is meant by the choice, or why there is none: an id is taken as it is, a name has to be that of
   * exactly one template in the place. Before it says no, the templates are read anew.
   */
  find(place: TemplatePlace, choice: TemplateChoice, signal: AbortSignal): Promise<FoundTemplate>;
  /** The id of the first template in the place, by position; undefined if there is none. */
  first(place: TemplatePlace, signal: AbortSignal): Promise<string | undefined>;
}

/** A catalog that reads through the client's calls on products. */
export function templateCatalogOf(
  products: Pick<ProductCalls, "templates">,
  clock: Clock,
): TemplateCatalog {
  const kept = new Map<string, { readonly at: number; readonly templates: readonly Template[] }>();

  async function read(productId: string, signal: AbortSignal): Promise<readonly Template[]> {
    const templates: Template[] = [];
    for await (const row of rowsOf(products.templates(productId, { signal }))) templates.push(row);
    templates.sort((left, right) => (left.position ?? Infinity) - (right.position ?? Infinity));
    kept.set(productId, { at: clock.now(), templates });
    return templates;
  }

  function known(productId: string): readonly Template[] | undefined {
    const one = kept.get(productId);
    return timeLeft(one?.at, clock.now(), keptMilliseconds) > 0 ? one?.templates : undefined;
  }

  return {
    async find(place, choice, signal) {
      if (typeof choice === "string" && /^TL(?:-\d+)+$/u.test(choice)) return { id: choice };
      const before = known(place.productId);
      if (before !== undefined) {
        const found = foundTemplate(before, place, choice);
        if ("id" in found) return found;
      }
      return foundTemplate(await read(place.productId, signal), place, choice);
    },
    async first(place, signal) {
      const inPlace = (templates: readonly Template[]) => templates.find((one) => isIn(one, place));
      const before = inPlace(known(place.productId) ?? []);
      return (before ?? inPlace(await read(place.productId, signal)))?.id;
    },
  };
}
