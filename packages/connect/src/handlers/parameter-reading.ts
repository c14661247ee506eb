import type { Json } from "@tenure/machine";

import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import type { ConnectParameter } from "../wire/parameter.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";
import { type ParameterList, parameterListOf } from "./parameter-list.ts";
import type { ParameterType, ParameterValues } from "./parameter-value.ts";

/** Where a parameter's value comes from: the order, the vendor, or the product's configuration. */
export type ParameterPhase = "ordering" | "fulfillment" | "configuration";

/**
 * Reads the parameters of one request: those of its subscription or reseller, and those of the product's
 * configuration, for the marketplace before those for all. A parameter goes by its id, or by its name where an
 * id is none. One that does not tell its phase counts as either of ordering and fulfillment.
 */
export interface ParameterReading {
  /**
   * The parameter's flat value; `""` when it exists without one, undefined when there is no such
   * parameter in the phase.
   */
  readonly parameter: (phase: ParameterPhase, id: string) => string | undefined;
  /** The parameter's structured value; undefined without one. */
  readonly structuredParameter: (phase: ParameterPhase, id: string) => Json | undefined;
  /**
   * The parameter's value as one of the platform's types: text for most, a truth for each box of a `checkbox`,
   * the parts of a `phone` or an `address`, the JSON of an `object`. Null when the parameter is empty,
   * undefined when there is no such parameter in the phase. Never throws: what has another shape than its
   * type is read as well as it can be.
   */
  readonly parameterAs: <Type extends ParameterType>(
    phase: ParameterPhase,
    id: string,
    type: Type,
  ) => ParameterValues[Type] | null | undefined;
  /**
   * Whether the box of a checkbox is ticked, or without a box whether any is; undefined when there is no such
   * parameter in the phase.
   */
  readonly isChecked: (phase: ParameterPhase, id: string, box?: string) => boolean | undefined;
}

function readingOf(
  own: readonly ConnectParameter[],
  configuration: readonly ConnectParameter[],
): ParameterReading {
  const ofPhase = (phase: ParameterPhase) =>
    parameterListOf(own.filter((parameter) => ((parameter.phase ?? "") || phase) === phase));
  const lists: Readonly<Record<ParameterPhase, ParameterList>> = {
    ordering: ofPhase("ordering"),
    fulfillment: ofPhase("fulfillment"),
    configuration: parameterListOf(configuration),
  };
  return {
    parameter: (phase, id) => lists[phase].parameter(id),
    structuredParameter: (phase, id) => lists[phase].structuredParameter(id),
    parameterAs: (phase, id, type) => lists[phase].parameterAs(id, type),
    isChecked: (phase, id, box) => lists[phase].isChecked(id, box),
  };
}

/** Reads the parameters a request carries. */
export function parameterReadingOf({ asset }: FulfillmentRequest): ParameterReading {
  return readingOf(asset.params, asset.configuration?.params ?? []);
}

/** Reads the parameters a tier configuration request carries. */
export function tierReadingOf({ params, configuration }: TierConfigRequest): ParameterReading {
  return readingOf(params, configuration.configuration?.params ?? []);
}
