import type { Json } from "@tenure/machine";
import { z } from "zod";

import type { ParameterReading } from "../handlers/parameter-reading.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";

/** What a validator says of one parameter: an error message, `""` for none, or values to set too. */
export type ParameterJudgment =
  | string
  | {
      readonly error?: string | undefined;
      readonly value?: string | undefined;
      readonly structuredValue?: Json | undefined;
    };

/** What a validator answers, by parameter id. Parameters it does not name are without error. */
export type Judgment = Readonly<Record<string, ParameterJudgment>>;

/** Looks at a draft while its buyer fills it in. */
export type Validator = (
  draft: { readonly request: FulfillmentRequest } & ParameterReading,
) => Promise<Judgment | undefined> | Judgment | undefined;

/** Reads what a validator answered. */
export const judgmentSchema = z
  .record(
    z.string(),
    z.union([
      z.string().transform((error) => ({ error, value: undefined, structuredValue: undefined })),
      z.strictObject({
        error: z.string().optional(),
        value: z.string().optional(),
        structuredValue: z.json().optional(),
      }),
    ]),
  )
  .optional();

const rawParametersSchema = z.looseObject({
  asset: z.looseObject({ params: z.array(z.looseObject({ id: z.unknown() })).nullish() }),
});

/** The parameters a judgment names that the request does not have. */
export function strangersIn(
  judgment: z.infer<typeof judgmentSchema>,
  request: FulfillmentRequest,
): readonly string[] {
  const known = new Set(request.asset.params.map((parameter) => parameter.id));
  return Object.keys(judgment ?? {}).filter((id) => !known.has(id));
}

type RawParameter = NonNullable<z.infer<typeof rawParametersSchema>["asset"]["params"]>[number];
type ReadJudgment = z.infer<typeof judgmentSchema>;

function judgedParameter(parameter: RawParameter, judgment: ReadJudgment): RawParameter {
  const said = judgment?.[String(parameter.id)];
  return {
    ...parameter,
    ...(said?.value === undefined ? {} : { value: said.value }),
    ...(said?.structuredValue === undefined ? {} : { structured_value: said.structuredValue }),
    value_error: said?.error ?? "",
  };
}

/** The request as it came, every parameter with the error the judgment gives it, or with none. */
export function judged(raw: unknown, judgment: ReadJudgment): unknown {
  const request = rawParametersSchema.parse(raw);
  const { params } = request.asset;
  return {
    ...request,
    asset: {
      ...request.asset,
      params: (params ?? []).map((parameter) => judgedParameter(parameter, judgment)),
    },
  };
}
