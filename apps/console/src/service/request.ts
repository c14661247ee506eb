import { problemOf, unreachable } from "./problem.ts";
import { currentToken, refuseToken } from "./token.ts";

const base = "/api/v1";

/** Asks the service; an answer that is no success is thrown as its problem. */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const token = currentToken();
  const headers = new Headers(init.headers);
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  let response: Response;
  try {
    response = await fetch(`${base}${path}`, { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw unreachable(error);
  }
  if (response.ok) return response;
  if (response.status === 401) refuseToken(token);
  throw await problemOf(response);
}

/**
 * Reads one answer, by its path under `/api/v1`.
 *
 * @throws Problem
 */
export async function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const response = await ask(path, signal === undefined ? {} : { signal });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the service and its console are of one version
  return (await response.json()) as Answer;
}

export interface PostOptions {
  /** New for each thing that is wanted, the same when it is sent again. */
  readonly idempotencyKey?: string;
  /** Refused with `version_conflict` when the subscription is at another version by now. */
  readonly version?: number;
}

/**
 * Asks for a change, by its path under `/api/v1`.
 *
 * @throws Problem
 */
export async function post<Answer>(
  path: string,
  body: unknown,
  { idempotencyKey, version }: PostOptions = {},
): Promise<Answer> {
  const response = await ask(path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
      ...(version !== undefined && { "if-match": `"${version}"` }),
    },
    body: JSON.stringify(body),
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the service and its console are of one version
  return (await response.json()) as Answer;
}
