import type { Json } from "@tenure/machine";

import type { TierConfigRequest } from "../wire/tier-config.ts";

/** Reads the parameters of a tier configuration request. */
export interface TierParameterReading {
  /** The flat value; `""` when the parameter exists without one, undefined when there is no such parameter. */
  readonly parameter: (id: string) => string | undefined;
  /** The structured value; undefined without one. */
  readonly structuredParameter: (id: string) => Json | undefined;
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Reads the parameters the request carries. */
export function tierParameterReadingOf({ params }: TierConfigRequest): TierParameterReading {
  const find = (id: string) => params.find((parameter) => parameter.id === id);
  return {
    parameter(id) {
      const found = find(id);
      return found === undefined ? undefined : textOf(found.value);
    },
    structuredParameter: (id) => find(id)?.structured_value ?? undefined,
  };
}
