import type { LogFields } from "@tenure/engine";

import { ConnectError, type ConnectErrorKind } from "../client/connect-error.ts";

const advice: Readonly<Record<ConnectErrorKind, string>> = {
  unreachable: "check the network and baseUrl",
  unauthorized: "check the API key and what it may read",
  throttled: "lower the pace, or wait",
  server: "nothing to do here but to wait",
  refused: "check the product ids",
  not_found: "check baseUrl",
  conflict: "nothing to do here but to wait",
  rubbish: "check baseUrl and the proxies in between",
};

/** One log line about what went wrong: what, with which status, and what to do. */
export function troubleOf(error: unknown): {
  readonly fields: LogFields;
  readonly message: string;
} {
  if (error instanceof ConnectError) {
    return {
      fields: { kind: error.kind, status: error.status, error: error.message },
      message: `Connect could not be read (${error.kind}${
        error.status === undefined ? "" : `, ${error.status}`
      }); it is tried again: ${advice[error.kind]}`,
    };
  }
  return {
    fields: { error: error instanceof Error ? error.message : String(error) },
    message:
      "what Connect shows could not be taken in; it is tried again: check the engine's store",
  };
}
