import type { JsonObject } from "./json-reading.ts";

/**
 * A call the platform does not carry out. Becomes `{error_code, errors, params?}`.
 *
 * Codes that begin with `SIM_` stand where the platform's own code is not public.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: string;
  readonly errors: readonly string[];
  readonly params: JsonObject | undefined;

  constructor(status: number, code: string, errors: readonly string[], params?: JsonObject) {
    super(errors.join(" "));
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.params = params;
  }
}

export function unauthorized(): Refusal {
  return new Refusal(401, "AUTH_001", ["API request is unauthorized."]);
}

export function forbidden(): Refusal {
  return new Refusal(403, "SIM_403", ["You do not have permission to perform this action."]);
}

export function notFound(what: string): Refusal {
  return new Refusal(404, "SIM_404", [`${what} not found.`]);
}

/** A request or body that cannot be understood at all. */
export function unreadable(message: string): Refusal {
  return new Refusal(400, "SIM_400", [message]);
}

/** A field with a wrong value; the message begins with its path. */
export function invalid(...errors: readonly string[]): Refusal {
  return new Refusal(400, "VAL_001", errors);
}

/** An action that does not fit the status of the request. */
export function wrongStatus(message: string): Refusal {
  return new Refusal(400, "REQ_003", [message]);
}

export function missingFields(...fields: readonly string[]): Refusal {
  return new Refusal(400, "REQ_005", [`Missed fields: ${fields.join(", ")}.`]);
}

/** Something else is in the way; `params` says what. */
export function conflict(message: string, params: JsonObject): Refusal {
  return new Refusal(409, "SIM_409", [message], params);
}
