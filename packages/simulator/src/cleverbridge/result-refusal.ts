/**
 * Why a call is not carried out. `malformed`: it cannot be read or lacks something. `unauthenticated`: nobody known
 * makes it. `invalid`: a value is wrong. `unknown`: an identifier names nothing. `rule`: what is asked does not fit
 * what there is; the platform does not say which HTTP status that has.
 */
export type RefusalKind = "malformed" | "unauthenticated" | "invalid" | "unknown" | "rule";

/** A call the platform does not carry out. Its message becomes the `ResultMessage`. */
export class ResultRefusal extends Error {
  override readonly name = "ResultRefusal";
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export function malformed(message: string): ResultRefusal {
  return new ResultRefusal("malformed", message);
}

export function missing(field: string): ResultRefusal {
  return malformed(`Missing required field. (${field})`);
}

export function invalid(message: string): ResultRefusal {
  return new ResultRefusal("invalid", message);
}

export function unknown(): ResultRefusal {
  return new ResultRefusal("unknown", "Item not found.");
}

export function againstRule(message: string): ResultRefusal {
  return new ResultRefusal("rule", message);
}
