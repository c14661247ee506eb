import { expect } from "vitest";

import type { createServiceApp } from "../../apps/tenure/src/http/create-service-app.ts";

type App = ReturnType<typeof createServiceApp>;

/** One operation of the document. */
export interface Operation {
  readonly method: string;
  /** With its parameters in braces, below the API's own path. */
  readonly path: string;
  readonly role: string;
  readonly schema: Schema | undefined;
}

interface Schema {
  parse(value: unknown): unknown;
}

function schemaIn(answer: unknown): Schema | undefined {
  const content = (answer as { content?: Record<string, { schema?: Schema }> } | undefined)
    ?.content;
  return Object.values(content ?? {})[0]?.schema;
}

/** Every operation the document describes. */
export function operationsOf(app: App): readonly Operation[] {
  return app.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== "route") return [];
    const { method, path, responses } = definition.route;
    const role: unknown = Reflect.get(definition.route, "x-role");
    return [
      {
        method: method.toUpperCase(),
        path: path.replace(/^\/api\/v1/u, ""),
        role: String(role),
        schema: schemaIn(responses[200]),
      },
    ];
  });
}

function fits({ path }: Operation, asked: string): boolean {
  return new RegExp(`^${path.replaceAll(/\{[^}]+\}/gu, "[^/]+")}$`, "u").test(asked);
}

/** Sees to it that an answer is what the document says: nothing missing, and nothing it does not tell of. */
export function expectDocumented(app: App, method: string, path: string, body: unknown): void {
  const [asked = ""] = path.split("?");
  const found = operationsOf(app).find((one) => one.method === method && fits(one, asked));
  expect(found, `${method} ${asked} is not in the document`).toBeDefined();
  expect(found?.schema?.parse(body)).toEqual(body);
}
