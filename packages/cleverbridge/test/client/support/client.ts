import { inspect } from "node:util";

import type { Clock } from "@tenure/engine";

import {
  type CleverbridgeClient,
  type CleverbridgeClientOptions,
  CleverbridgeError,
  createCleverbridgeClient,
} from "../../../src/index.ts";

export const credentials = { username: "api-user-example", password: 'not"a real/password' };

/** The header that carries credentials. */
export function authorization({ username, password }: typeof credentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

/** A client of a server on loopback. */
export function clientOf(
  server: { readonly url: string },
  options: Partial<CleverbridgeClientOptions> = {},
): CleverbridgeClient {
  return createCleverbridgeClient({
    baseUrl: server.url,
    credentials,
    retries: 0,
    timeoutMilliseconds: 20_000,
    ...options,
  });
}

/** A client whose calls go nowhere but into `fetch`. */
export function detachedClient(
  fetch: typeof globalThis.fetch,
  options: Partial<CleverbridgeClientOptions> = {},
): CleverbridgeClient {
  return clientOf({ url: "https://rest.example.com" }, { fetch, ...options });
}

/** The error a call rejects with. */
export async function failureOf(call: Promise<unknown>): Promise<CleverbridgeError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CleverbridgeError)) {
    throw new Error(`no CleverbridgeError: ${inspect(error)}`);
  }
  return error;
}

/** A clock whose sleeps are over at once. */
export const impatientClock: Clock = { now: () => 0, sleep: () => Promise.resolve() };

export const ok = { ResultMessage: "OK" };

/** A signal, and a `fetch` that aborts it as soon as the head of an answer has come. */
export function abortedAtHead(): {
  readonly signal: AbortSignal;
  readonly fetch: typeof globalThis.fetch;
} {
  const stop = new AbortController();
  return {
    signal: stop.signal,
    async fetch(...call) {
      const response = await fetch(...call);
      setImmediate(() => stop.abort());
      return response;
    },
  };
}
