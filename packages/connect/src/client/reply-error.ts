import type { ApiKey } from "./api-key.ts";
import { ConnectError, type ConnectErrorKind } from "./connect-error.ts";
import { type Call, nameOf, type Reply } from "./exchange.ts";
import { heededRetryAfterOf } from "./heeded-retry-after.ts";
import { isNestedTooDeeply } from "./nesting.ts";

const excerptLength = 400;

function kindOf(status: number, isJson: boolean): ConnectErrorKind {
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 429) return "throttled";
  if (status === 408 || status >= 500) return "server";
  // A proxy in between also says 404 and 409, in HTML; only the API's own word on an object counts.
  if (status === 404 || status === 410) return isJson ? "not_found" : "rubbish";
  if (status === 409) return isJson ? "conflict" : "rubbish";
  return status >= 400 ? "refused" : "rubbish";
}

/** The JSON of an answer; undefined when it is none. */
export function jsonOf(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord && !isNestedTooDeeply(value) ? Object.fromEntries(Object.entries(value)) : {};
}

function errorsOf(body: Readonly<Record<string, unknown>>): readonly string[] {
  const { errors, detail } = body;
  if (Array.isArray(errors)) return errors.map(String);
  return typeof detail === "string" ? [detail] : [];
}

/** Texts inside `params` too are the platform's, and may echo; names as well as values. */
function wiped(value: unknown, apiKey: ApiKey): unknown {
  if (typeof value === "string") return apiKey.wipe(value);
  if (Array.isArray(value)) return value.map((entry) => wiped(entry, apiKey));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [apiKey.wipe(name), wiped(entry, apiKey)]),
  );
}

/** The error an answer with a status outside 200–299 stands for. */
export function errorOf(call: Call, reply: Reply, apiKey: ApiKey, now: number): ConnectError {
  const { status } = reply;
  const json = jsonOf(reply.text);
  const kind = kindOf(status, json !== undefined || reply.text.trim() === "");
  const body = recordOf(json?.value);
  const errors = errorsOf(body).map((text) => apiKey.wipe(text));
  const errorCode = typeof body["error_code"] === "string" ? apiKey.wipe(body["error_code"]) : "";
  const said = [errorCode, errors.join(" ")].filter((text) => text !== "").join(" ");
  const redirected = status >= 300 && status < 400 ? "a redirect, which is not followed" : said;
  return new ConnectError({
    kind,
    message: apiKey.wipe(
      `${nameOf(call)}: ${status}${redirected === "" ? "" : ` ${redirected.slice(0, excerptLength)}`}`,
    ),
    status,
    errorCode: errorCode === "" ? undefined : errorCode,
    errors,
    params: recordOf(wiped(body["params"], apiKey)),
    retryAfterMilliseconds: heededRetryAfterOf(reply.headers.get("retry-after"), now),
    mayHaveHappened: call.method !== "GET" && (kind === "server" || kind === "rubbish"),
  });
}
