import type { Chances } from "../../robot/robot-moves.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { activeItems, currentItems } from "../records.ts";

/** A count of each thing the robot can do, all at nothing. */
export function noCustomerMoves() {
  return {
    buy: 0,
    "buy-offline": 0,
    "cancel-items": 0,
    "reinstate-items": 0,
    "renewal-off": 0,
    "renewal-on": 0,
    decline: 0,
    pay: 0,
    contact: 0,
    chargeback: 0,
  };
}

export type CustomerMove = keyof ReturnType<typeof noCustomerMoves>;

/** What a customer could do with a subscription, with how likely each is; nothing when it is over. */
export function customerMoves(record: SubscriptionRecord): Chances<CustomerMove> {
  const canReinstate = currentItems(record).some(
    ({ status }) => status === "Deactivated" || status === "AwaitingReinstate",
  );
  if (record.status === "New" || record.status === "Grace" || record.status === "Hold") {
    return [["pay", 1]];
  }
  if (record.status === "Deactivated") return canReinstate ? [["reinstate-items", 1]] : [];
  if (record.status !== "Active") return [];
  const isManual = record.renewalType === "Manual";
  return [
    ["contact", 2],
    ["decline", 4],
    ["chargeback", 1],
    ["cancel-items", activeItems(record).length > 1 ? 6 : 1],
    ...(canReinstate ? ([["reinstate-items", 4]] as const) : []),
    ...(isManual ? ([["pay", 2]] as const) : []),
    ...(record.managementModel === "1.0"
      ? []
      : ([[isManual ? "renewal-on" : "renewal-off", 4]] as const)),
  ];
}
