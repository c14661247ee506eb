import type { Members } from "./members.ts";
import { type CleverbridgeMoment, momentOf } from "./moment.ts";
import { nameOf, type Spelled } from "./spelling.ts";

/** What became of the payment. */
export type TransactionStatus = "success" | "error" | "rejected" | "pending" | "unknown";

/** What the platform answers to an early renewal. */
export interface RenewResult {
  /** The call went well in either case; only `success` says that the renewal was paid. */
  readonly transactionStatus: TransactionStatus;
  readonly nextBillingDate?: CleverbridgeMoment | undefined;
  /** Where the customer finds how to pay, or the details of the payment. */
  readonly continueUrl?: string | undefined;
}

const spelled: readonly Spelled<TransactionStatus>[] = [
  { name: "success", words: ["Success"] },
  { name: "error", words: ["Error"] },
  { name: "rejected", words: ["Rejected"] },
  { name: "pending", words: ["Pending"] },
  { name: "unknown", words: ["Unknown"] },
];

/** An address that may be shown as a link. */
function webAddressOf(value: unknown): string | undefined {
  const url = typeof value === "string" ? URL.parse(value) : null;
  return url !== null && /^https?:$/u.test(url.protocol) ? url.href : undefined;
}

/** Reads the answer to an early renewal. */
export function readRenewResult(answer: Members): RenewResult {
  return {
    transactionStatus: nameOf(answer.get("TransactionStatus"), spelled, {}) ?? "unknown",
    nextBillingDate: answer.optional("NextBillingDate", momentOf),
    continueUrl: answer.optional("ContinueUrl", webAddressOf),
  };
}
