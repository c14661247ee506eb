import type { Json } from "@tenure/machine";

import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import type { ConnectParameter } from "../wire/parameter.ts";

/** Where a parameter's value comes from: the order, the vendor, or the product's configuration. */
export type ParameterPhase = "ordering" | "fulfillment" | "configuration";

/** Reads parameters of one request. */
export interface ParameterReading {
  /**
   * The parameter's flat value; `""` when it exists without one, undefined when there is no such
   * parameter in the phase. A parameter that does not tell its phase counts as either of ordering and
   * fulfillment.
   */
  readonly parameter: (phase: ParameterPhase, id: string) => string | undefined;
  /** The parameter's structured value; undefined without one. */
  readonly structuredParameter: (phase: ParameterPhase, id: string) => Json | undefined;
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Reads the parameters a request carries. */
export function parameterReadingOf(request: FulfillmentRequest): ParameterReading {
  const { asset } = request;
  function find(phase: ParameterPhase, id: string): ConnectParameter | undefined {
    if (phase === "configuration") {
      return asset.configuration?.params.find((parameter) => parameter.id === id);
    }
    return asset.params.find(
      (parameter) => parameter.id === id && ((parameter.phase ?? "") || phase) === phase,
    );
  }
  return {
    parameter(phase, id) {
      const found = find(phase, id);
      return found === undefined ? undefined : textOf(found.value);
    },
    structuredParameter: (phase, id) => find(phase, id)?.structured_value ?? undefined,
  };
}
