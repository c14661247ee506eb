import { type Template, templateSchema } from "../wire/product.ts";
import type { Caller } from "./caller.ts";
import {
  productCollectionOf,
  type ProductPartCalls,
  productPartCallsOf,
} from "./product-collection.ts";
import type { RenderOptions } from "./render-options.ts";

/** A template to add. `body` is Markdown with the platform's placeholders. */
export interface NewTemplate {
  readonly name: string;
  readonly title?: string;
  readonly body?: string;
  readonly scope?: "asset" | "tier1" | "tier2";
  readonly type?: "fulfillment" | "inquire" | "pending";
  readonly position?: number;
}

/** What of a template may be changed. */
export type TemplateUpdate = Pick<Partial<NewTemplate>, "name" | "body">;

/** Templates of a product: what requests tell the customer. */
export interface ProductTemplateCalls extends ProductPartCalls<
  Template,
  NewTemplate,
  TemplateUpdate
> {
  /** The text, with the values of an example in it. */
  render(productId: string, id: string, options?: RenderOptions): Promise<string>;
  /** The text, as the platform's editor shows it. */
  preview(productId: string, id: string, options?: RenderOptions): Promise<string>;
}

/** The calls on a product's templates. */
export function productTemplateCallsOf(caller: Caller): ProductTemplateCalls {
  const of = productCollectionOf(caller, "/templates", templateSchema);
  const text =
    (part: string) =>
    (productId: string, id: string, options: RenderOptions = {}) =>
      caller.text({ method: "GET", path: of(productId).one(id, part), ...options });
  return {
    ...productPartCallsOf<Template, NewTemplate, TemplateUpdate>(of),
    render: text("/render"),
    preview: text("/preview"),
  };
}
