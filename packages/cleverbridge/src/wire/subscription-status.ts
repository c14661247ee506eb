import { nameOf, type Spelled } from "./spelling.ts";

/**
 * Status of a subscription. `unknown` stands for what the platform's list does not have; nothing may be
 * concluded from it.
 */
export type CleverbridgeStatus =
  | "active"
  | "deactivated"
  | "finished"
  | "grace"
  | "hold"
  | "new"
  | "handled_by_client"
  | "awaiting_new_order"
  | "unknown";

/** Which number stands for which status. */
export type StatusNumbers = Readonly<Record<number, CleverbridgeStatus>>;

const spelled: readonly Spelled<CleverbridgeStatus>[] = [
  { name: "active", code: "ACT", words: ["Active"] },
  { name: "deactivated", code: "DEA", words: ["Deactivated"] },
  { name: "finished", code: "FIN", words: ["Finished"] },
  { name: "grace", code: "GRA", words: ["Grace"] },
  { name: "hold", code: "HLD", words: ["Hold"] },
  { name: "new", code: "NEW", words: ["New"] },
  { name: "handled_by_client", code: "HBC", words: ["Handled by Client"] },
  { name: "awaiting_new_order", code: "WNO", words: ["Awaiting new order"] },
];

/** The numbers of the platform's guide "Display All Subscriptions for a Customer" as of 2026. */
export const statusNumbers: StatusNumbers = {
  1: "active",
  2: "deactivated",
  3: "finished",
  4: "grace",
  5: "hold",
  6: "new",
  7: "handled_by_client",
  8: "awaiting_new_order",
};

/** The numbers of the same guide's older edition, which contradict today's: 3 to 6 mean something else. */
export const olderStatusNumbers: StatusNumbers = {
  1: "active",
  3: "deactivated",
  4: "finished",
  5: "grace",
  6: "hold",
  7: "new",
};

/**
 * Reads a subscription's status, sent as a number, a word (`Active`) or a code (`ACT`). Words and codes mean
 * the same whatever the numbers mean.
 */
export function subscriptionStatusOf(
  value: unknown,
  numbers: StatusNumbers = statusNumbers,
): CleverbridgeStatus {
  return nameOf(value, spelled, numbers) ?? "unknown";
}
