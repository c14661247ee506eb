import type { z } from "zod";

import { problemOf } from "../client/caller.ts";
import { parameterReadingOf } from "../handlers/parameter-reading.ts";
import { fulfillmentRequestSchema } from "../wire/fulfillment-request.ts";
import { tierConfigRequestSchema } from "../wire/tier-config.ts";
import { judgedFulfillmentRequest, judgedTierRequest } from "./judged.ts";
import type { TierValidator, Validator, ValidatorAnswer } from "./judgment.ts";
import type { ReadJudgment } from "./read-judgment.ts";
import { tierParameterReadingOf } from "./tier-parameter-reading.ts";

/** Who judges what. */
export interface Validators {
  readonly validate?: Validator | undefined;
  readonly validateTier?: TierValidator | undefined;
}

/** What a validation call is about. */
export interface Subject {
  readonly requestId: string;
  readonly parameterIds: ReadonlySet<string>;
  /** Asks the validator; undefined when there is none for it. */
  readonly ask: ((signal: AbortSignal) => ValidatorAnswer) | undefined;
  /** The request as it came, with what the judgment says of its parameters. */
  readonly judged: (judgment: ReadJudgment) => unknown;
}

const idsOf = (params: readonly { readonly id: string }[]) =>
  new Set(params.map((parameter) => parameter.id));

type Read = { readonly subject: Subject } | { readonly problem: string };

function unreadable(error: z.ZodError): Read {
  return { problem: problemOf(error) };
}

/** Reads the body of a validation call: a fulfillment request, or a tier configuration request. */
export function subjectOf(raw: unknown, { validate, validateTier }: Validators): Read {
  // Only the one has a subscription and only the other a configuration of its own.
  if (typeof raw === "object" && raw !== null && "configuration" in raw && !("asset" in raw)) {
    const { data: request, error } = tierConfigRequestSchema.safeParse(raw);
    if (request === undefined) return unreadable(error);
    const tier = request.configuration.tier_level ?? undefined;
    const reading = tierParameterReadingOf(request);
    return {
      subject: {
        requestId: request.id,
        parameterIds: idsOf(request.params),
        ask: validateTier && ((signal) => validateTier({ request, tier, signal, ...reading })),
        judged: (judgment) => judgedTierRequest(raw, judgment),
      },
    };
  }
  const { data: request, error } = fulfillmentRequestSchema.safeParse(raw);
  if (request === undefined) return unreadable(error);
  const reading = parameterReadingOf(request);
  return {
    subject: {
      requestId: request.id,
      parameterIds: idsOf(request.asset.params),
      ask: validate && ((signal) => validate({ request, signal, ...reading })),
      judged: (judgment) => judgedFulfillmentRequest(raw, judgment),
    },
  };
}
