import type { Clock } from "@tenure/engine";

import type { ConnectClient } from "../client/connect-client.ts";
import { rowsOf } from "../client/pages.ts";
import type { Template } from "../wire/product.ts";

const keptMilliseconds = 60_000;

/** What a template is for. */
type TemplateUse = "fulfillment" | "inquire";

/** The templates of products for subscriptions, read from the platform and kept for a minute. */
export interface TemplateCatalog {
  /** The id of the template with that id or, among those for the use, that name; undefined if none. */
  find(
    productId: string,
    use: TemplateUse,
    named: string,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** The id of the product's first template for the use, by position; undefined if there is none. */
  first(productId: string, use: TemplateUse, signal: AbortSignal): Promise<string | undefined>;
}

function isFor(template: Template, use: TemplateUse): boolean {
  // Old products leave the type out of their activation templates.
  return template.scope === "asset" && (template.type ?? "fulfillment") === use;
}

/** A catalog that reads through the client. */
export function templateCatalogOf(client: ConnectClient, clock: Clock): TemplateCatalog {
  const kept = new Map<string, { readonly at: number; readonly templates: readonly Template[] }>();

  async function templatesOf(productId: string, signal: AbortSignal): Promise<readonly Template[]> {
    const known = kept.get(productId);
    if (known !== undefined && clock.now() - known.at < keptMilliseconds) return known.templates;
    const templates: Template[] = [];
    for await (const row of rowsOf(client.products.templates(productId, { signal }))) {
      templates.push(row);
    }
    templates.sort((left, right) => (left.position ?? Infinity) - (right.position ?? Infinity));
    kept.set(productId, { at: clock.now(), templates });
    return templates;
  }

  return {
    async find(productId, use, named, signal) {
      if (/^TL(?:-\d+)+$/u.test(named)) return named;
      const templates = await templatesOf(productId, signal);
      return templates.find(
        (template) =>
          template.id === named ||
          (isFor(template, use) && (template.name === named || template.title === named)),
      )?.id;
    },
    async first(productId, use, signal) {
      const templates = await templatesOf(productId, signal);
      return templates.find((template) => isFor(template, use))?.id;
    },
  };
}
