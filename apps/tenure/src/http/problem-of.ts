import { TenureError, type Consequence, type Logger, type TenureErrorCode } from "@tenure/engine";

import { HttpProblem } from "./problem.ts";

const statusOfConsequence: Readonly<Record<Consequence, number>> = {
  Refused: 400,
  Conflict: 409,
  Retryable: 503,
  Terminal: 500,
  Defect: 500,
};

const statusOfCode: Partial<Record<TenureErrorCode, number>> = {
  subscription_unknown: 404,
  adapter_unknown: 404,
  tenant_unknown: 404,
  import_invalid: 422,
  version_conflict: 412,
  engine_not_started: 503,
  engine_stopped: 503,
  store_closed: 503,
};

/** Nothing is known of when it works again: soon, or a person has to do something. */
const retrySoon = { "retry-after": "1" };

/** What a caller is told of a failure. What only the operators of the service may know is logged. */
export function problemOf(error: unknown, logger: Logger): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof TenureError) {
    const status = statusOfCode[error.code] ?? statusOfConsequence[error.consequence];
    if (status < 500) return new HttpProblem(status, error.code, error.message, { cause: error });
    logFailure(logger, error);
    const headers = status === 503 ? retrySoon : {};
    return new HttpProblem(status, error.code, detailOf(status), { headers, cause: error });
  }
  logFailure(logger, error);
  return new HttpProblem(
    500,
    "internal",
    "The service failed. Its log says more; the request may be sent again.",
    { cause: error },
  );
}

/** The engine's own words may tell where the store is, which is the operators' business. */
function detailOf(status: number): string {
  return status === 503
    ? "The service cannot do this at the moment; nothing was half done. Try again shortly."
    : "The service cannot do this until somebody repairs it. Its log says more.";
}

function logFailure(logger: Logger, error: unknown): void {
  logger.error({ error }, "a request could not be served");
}
