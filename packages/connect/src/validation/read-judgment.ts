import { z } from "zod";

const detailedSchema = z.strictObject({
  error: z.string().optional(),
  structuredError: z
    .strictObject({
      message: z.strictObject({
        id: z.string().optional(),
        externalId: z.string().optional(),
        value: z.string().optional(),
      }),
      context: z.record(z.string(), z.json()).optional(),
    })
    .optional(),
  value: z.string().optional(),
  structuredValue: z.json().optional(),
  choices: z.array(z.strictObject({ value: z.string(), label: z.string() })).optional(),
  constraints: z.record(z.string(), z.json().optional()).optional(),
});

/** Reads what a validator answered: the detailed form of each judgment, by parameter id. */
export const judgmentSchema = z
  .record(
    z.string(),
    z.union([
      z.string().transform((error): z.infer<typeof detailedSchema> => ({ error })),
      detailedSchema,
    ]),
  )
  .optional()
  .transform((judgment) => new Map(Object.entries(judgment ?? {})));

/** What was answered, by parameter id. */
export type ReadJudgment = z.infer<typeof judgmentSchema>;

/** One parameter's part of a {@link ReadJudgment}. */
export type ReadParameterJudgment = z.infer<typeof detailedSchema>;
