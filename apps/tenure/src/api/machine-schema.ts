import { z } from "@hono/zod-openapi";
import { jsonSchema } from "@tenure/machine";
import type { z as machine } from "zod";

type JsonSchema = Record<string, unknown>;

/**
 * Any JSON value: the machine's schema of it refers to itself, which the document's generator cannot
 * follow, and says no more than this.
 */
function anyJson({
  zodSchema,
  jsonSchema: written,
}: {
  zodSchema: unknown;
  jsonSchema: JsonSchema;
}): void {
  if (zodSchema === jsonSchema) for (const name of Object.keys(written)) delete written[name];
}

/** The definition of any JSON value, written where it is referred to. */
function inlined(schema: object): JsonSchema {
  if ("$ref" in schema) return {};
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name]) => name !== "$defs" && name !== "$schema")
      .map(([name, part]: [string, unknown]) => [name, inlinedIn(part)]),
  );
}

function inlinedIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inlinedIn);
  return typeof value === "object" && value !== null ? inlined(value) : value;
}

type Issues = readonly { readonly path: PropertyKey[]; readonly message: string }[];

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The fields of a value that reading it left behind: the machine knows none of them. */
function unknownIn(given: unknown, read: unknown, path: readonly PropertyKey[] = []): Issues {
  if (!isNested(given) || !isNested(read)) return [];
  return Object.entries(given).flatMap(([name, value]: [string, unknown]) =>
    Object.hasOwn(read, name)
      ? unknownIn(value, Reflect.get(read, name), [...path, name])
      : [{ path: [...path, name], message: "there is no such field" }],
  );
}

/** What is wrong with a value, by the machine's schema. */
function issuesOf(schema: machine.core.$ZodType, value: unknown): Issues {
  try {
    const { error, data } = z.safeParse(schema, value);
    return error?.issues ?? unknownIn(value, data);
  } catch (error) {
    // Looking at a value takes the call stack, of which there is only so much.
    if (error instanceof RangeError) return [{ path: [], message: "is nested too deeply" }];
    throw error;
  }
}

/** One of the machine's own schemas, as the body of a request and as a part of the document. */
export function machineSchema<Schema extends machine.core.$ZodType>(
  name: string,
  schema: Schema,
  description: string,
) {
  const json = z.toJSONSchema(schema, { io: "input", override: anyJson });
  return z
    .custom<machine.input<Schema>>()
    .superRefine((value, context) => {
      for (const { path, message } of issuesOf(schema, value)) {
        context.addIssue({ code: "custom", path, message });
      }
    })
    .openapi(name, { ...inlined(json), type: "object", description });
}
