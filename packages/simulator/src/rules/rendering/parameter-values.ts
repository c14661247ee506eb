import type { Parameter } from "../../documents/parameter.ts";
import { isObject } from "../../json-reading.ts";
import type { Scope } from "./template-expression.ts";

/** Parameters by id: the plain value or, where there is none, the structured one. */
export function parameterValues(parameters: readonly Parameter[]): Scope {
  return Object.fromEntries(
    parameters.map((parameter) => {
      const structured = parameter["structured_value"];
      const isPlain = parameter.value !== "" || !isObject(structured);
      return [parameter.id, isPlain ? parameter.value : structured];
    }),
  );
}
