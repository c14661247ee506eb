import type { TemplateChoice, TemplateScope } from "../handlers/template-choice.ts";
import type { Template } from "../wire/product.ts";

/** Which of a product's templates come into question. */
export interface TemplatePlace {
  readonly productId: string;
  readonly scope: TemplateScope;
  /** What it is for: telling of an approval, or asking. */
  readonly use: "fulfillment" | "inquire";
}

/** The template, or why none is meant. */
export type FoundTemplate =
  | { readonly id: string }
  | {
      readonly code: "template_not_found" | "template_ambiguous";
      readonly message: string;
    };

// Old products tell neither the scope nor the type of their activation templates.
const scopeOf = ({ scope }: Template): string => scope ?? "asset";
const useOf = ({ type }: Template): string => type ?? "fulfillment";

/** The template is one of those in the place. */
export function isIn(template: Template, { scope, use }: TemplatePlace): boolean {
  return scopeOf(template) === scope && useOf(template) === use;
}

const titles = { fulfillment: "activation", inquire: "inquiring" } as const;

function described(templates: readonly Template[]): string {
  return templates
    .map((one) => `${one.id} (scope ${scopeOf(one)}, type ${useOf(one)})`)
    .join(" and ");
}

/** By name; only where no template has the name, by title. */
function namedSo(templates: readonly Template[], name: string): readonly Template[] {
  const named = templates.filter((one) => one.name === name || one.id === name);
  return named.length > 0 ? named : templates.filter(({ title }) => title === name);
}

/** The one template in the place that is meant by the choice, or why there is none. */
export function foundTemplate(
  templates: readonly Template[],
  place: TemplatePlace,
  choice: TemplateChoice,
): FoundTemplate {
  const { productId, scope, use } = place;
  const { name, scope: wanted } = typeof choice === "string" ? { name: choice, scope } : choice;
  const where = `The product ${productId} has`;
  const what = `${titles[use]} template`;
  if (wanted !== scope) {
    return {
      code: "template_not_found",
      message: `The template "${name}" was chosen of scope ${wanted}, but this request needs one of scope ${scope}.`,
    };
  }
  const inPlace = templates.filter((one) => isIn(one, place));
  const [found, ...more] = namedSo(inPlace, name);
  if (found !== undefined && more.length === 0) return { id: found.id };
  if (found !== undefined) {
    const ids = [found, ...more].map(({ id }) => id).join(" and ");
    return {
      code: "template_ambiguous",
      message: `${where} several ${what}s "${name}" of scope ${scope}: ${ids}. Give the id of one, or another name to one.`,
    };
  }
  const elsewhere = namedSo(templates, name);
  return {
    code: "template_not_found",
    message:
      `${where} no ${what} "${name}" of scope ${scope}.` +
      (elsewhere.length === 0 ? "" : ` The name is that of ${described(elsewhere)}.`),
  };
}
