import { TenureError } from "@tenure/engine";

import { ServiceProblem, ServiceUnreachable } from "../client/service-failure.ts";
import { ConfigurationError } from "../configuration/configuration-error.ts";
import { codeOf } from "./code-of.ts";
import { exitCodeOfStatus, exitCodes, type ExitCode } from "./exit-codes.ts";
import { UsageError } from "./usage-error.ts";

/** System errors by which an address is out of reach, or not to be had. */
const outOfReach: ReadonlySet<string> = new Set([
  "EADDRINUSE",
  "EADDRNOTAVAIL",
  "EACCES",
  "ECONNREFUSED",
]);

function ofTenureError({ consequence, code }: TenureError): ExitCode {
  if (consequence === "Retryable" || code === "store_locked") return exitCodes.unreachable;
  return code === "options_invalid" ? exitCodes.usage : exitCodes.wrong;
}

/** The exit code of a command that failed. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigurationError || error instanceof UsageError) return exitCodes.usage;
  if (error instanceof ServiceUnreachable) return exitCodes.unreachable;
  if (error instanceof ServiceProblem) return exitCodeOfStatus(error.status);
  if (error instanceof TenureError) return ofTenureError(error);
  return outOfReach.has(codeOf(error) ?? "") ? exitCodes.unreachable : exitCodes.wrong;
}
