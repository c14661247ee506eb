import { type ParameterList, parameterListOf } from "../handlers/parameter-list.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";

/** Reads the parameters of a tier configuration request. */
export type TierParameterReading = ParameterList;

/** Reads the parameters the request carries. */
export function tierParameterReadingOf({ params }: TierConfigRequest): TierParameterReading {
  return parameterListOf(params);
}
