import { z } from "zod";

import type { ReadJudgment, ReadParameterJudgment } from "./read-judgment.ts";

const parametersSchema = z.array(z.looseObject({ id: z.unknown() })).nullish();
const fulfillmentSchema = z.looseObject({ asset: z.looseObject({ params: parametersSchema }) });
const tierSchema = z.looseObject({ params: parametersSchema });

type RawParameter = NonNullable<z.infer<typeof parametersSchema>>[number];

function errorsOf(parameter: RawParameter, said: ReadParameterJudgment): object {
  const { error, structuredError } = said;
  if (structuredError === undefined) {
    // One from an earlier round would contradict what is said now.
    const isLeft = (parameter["structured_error"] ?? null) !== null;
    return { value_error: error ?? "", ...(isLeft && { structured_error: null }) };
  }
  const { id, externalId, value } = structuredError.message;
  return {
    value_error: error ?? value ?? "",
    structured_error: {
      message: { id, external_id: externalId, value },
      context: structuredError.context ?? {},
    },
  };
}

function judgedParameter(
  parameter: RawParameter,
  said: ReadParameterJudgment | undefined,
): RawParameter {
  const { value, structuredValue, choices, constraints } = said ?? {};
  const before = z.record(z.string(), z.unknown()).safeParse(parameter["constraints"]);
  return {
    ...parameter,
    ...(value === undefined ? {} : { value }),
    ...(structuredValue === undefined ? {} : { structured_value: structuredValue }),
    ...(choices === undefined ? {} : { value_choices: choices }),
    ...(constraints === undefined ? {} : { constraints: { ...before.data, ...constraints } }),
    ...errorsOf(parameter, said ?? {}),
  };
}

function judgedParameters(
  params: z.infer<typeof parametersSchema>,
  judgment: ReadJudgment,
): readonly RawParameter[] {
  return (params ?? []).map((parameter) =>
    judgedParameter(parameter, judgment.get(String(parameter.id))),
  );
}

/**
 * The fulfillment request as it came, every parameter with the error the judgment gives it, or with
 * none.
 */
export function judgedFulfillmentRequest(raw: unknown, judgment: ReadJudgment): unknown {
  const { asset, ...request } = fulfillmentSchema.parse(raw);
  return { ...request, asset: { ...asset, params: judgedParameters(asset.params, judgment) } };
}

/** The same of a tier configuration request. */
export function judgedTierRequest(raw: unknown, judgment: ReadJudgment): unknown {
  const request = tierSchema.parse(raw);
  return { ...request, params: judgedParameters(request.params, judgment) };
}
