import type { Snapshot } from "@tenure/machine";

import type { Logger } from "../ports/logger.ts";
import type { Store, StoreTransaction } from "../ports/store.ts";
import type { SendOptions, SendResult } from "../send.ts";
import type { Tenancy } from "../tenancy.ts";
import { TenureError } from "../tenure-error.ts";
import { parseEvent, refuseInvalid } from "./parse-event.ts";
import type { Occurrence, Recorder } from "./recorder.ts";

/** Longest idempotency key, in UTF-16 code units. */
const longestIdempotencyKey = 255;
const traceparent = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/u;

export interface SenderOptions {
  readonly store: Store;
  readonly recorder: Recorder;
  readonly tenancy: Tenancy;
  readonly logger: Logger;
  readonly maximumEventBytes: number;
}

/** Checks what is sent from outside, and has it recorded. */
export class Sender {
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** @param mustExist the event does not create its subscription */
  async send(
    key: string,
    event: unknown,
    options: SendOptions & { readonly mustExist?: boolean } = {},
  ): Promise<SendResult> {
    const { tenancy, maximumEventBytes, recorder } = this.#options;
    tenancy.check(key);
    const occurrence = occurrenceOf(key, options);
    const within = this.#within(options.transaction);
    const parsed = parseEvent(event, maximumEventBytes);
    if ("problem" in parsed) return this.#refuse(occurrence, parsed.problem, within);
    const complete = { ...occurrence, event: parsed.event };
    const recorded = await (within === undefined
      ? recorder.record(complete)
      : recorder.recordWithin(within, complete));
    if (recorded.type === "recorded") return recorded.result;
    throw new TenureError("store_failed", `The store fenced an event of subscription ${key}.`);
  }

  #within(transaction: unknown): StoreTransaction | undefined {
    if (transaction === undefined) return undefined;
    const { store } = this.#options;
    if (store.within !== undefined) return store.within(transaction);
    throw new TenureError(
      "store_unsupported",
      "The store cannot work within a transaction of the application. Send without one.",
    );
  }

  async #refuse(
    { key, adapter }: Omit<Occurrence, "event">,
    problem: string,
    within: StoreTransaction | undefined,
  ): Promise<SendResult> {
    const { recorder, logger } = this.#options;
    const record = await recorder.load(key, within);
    const snapshot: Snapshot = record?.snapshot ?? recorder.unknown(key, adapter);
    const refusal = refuseInvalid(key, snapshot, problem);
    logger.warn({ key, code: refusal.code }, "event refused");
    const verdict = { type: "refused", refusal } as const;
    return { key, verdict, version: record?.version ?? 0, snapshot, repeated: false };
  }
}

function occurrenceOf(
  key: string,
  options: SendOptions & { readonly mustExist?: boolean },
): Omit<Occurrence, "event"> {
  const { adapter, idempotencyKey, expectedVersion, trace, mustExist } = options;
  if (idempotencyKey !== undefined) checkIdempotencyKey(key, idempotencyKey);
  return {
    key,
    ...(adapter !== undefined && { adapter }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(expectedVersion !== undefined && { expectedVersion }),
    ...(typeof trace === "string" && traceparent.test(trace) && { trace }),
    ...(mustExist !== undefined && { mustExist }),
  };
}

function checkIdempotencyKey(key: string, given: unknown): void {
  const fits =
    typeof given === "string" &&
    given !== "" &&
    given.length <= longestIdempotencyKey &&
    given.isWellFormed() &&
    !given.includes("\u0000");
  if (fits) return;
  throw new TenureError(
    "idempotency_key_invalid",
    `Subscription ${key}: an idempotency key is a text of 1 to ${longestIdempotencyKey} characters ` +
      "without U+0000. Give another; nothing was taken in.",
  );
}
