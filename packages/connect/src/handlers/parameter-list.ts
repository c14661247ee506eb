import type { Json } from "@tenure/machine";

import type { ConnectParameter } from "../wire/parameter.ts";
import { boxesOf } from "./parameter-boxes.ts";
import { structuredValueOf, textOf } from "./parameter-text.ts";
import { type ParameterType, parameterValue, type ParameterValues } from "./parameter-value.ts";

/** Reads parameters of one list, by their ids, or their names where an id is none. */
export interface ParameterList {
  /** The flat value; `""` when the parameter exists without one, undefined when there is no such parameter. */
  readonly parameter: (id: string) => string | undefined;
  /** The structured value; undefined without one. */
  readonly structuredParameter: (id: string) => Json | undefined;
  /**
   * The value as one of the platform's types; null when it is empty, undefined when there is no such
   * parameter. Never throws: what has another shape is read as well as it can be.
   */
  readonly parameterAs: <Type extends ParameterType>(
    id: string,
    type: Type,
  ) => ParameterValues[Type] | null | undefined;
  /**
   * Whether the box is ticked, or without a box whether any is; undefined when there is no such parameter.
   */
  readonly isChecked: (id: string, box?: string) => boolean | undefined;
}

/** Where a parameter is set for all and for one marketplace, the latter counts. */
const narrowest = (found: readonly ConnectParameter[]): ConnectParameter | undefined =>
  found.find(({ scope }) => scope?.endsWith("marketplace")) ?? found[0];

function find(params: readonly ConnectParameter[], id: string): ConnectParameter | undefined {
  return (
    narrowest(params.filter((one) => one.id === id)) ??
    narrowest(params.filter(({ name }) => name === id))
  );
}

/** Reads these parameters. */
export function parameterListOf(params: readonly ConnectParameter[]): ParameterList {
  return {
    parameter(id) {
      const found = find(params, id);
      return found === undefined ? undefined : textOf(found.value);
    },
    structuredParameter(id) {
      const found = find(params, id);
      return found === undefined ? undefined : structuredValueOf(found);
    },
    parameterAs(id, type) {
      const found = find(params, id);
      return found === undefined ? undefined : parameterValue(found, type);
    },
    isChecked(id, box) {
      const found = find(params, id);
      if (found === undefined) return undefined;
      const boxes = Object.entries(boxesOf(found));
      return boxes.some(([name, isTicked]) => isTicked && (box === undefined || name === box));
    },
  };
}
