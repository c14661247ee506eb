import type { ChartGraph } from "../chart-graph.ts";
import {
  defaultDefinitionLimits,
  type DefinitionLimits,
  type DefinitionRefusal,
  RefusedDefinition,
} from "./definition-limits.ts";
import { GraphReader } from "./graph-reader.ts";
import { readStates, statesWithin } from "./written-state.ts";
import { type Fields, isFields } from "./written.ts";

/** A definition as it was read, or why it was not. */
export type ReadDefinition =
  | { readonly type: "read"; readonly graph: ChartGraph }
  | { readonly type: "refused"; readonly refusal: DefinitionRefusal };

function fieldsOf(definition: unknown, { maximumCharacters }: DefinitionLimits): Fields {
  if (typeof definition !== "string") {
    if (isFields(definition)) return definition;
    throw new RefusedDefinition("definition_invalid", "A definition is an object, or one as JSON.");
  }
  if (definition.length > maximumCharacters) {
    throw new RefusedDefinition(
      "definition_too_large",
      `The definition has ${definition.length} characters, ${maximumCharacters} are read. Raise maximumCharacters, or leave out what is not needed to draw it.`,
    );
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(definition);
  } catch {
    // What the parser says quotes the text, which may hold what is nobody's business.
    throw new RefusedDefinition("definition_invalid", "The definition is not JSON.");
  }
  if (isFields(parsed)) return parsed;
  throw new RefusedDefinition("definition_invalid", "The definition is JSON, and no object.");
}

/**
 * Reads the definition of any XState 5 machine: the configuration it was made from, or the JSON text of it
 * that `@xstate.actor` carries. Targets are resolved by XState's rules. What makes no sense in it is told
 * in the graph's `problems` and read past; only what is no definition at all, or is beyond a limit, is
 * refused. Never throws; reads own fields only.
 *
 * `keepAction` says which actions the graph tells of, by their names; all, unless told.
 */
export function readDefinition(
  definition: unknown,
  options: Partial<DefinitionLimits> & {
    readonly vocabulary?: ChartGraph["vocabulary"];
    readonly keepAction?: (name: string) => boolean;
  } = {},
): ReadDefinition {
  const limits = { ...defaultDefinitionLimits, ...options };
  const problems: string[] = [];
  try {
    const root = readStates(fieldsOf(definition, limits), limits, problems);
    const keepAction = options.keepAction ?? (() => true);
    const reader = new GraphReader(root, { limits, problems, keepAction });
    const node = reader.node(root);
    const edges = [...statesWithin(root)].flatMap((state) => reader.edges(state));
    const vocabulary = options.vocabulary ?? "plain";
    return { type: "read", graph: { vocabulary, root: node, edges, problems } };
  } catch (error) {
    if (error instanceof RefusedDefinition) return { type: "refused", refusal: error.refusal };
    // A getter or a proxy threw.
    const message = "The definition cannot be read: one of its fields throws. Give it as JSON.";
    return { type: "refused", refusal: { code: "definition_invalid", message } };
  }
}
