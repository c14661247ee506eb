import { z } from "zod";

import { type CallOptions, segment } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { type ConnectPage, type ListOptions, pagesOf } from "./pages.ts";

/** What most collections of the platform answer to; a group of calls shows those that exist. */
export interface Collection<Row> {
  /** The path of one object, or of something below it: `part` begins with `/`. */
  readonly one: (id: string, part?: string) => string;
  readonly list: (options?: ListOptions) => AsyncIterable<ConnectPage<Row>>;
  readonly get: (id: string, options?: CallOptions) => Promise<Row>;
  readonly create: (body: unknown, options?: CallOptions) => Promise<Row>;
  readonly update: (id: string, body: unknown, options?: CallOptions) => Promise<Row>;
  readonly remove: (id: string, options?: CallOptions) => Promise<void>;
  /** Posts to an action of the object, which answers with the object as it is then. */
  readonly act: (id: string, action: string, body: unknown, options?: CallOptions) => Promise<Row>;
}

/** The platform's specification does not promise that an object just written is shown with its id. */
function withId(answer: unknown, id: string): unknown {
  const isObject = typeof answer === "object" && answer !== null && !Array.isArray(answer);
  return isObject && !("id" in answer) ? { ...answer, id } : answer;
}

/** The calls on the collection at `path`, whose objects have the shape of `schema`. */
export function collectionOf<Schema extends z.ZodType>(
  caller: Caller,
  path: string,
  schema: Schema,
): Collection<z.infer<Schema>> {
  const one = (id: string, part = "") => `${path}/${segment(id)}${part}`;
  return {
    one,
    list: (options) => pagesOf(caller, path, schema, options),
    get: (id, { signal } = {}) => caller.json({ method: "GET", path: one(id), signal }, schema),
    create: (body, { signal } = {}) => caller.json({ method: "POST", path, body, signal }, schema),
    update: (id, body, { signal } = {}) =>
      caller.json(
        { method: "PUT", path: one(id), body, signal },
        z.preprocess((answer) => withId(answer, id), schema),
      ),
    remove: (id, { signal } = {}) => caller.write({ method: "DELETE", path: one(id), signal }),
    act: (id, action, body, { signal } = {}) =>
      caller.json({ method: "POST", path: one(id, `/${action}`), body, signal }, schema),
  };
}
