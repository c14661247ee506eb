import type { Clock, Logger } from "@tenure/engine";
import type { z } from "zod";

import { ConnectError } from "./connect-error.ts";
import { type Call, exchange, type Line, nameOf, type Reply } from "./exchange.ts";
import { isNestedTooDeeply, nestedTooDeeply } from "./nesting.ts";
import { errorOf, jsonOf } from "./reply-error.ts";

const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 30_000;
const issuesTold = 3;

/** Makes calls and reads their answers by schema. */
export interface Caller {
  /** The JSON of the answer, as the schema reads it. */
  json<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.infer<Schema>>;
  /** The JSON list of the answer, its rows unread, with the answer's headers. */
  list(call: Call): Promise<{ readonly rows: readonly unknown[]; readonly headers: Headers }>;
  /** The answer's text, Markdown as a rule; one that is sent as a JSON string is read. */
  text(call: Call): Promise<string>;
  /** The text without the key, should an answer have put it there. */
  wipe(text: string): string;
  /** A write whose answer says nothing but that it went well. */
  write(call: Call): Promise<void>;
}

/** What a schema found, in one line, without the values themselves. */
export function problemOf(error: z.ZodError): string {
  return error.issues
    .slice(0, issuesTold)
    .map((issue) => `${issue.path.join(".") || "(root)"}: ${issue.message}`)
    .join("; ");
}

/** A page for people, as proxies and login walls send it. */
function isPage(reply: Reply): boolean {
  return /^\s*text\/html\b/iu.test(reply.headers.get("content-type") ?? "");
}

function textOf(reply: Reply): string {
  if (!/json/iu.test(reply.headers.get("content-type") ?? "")) return reply.text;
  const value = jsonOf(reply.text)?.value;
  return typeof value === "string" ? value : reply.text;
}

/** How long to wait before a read is repeated; undefined when it is not. */
function pauseAfter(error: unknown, repeats: number): number | undefined {
  if (!(error instanceof ConnectError)) return undefined;
  if (!error.retryable) return undefined;
  const asked = error.retryAfterMilliseconds ?? 0;
  if (asked > longestPauseMilliseconds) return undefined;
  const ceiling = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** repeats);
  return asked + Math.random() * ceiling;
}

/** Only reads are repeated: network errors, 5xx, 408 and 429, at most `retries` times. */
export function callerOf(
  line: Line,
  options: { readonly clock: Clock; readonly retries: number; readonly logger: Logger },
): Caller {
  const { clock, logger } = options;

  async function once(call: Call): Promise<Reply> {
    const reply = await exchange(line, call);
    if (reply.status >= 200 && reply.status < 300) return reply;
    throw errorOf(call, reply, line.apiKey, clock.now());
  }

  async function patiently(call: Call, repeats = 0): Promise<Reply> {
    try {
      return await once(call);
    } catch (error) {
      const pause = repeats < options.retries ? pauseAfter(error, repeats) : undefined;
      if (pause === undefined || call.signal?.aborted === true) throw error;
      logger.debug(
        {
          call: line.apiKey.wipe(nameOf(call)),
          error: error instanceof Error ? error.message : "",
          pause,
        },
        "reading from Connect failed; it is repeated",
      );
      await clock.sleep(pause, call.signal);
      return patiently(call, repeats + 1);
    }
  }

  function rubbish(call: Call, reply: Reply, problem: string): ConnectError {
    return new ConnectError({
      kind: "rubbish",
      message: line.apiKey.wipe(`${nameOf(call)}: ${reply.status} ${problem}`),
      status: reply.status,
      mayHaveHappened: call.method !== "GET",
    });
  }

  async function raw(call: Call) {
    const reply = await (call.method === "GET" ? patiently(call) : once(call));
    const json = jsonOf(reply.text);
    if (json === undefined) throw rubbish(call, reply, "the answer is not whole JSON");
    return { value: json.value, reply };
  }

  return {
    async list(call) {
      const { value, reply } = await raw(call);
      if (Array.isArray(value)) return { rows: value, headers: reply.headers };
      throw rubbish(call, reply, "the answer is not a list");
    },
    async json(call, schema) {
      const { value, reply } = await raw(call);
      if (isNestedTooDeeply(value)) throw rubbish(call, reply, `the answer: ${nestedTooDeeply}`);
      const read = schema.safeParse(value);
      if (read.success) return read.data;
      throw rubbish(call, reply, `the answer has another shape: ${problemOf(read.error)}`);
    },
    wipe: (text) => line.apiKey.wipe(text),
    async text(call) {
      const reply = await patiently(call);
      if (isPage(reply)) throw rubbish(call, reply, "the answer is a web page");
      return textOf(reply);
    },
    async write(call) {
      const reply = await once(call);
      if (isPage(reply)) throw rubbish(call, reply, "the answer is a web page");
    },
  };
}
