import { ConnectError, type ConnectErrorKind } from "@tenure/connect";
import { TenureError, type TenureErrorCode } from "@tenure/engine";

import { exitCodes, type ExitCode } from "../commands/exit-codes.ts";
import { ConfigurationError } from "../configuration/configuration-error.ts";

/** An import that cannot go on: what to tell, and the exit code. */
export class ImportFailure extends Error {
  override readonly name = "ImportFailure";
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}

const { usage, unreachable } = exitCodes;

const ofPlatform: Readonly<Record<ConnectErrorKind, readonly [ExitCode, string]>> = {
  unreachable: [unreachable, "Connect does not answer. See to the network and CONNECT_URL."],
  throttled: [unreachable, "Connect takes no more calls for now. Wait a while."],
  server: [unreachable, "Connect is in trouble. Wait a while."],
  conflict: [unreachable, "Connect would not answer just now. Wait a while."],
  unauthorized: [usage, "Connect does not accept the key in CONNECT_KEY, or it may not read this."],
  not_found: [usage, "Connect knows nothing of this. See to CONNECT_URL."],
  refused: [usage, "Connect does not take the question. See to CONNECT_URL and the product ids."],
  rubbish: [usage, "What answers is not Connect's API. See to CONNECT_URL and proxies in between."],
};

/** Codes by which the store will be the same the next time. */
const forGood: ReadonlySet<TenureErrorCode> = new Set([
  "options_invalid",
  "store_foreign",
  "store_newer",
  "store_unsupported",
  "store_failed",
  "tenant_unknown",
  "key_invalid",
]);

function ofStore(error: TenureError, storeName: string): ImportFailure {
  if (error.code === "store_locked") {
    const message =
      `Another process works on ${storeName}, and a SQLite file takes one at a time. Stop the service, run the ` +
      "import, and start the service again; or keep the store in PostgreSQL, on which both can work.";
    return new ImportFailure(message, unreachable, error);
  }
  return new ImportFailure(error.message, forGood.has(error.code) ? usage : unreachable, error);
}

/** What to tell of an error, and how to end; undefined for one that nobody foresaw. */
export function importFailureOf(error: unknown, storeName: string): ImportFailure | undefined {
  if (error instanceof ImportFailure) return error;
  if (error instanceof ConfigurationError) return new ImportFailure(error.message, usage, error);
  if (error instanceof TenureError) return ofStore(error, storeName);
  if (!(error instanceof ConnectError)) return undefined;
  const [exitCode, advice] = ofPlatform[error.kind];
  return new ImportFailure(`${advice} It said: ${error.message}`, exitCode, error);
}
