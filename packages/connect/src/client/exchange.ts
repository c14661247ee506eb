import { limitedText } from "@tenure/engine/http";
import type { Gate } from "@tenure/engine/http";

import type { ApiKey } from "./api-key.ts";
import { ConnectError } from "./connect-error.ts";
import { limitOf } from "./time-limit.ts";

/** One call to make. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the base URL, beginning with `/`. */
  readonly path: string;
  /** Query string without the question mark. */
  readonly query?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as `multipart/form-data`, in place of a body. */
  readonly form?: FormData;
  /** Language of texts that are rendered, as in `es-MX`. */
  readonly locale?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An answer, whole and of a size that is accepted, whatever its status. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** How calls leave the house. */
export interface Line {
  readonly baseUrl: string;
  readonly apiKey: ApiKey;
  readonly fetch: typeof globalThis.fetch;
  readonly gate: Gate;
  readonly timeoutMilliseconds: number;
  readonly maxResponseBytes: number;
}

/** Failures of setting up a connection: the platform never saw the call. */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}

/** How messages name the call: without its query, which may hold what is nobody's business. */
export function nameOf(call: Call): string {
  return `${call.method} ${call.path}`;
}

/** What of the call is said before its body. The form names its own content type, boundary included. */
function headersOf(call: Call, apiKey: ApiKey): Record<string, string> {
  return {
    authorization: apiKey.authorization,
    accept: "application/json, text/markdown",
    ...(call.body === undefined ? {} : { "content-type": "application/json" }),
    ...(call.locale === undefined ? {} : { "connect-localization": call.locale }),
  };
}

function bodyOf(call: Call): { readonly body?: string | FormData } {
  if (call.form !== undefined) return { body: call.form };
  return call.body === undefined ? {} : { body: JSON.stringify(call.body) };
}

/**
 * Makes one call and reads its answer whole. No redirect is followed, so that the key goes nowhere else.
 * The time limit is real time, also where the engine's clock is virtual, because the network's is.
 */
export async function exchange(line: Line, call: Call): Promise<Reply> {
  const writes = call.method !== "GET";
  const limit = limitOf(call.signal, line.timeoutMilliseconds);
  const { signal } = limit;
  let sent = false;

  function unreachable(why: string, cause: unknown): ConnectError {
    const code = codeOf(cause);
    const wiped = line.apiKey.wipeCause(cause);
    return new ConnectError({
      kind: "unreachable",
      message: line.apiKey.wipe(`${nameOf(call)}: ${why}${code === undefined ? "" : ` (${code})`}`),
      mayHaveHappened: writes && sent && !neverSent.has(code ?? ""),
      cause: wiped,
    });
  }

  async function send(): Promise<Reply> {
    sent = true;
    const response = await line.fetch(
      `${line.baseUrl}${call.path}${call.query === undefined || call.query === "" ? "" : `?${call.query}`}`,
      {
        method: call.method,
        redirect: "manual",
        signal,
        headers: headersOf(call, line.apiKey),
        ...bodyOf(call),
      },
    );
    const text = await limitedText(response.body, line.maxResponseBytes, signal);
    if (text !== undefined) return { status: response.status, headers: response.headers, text };
    throw new ConnectError({
      kind: "rubbish",
      message: line.apiKey.wipe(
        `${nameOf(call)}: the answer is larger than ${line.maxResponseBytes} bytes`,
      ),
      status: response.status,
      mayHaveHappened: writes,
    });
  }

  try {
    return await line.gate.pass(send, signal);
  } catch (error) {
    if (error instanceof ConnectError) throw error;
    if (call.signal?.aborted === true) throw unreachable("aborted by the caller", error);
    if (limit.isOver()) {
      throw unreachable(`no answer within ${line.timeoutMilliseconds} ms`, error);
    }
    throw unreachable("the connection failed", error);
  } finally {
    limit.end();
  }
}
