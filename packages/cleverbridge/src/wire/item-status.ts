import { nameOf, type Spelled } from "./spelling.ts";

/**
 * Status of an item. `awaiting_reinstate` waits for the customer to confirm that the item goes on. `unknown`
 * stands for what the platform's list does not have; nothing may be concluded from it.
 */
export type CleverbridgeItemStatus =
  | "active"
  | "deactivated"
  | "finished"
  | "removed"
  | "awaiting_reinstate"
  | "handled_by_client"
  | "other"
  | "unknown";

const spelled: readonly Spelled<CleverbridgeItemStatus>[] = [
  { name: "active", code: "ACT", words: ["Active"] },
  { name: "deactivated", code: "DEA", words: ["Deactivated"] },
  { name: "finished", code: "FIN", words: ["Finished"] },
  { name: "removed", code: "REM", words: ["Removed"] },
  { name: "awaiting_reinstate", code: "WAT", words: ["Awaiting Reinstate"] },
  { name: "handled_by_client", code: "HBC", words: ["Handled by Client"] },
  { name: "other", code: "OTH", words: ["Other"] },
];

const numbers: Readonly<Record<number, CleverbridgeItemStatus>> = {
  1: "active",
  2: "deactivated",
  3: "finished",
  4: "removed",
  5: "awaiting_reinstate",
  6: "handled_by_client",
  7: "other",
};

/** Reads an item's status, sent as a number, a word or a code. */
export function itemStatusOf(value: unknown): CleverbridgeItemStatus {
  return nameOf(value, spelled, numbers) ?? "unknown";
}
