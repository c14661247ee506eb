import { inspect } from "node:util";

import type { Clock } from "@tenure/engine";

import {
  type ConnectClient,
  type ConnectClientOptions,
  ConnectError,
  createConnectClient,
} from "../../src/index.ts";

export const apiKey = "SU-123-456-789:0123456789abcdef0123456789abcdef01234567";
/** The part of the key that is secret. */
export const secret = apiKey.slice(apiKey.indexOf(":") + 1);

/** A client of a loopback server. */
export function clientOf(
  server: { readonly url: string },
  options: Partial<ConnectClientOptions> = {},
): ConnectClient {
  return createConnectClient({
    baseUrl: `${server.url}/public/v1/`,
    apiKey,
    retries: 0,
    timeoutMilliseconds: 2000,
    ...options,
  });
}

/** The error a call rejects with. */
export async function failureOf(call: Promise<unknown>): Promise<ConnectError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConnectError)) throw new Error(`no ConnectError: ${inspect(error)}`);
  return error;
}

/** A clock whose sleeps are over at once. */
export const impatientClock: Clock = { now: () => 0, sleep: () => Promise.resolve() };
