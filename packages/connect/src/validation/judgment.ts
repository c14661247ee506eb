import type { Json } from "@tenure/machine";

import type { ParameterReading } from "../handlers/parameter-reading.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";
import type { TierParameterReading } from "./tier-parameter-reading.ts";

/** How a form shows a parameter. What is not named stays as it is. */
export interface ParameterConstraints {
  readonly hidden?: boolean | undefined;
  readonly readonly?: boolean | undefined;
  readonly required?: boolean | undefined;
  /** Others the platform knows, as it names them. */
  readonly [name: string]: Json | undefined;
}

/** One value of a parameter that is chosen from a list. */
export interface ParameterChoice {
  readonly value: string;
  readonly label: string;
}

/** An error by its message in the product's catalog of messages, for translation. */
export interface StructuredError {
  readonly message: {
    readonly id?: string | undefined;
    readonly externalId?: string | undefined;
    readonly value?: string | undefined;
  };
  /** What is filled into the message. */
  readonly context?: Readonly<Record<string, Json>> | undefined;
}

/** What a validator says of one parameter: an error message, `""` for none, or more than that. */
export type ParameterJudgment =
  | string
  | {
      readonly error?: string | undefined;
      readonly structuredError?: StructuredError | undefined;
      /** Sets the value. */
      readonly value?: string | undefined;
      /** Sets the structured value. */
      readonly structuredValue?: Json | undefined;
      /** Replaces the values to choose from. */
      readonly choices?: readonly ParameterChoice[] | undefined;
      /** Set over the constraints the parameter has. */
      readonly constraints?: ParameterConstraints | undefined;
    };

/** What a validator answers, by parameter id. Parameters it does not name are without error. */
export type Judgment = Readonly<Record<string, ParameterJudgment>>;

/** What a validator answers; undefined when nothing is wrong. */
export type ValidatorAnswer = Promise<Judgment | undefined> | Judgment | undefined;

/**
 * Looks at a fulfillment request while somebody fills it in: a draft while the order is made
 * (`request.status` is `draft`), or the form that asks for what was missing (`inquiring`). `request.type`
 * tells what it is about: purchase, change, renew, transfer.
 *
 * It may be asked as often as the form changes, also by somebody who repeats a call: it must not do
 * anything. The signal aborts when its time is over or nobody waits for the answer any more.
 */
export type Validator = (
  draft: {
    readonly request: FulfillmentRequest;
    readonly signal: AbortSignal;
  } & ParameterReading,
) => ValidatorAnswer;

/** The same for a tier configuration request. `tier` is the level it is about. */
export type TierValidator = (
  draft: {
    readonly request: TierConfigRequest;
    readonly tier: number | undefined;
    readonly signal: AbortSignal;
  } & TierParameterReading,
) => ValidatorAnswer;
