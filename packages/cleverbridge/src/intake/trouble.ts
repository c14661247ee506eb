import type { LogFields } from "@tenure/engine";

import { CleverbridgeError, type CleverbridgeErrorKind } from "../client/cleverbridge-error.ts";

const advice: Readonly<Record<CleverbridgeErrorKind, string>> = {
  unreachable: "check the network and baseUrl",
  unauthorized: "check the user, the password and the privilege API User",
  throttled: "lower the pace, or wait",
  server: "nothing to do here but to wait",
  refused: "nothing to do here but to look at the subscription",
  invalid: "nothing to do here but to look at the subscription",
  not_found: "check that the user may see the subscription",
  rubbish: "check baseUrl and the proxies in between",
};

/** One log line about what went wrong: what, with which status, and what to do. */
export function troubleOf(error: unknown): {
  readonly fields: LogFields;
  readonly message: string;
} {
  if (error instanceof CleverbridgeError) {
    const { kind, status, message } = error;
    const shown = status === undefined ? kind : `${kind}, ${status}`;
    return {
      fields: { kind, status, error: message },
      message: `cleverbridge could not be read (${shown}); it is tried again: ${advice[kind]}`,
    };
  }
  return {
    fields: { error: error instanceof Error ? error.message : String(error) },
    message:
      "what cleverbridge shows could not be taken in; it is tried again: check the engine's store",
  };
}
