import type { RequestType } from "@tenure/machine";

import type { History } from "./history.ts";

/** How a handler can break its promise. The set is closed. */
export type BrokenPromiseCode =
  /** Repeated with the same idempotency key, it left the vendor otherwise than the first call had. */
  | "not_idempotent"
  /** It approved while a required fulfillment parameter was empty. */
  | "required_parameter_empty"
  /** It threw on a request the platform lets a customer make. */
  | "throws"
  /** It did not answer within its time. */
  | "hangs"
  /** It chose a template that the product does not have. */
  | "template_unknown"
  /** It answered nothing, or what is none of the answers there are. */
  | "invalid_answer";

const advice: Readonly<Record<BrokenPromiseCode, string>> = {
  not_idempotent:
    "Hand call.idempotencyKey on to the vendor's API, or look there for what an earlier call has done, before you create or change anything.",
  required_parameter_empty:
    "Give the parameter a value in approve({ parameters }), also where the request is a retry.",
  throws:
    "Answer what the request shows: reject() what cannot be done, inquire() what is missing, postpone() what must wait.",
  hangs:
    "Give calls to the vendor a limit of time, heed call.signal, and answer postpone() for work that takes longer. Wait by the clock that the vendor was given: real time does not pass here.",
  template_unknown:
    "Choose a template of the product, of the scope asset and the use of the answer, or leave the template out.",
  invalid_answer:
    "Return approve(), reject(), inquire(), schedule() or postpone() on every path of the handler.",
};

/** What was seen, before it is known by which smallest history. */
export interface Breach {
  readonly code: BrokenPromiseCode;
  readonly requestType: RequestType;
  /** What happened, in a sentence. */
  readonly message: string;
}

/** A promise that the handlers broke, by the smallest history found that shows it. */
export interface BrokenPromise extends Breach {
  /** What to do about it. */
  readonly whatToDo: string;
  readonly history: History;
  /** The history as a sequence diagram in Mermaid's language. */
  readonly diagram: string;
  /** With the code, what `verifyHandlers` needs to try that history again. */
  readonly seed: number;
  readonly path: string;
}

/** What to do about a promise broken in this way. */
export function adviceFor(code: BrokenPromiseCode): string {
  return advice[code];
}
