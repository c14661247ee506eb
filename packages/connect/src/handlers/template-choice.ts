import { z } from "zod";

/** Whom a template is for: the customer, or the reseller of the level. */
const templateScopes = ["asset", "tier1", "tier2"] as const;
export type TemplateScope = (typeof templateScopes)[number];

/** A template by its name and its scope. */
export interface NamedTemplate {
  readonly name: string;
  readonly scope: TemplateScope;
}

/**
 * A template of the product: by its id (`TL-…`), by its name among those of the request's scope, or by its name
 * and its scope. The name is the one the product's templates have, or their title.
 */
export type TemplateChoice = string | NamedTemplate;

/** What a question is asked with, where no template is: Markdown. */
interface Tile {
  readonly tile: string;
}

const namedSchema = z.strictObject({ name: z.string().min(1), scope: z.enum(templateScopes) });

/** What a handler may give for a template. */
export const templateChoiceSchema = z.union([z.string().min(1), namedSchema]);

const spelledSchema = z.union([namedSchema, z.strictObject({ tile: z.string().min(1) })]);

/**
 * The choice as the text an answer is recorded with: an id or a name as it is, anything else as JSON,
 * `{"name":"Welcome","scope":"asset"}` or `{"tile":"…"}`.
 */
export function templateText(choice: TemplateChoice | Tile): string {
  return typeof choice === "string" ? choice : JSON.stringify(choice);
}

/** Reads what {@link templateText} has written. Any other text is an id or a name. */
export function templateChoiceOf(text: string): TemplateChoice | Tile {
  if (!text.startsWith("{")) return text;
  try {
    return spelledSchema.safeParse(JSON.parse(text)).data ?? text;
  } catch {
    return text;
  }
}
