import type { Parameter } from "../documents/parameter.ts";
import type { ProductParameter } from "../documents/product.ts";
import { isObject, listAt, objectOr, textAt, textOr, type JsonObject } from "../json-reading.ts";

/**
 * The parameters of a payload in today's shape, with everything else they carry kept. What is missing is
 * taken from the product's definition, or else a parameter counts as an ordering text.
 */
export function payloadParameters(
  asset: JsonObject,
  definitions: readonly ProductParameter[],
): readonly Parameter[] {
  const given = (listAt(asset, "params") ?? []).filter(isObject);
  return given.flatMap((parameter) => {
    const id = textAt(parameter, "id") ?? textAt(parameter, "name");
    if (id === undefined) return [];
    const definition = definitions.find((one) => one.name === id);
    return [{ ...parameter, ...describedAs(parameter, id, definition) }];
  });
}

function describedAs(parameter: JsonObject, id: string, definition: ProductParameter | undefined) {
  const name = textOr(parameter, "name", id);
  const standard = definition ?? {
    type: "text",
    phase: "ordering",
    description: "",
    title: name,
    constraints: {},
  };
  return {
    id,
    name,
    type: textOr(parameter, "type", standard.type),
    phase: textOr(parameter, "phase", standard.phase),
    description: textOr(parameter, "description", standard.description),
    value: textOr(parameter, "value", ""),
    value_error: textOr(parameter, "value_error", ""),
    title: textOr(parameter, "title", standard.title),
    constraints: objectOr(parameter, "constraints", standard.constraints),
  };
}
