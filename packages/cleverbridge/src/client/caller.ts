import type { Clock, Logger } from "@tenure/engine";

import type { Members } from "../wire/members.ts";
import type { CallOptions } from "./call-options.ts";
import { CleverbridgeError } from "./cleverbridge-error.ts";
import { type Call, exchange, type Line, nameOf, type Reply } from "./exchange.ts";
import {
  answerMembersOf,
  refusedError,
  resultMessageOf,
  rubbishError,
  statusError,
} from "./reply-error.ts";

const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 30_000;
const success = "OK";

/** A request's body; members that are undefined are not sent. */
export type Body = Readonly<Record<string, unknown>>;

interface PostOptions extends CallOptions {
  readonly changes?: boolean;
}

/** Makes calls, and gives their answers once the platform said that they went well. */
export interface Caller {
  /**
   * Reads. `read` makes a value of the answer's members, or says what is wrong with them, which is raised as
   * `rubbish`.
   */
  get<Value>(
    operation: string,
    query: URLSearchParams,
    read: (answer: Members) => { readonly value: Value } | { readonly problem: string },
    options?: CallOptions,
  ): Promise<Value>;
  /** Posts, which is never repeated. It is taken for a change unless `changes` is false. */
  post(operation: string, body: Body, options?: PostOptions): Promise<Members>;
  /** The text without the credentials, should an answer have put them there. */
  wipe(text: string): string;
}

/** An answer that says that the call went well. */
interface Answer {
  readonly members: Members;
  readonly reply: Reply;
}

/**
 * How long to wait before a read is repeated; undefined when it is not. While the platform blocks nothing waits
 * here: a minute is longer than a caller expects of a call.
 */
function pauseAfter(error: unknown, repeats: number): number | undefined {
  if (!(error instanceof CleverbridgeError) || !error.retryable) return undefined;
  if (error.kind === "throttled") return undefined;
  const asked = error.retryAfterMilliseconds ?? 0;
  if (asked > longestPauseMilliseconds) return undefined;
  const ceiling = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** repeats);
  return asked + Math.random() * ceiling;
}

/** Only reads are repeated: after network errors, 5xx and 408, `retries` times at most. */
export function callerOf(
  line: Line,
  options: { readonly clock: Clock; readonly retries: number; readonly logger: Logger },
): Caller {
  const { clock, logger } = options;
  const { admission } = line;

  /** The answer's members, if it says that the call went well. */
  function judge(call: Call, reply: Reply): Answer {
    const members = answerMembersOf(reply);
    const resultMessage = resultMessageOf(reply, members);
    // Only the platform itself speaks of results; a proxy in between proves nothing.
    if (resultMessage !== undefined && reply.status < 500) reply.login.prove();
    if (reply.status < 200 || reply.status > 299) {
      throw statusError(call, reply, resultMessage, clock.now());
    }
    if (members === undefined) throw rubbishError(call, reply, "the answer is not a JSON object");
    if (resultMessage === undefined) {
      throw rubbishError(call, reply, "the answer has no ResultMessage");
    }
    if (resultMessage !== success) throw refusedError(call, reply, resultMessage);
    return { members, reply };
  }

  function once(call: Call): Promise<Answer> {
    return exchange(line, call, (reply) => judge(call, reply));
  }

  async function patiently(call: Call, repeats = 0): Promise<Answer> {
    try {
      return await once(call);
    } catch (error) {
      const pause = repeats < options.retries ? pauseAfter(error, repeats) : undefined;
      if (pause === undefined || call.signal?.aborted === true) throw error;
      logger.debug(
        { call: nameOf(call), error: error instanceof Error ? error.message : "", pause },
        "reading from cleverbridge failed; it is repeated",
      );
      await clock.sleep(pause, call.signal);
      return patiently(call, repeats + 1);
    }
  }

  return {
    async get(operation, query, read, { signal } = {}) {
      const call = { method: "GET", operation, query, changes: false, signal } as const;
      const { members, reply } = await patiently(call);
      const reading = read(members);
      if ("value" in reading) return reading.value;
      throw rubbishError(call, reply, `the answer has another shape: ${reading.problem}`);
    },
    async post(operation, body, { signal, changes = true } = {}) {
      return (await once({ method: "POST", operation, body, changes, signal })).members;
    },
    wipe: (text) => admission.login.wipe(text),
  };
}
