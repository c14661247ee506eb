import { limitedText } from "@tenure/engine/http";

import type { Admission } from "./admission.ts";
import { CleverbridgeError } from "./cleverbridge-error.ts";
import type { Login } from "./login.ts";

/** One call to make. */
export interface Call {
  readonly method: "GET" | "POST";
  /** Name of the operation: the last part of the path. */
  readonly operation: string;
  /** Query of a GET. */
  readonly query?: URLSearchParams;
  /** Body of a POST, sent as JSON; members that are undefined are left out. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Whether the call is to change something. */
  readonly changes: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** An answer, whole and of a size that is accepted, whatever its status. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The credentials the call was sent with. */
  readonly login: Login;
}

/** How calls leave the house. */
export interface Line {
  readonly baseUrl: string;
  readonly admission: Admission;
  readonly fetch: typeof globalThis.fetch;
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

/**
 * How messages name the call: with the subscription it is about, and nothing else of its query and body, which
 * hold what is nobody's business.
 */
export function nameOf(call: Call): string {
  const id = call.body?.["SubscriptionId"] ?? call.query?.get("subscriptionId");
  return `${call.method} ${pathOf(call)}${typeof id === "string" ? ` (${id})` : ""}`;
}

function pathOf(call: Call): string {
  return `/subscription/${call.operation}`;
}

function addressOf(line: Line, call: Call): string {
  const query = call.query === undefined ? "" : `?${call.query.toString()}`;
  return `${line.baseUrl}${pathOf(call)}${query}`;
}

function headersOf(call: Call, login: Login): Record<string, string> {
  return {
    authorization: login.authorization,
    accept: "application/json",
    ...(call.body === undefined ? {} : { "content-type": "application/json" }),
  };
}

function unreachable(call: Call, login: Login, why: string, cause: unknown, sent: boolean) {
  const code = codeOf(cause);
  return new CleverbridgeError({
    kind: "unreachable",
    message: login.wipe(`${nameOf(call)}: ${why}${code === undefined ? "" : ` (${code})`}`),
    mayHaveHappened: call.changes && sent && !neverSent.has(code ?? ""),
    cause: login.wipeCause(cause),
  });
}

/**
 * Statuses that say all there is to say: the platform's 429 is HTML, and a 401 must be known for one even if its
 * body never comes.
 */
const complete = new Set([401, 429]);

/** Sends a call whose turn has come, and reads its answer whole. */
async function send(line: Line, call: Call, login: Login): Promise<Reply> {
  const limit = AbortSignal.timeout(line.timeoutMilliseconds);
  const signal = call.signal === undefined ? limit : AbortSignal.any([call.signal, limit]);
  try {
    const response = await line.fetch(addressOf(line, call), {
      method: call.method,
      redirect: "manual",
      signal,
      headers: headersOf(call, login),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const { status, headers } = response;
    line.admission.heed(login, status, headers);
    const body = limitedText(response.body, line.maxResponseBytes, signal);
    const text = complete.has(status) ? ((await body.catch(() => "")) ?? "") : await body;
    if (text !== undefined) return { status, headers, text, login };
    throw new CleverbridgeError({
      kind: "rubbish",
      message: `${nameOf(call)}: the answer is larger than ${line.maxResponseBytes} bytes`,
      status,
      mayHaveHappened: call.changes,
    });
  } catch (error) {
    if (error instanceof CleverbridgeError) throw error;
    if (call.signal?.aborted === true) {
      throw unreachable(call, login, "aborted by the caller", error, true);
    }
    const why = limit.aborted
      ? `no answer within ${line.timeoutMilliseconds} ms`
      : "the connection failed";
    throw unreachable(call, login, why, error, true);
  }
}

/**
 * Makes one call when its turn comes, and gives its answer to `judge` before the next call has its turn, so that
 * what the answer says of the credentials and of the pace holds for that one already. No redirect is followed, so
 * that the credentials go nowhere else. The time limit is real time, also where the client's clock is virtual,
 * because the network's is; it does not include the wait for the turn.
 */
export async function exchange<Judged>(
  line: Line,
  call: Call,
  judge: (reply: Reply) => Judged,
): Promise<Judged> {
  const { admission } = line;
  try {
    return await admission.pass(
      nameOf(call),
      async (login) => judge(await send(line, call, login)),
      call.signal,
    );
  } catch (error) {
    if (error instanceof CleverbridgeError || call.signal?.aborted !== true) throw error;
    throw unreachable(call, admission.login, "aborted by the caller", error, false);
  }
}
