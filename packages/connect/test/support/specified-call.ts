import { z } from "zod";

import type { ConnectClient } from "../../src/index.ts";

/** A call of the client, and what the platform's OpenAPI document (v37) says it has to look like. */
export interface SpecifiedCall {
  /** Group and name, as in `requests.approve`. */
  readonly call: string;
  readonly run: (client: ConnectClient) => unknown;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** With the ids of `run` in it. */
  readonly path: string;
  /** Of a call without a body `nothing`. */
  readonly body: z.ZodType;
  /** The query, decoded; none when left out. Of lists, page one. */
  readonly query?: string;
  /** Why the body is not the document's alone: what other sources say. */
  readonly beyond?: string;
}

/** No body at all. */
export const nothing = z.undefined();
/** What an action is sent that takes no body. */
export const empty = z.strictObject({});
export const byId = z.strictObject({ id: z.string() });
export const instant = z.iso.datetime({ offset: true });
export const open = z.record(z.string(), z.json());

/** A parameter as it is written. */
export const parameter = z.strictObject({
  id: z.string(),
  value: z.string().optional(),
  structured_value: open.optional(),
  value_error: z.string().optional(),
  structured_error: z
    .strictObject({
      message: z.strictObject({
        id: z.string().optional(),
        external_id: z.string().optional(),
        value: z.string().optional(),
      }),
      context: open.optional(),
    })
    .optional(),
});

/** By exactly one of the two. */
export const assignee = z.union([byId, z.strictObject({ email: z.email() })]);

export const get = (call: string, path: string, run: SpecifiedCall["run"]): SpecifiedCall => ({
  call,
  run,
  method: "GET",
  path,
  body: nothing,
});

/** The first page of a list. */
export const list = (
  call: string,
  path: string,
  run: (client: ConnectClient) => AsyncIterable<unknown>,
): SpecifiedCall => ({
  ...get(call, path, (client) => run(client)[Symbol.asyncIterator]().next()),
  query: "limit=100&offset=0",
});

const write =
  (method: "POST" | "PUT") =>
  (call: string, path: string, body: z.ZodType, run: SpecifiedCall["run"]): SpecifiedCall => ({
    call,
    run,
    method,
    path,
    body,
  });

export const post = write("POST");
export const put = write("PUT");

export const remove = (call: string, path: string, run: SpecifiedCall["run"]): SpecifiedCall => ({
  ...get(call, path, run),
  method: "DELETE",
});
