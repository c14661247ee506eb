export type SubscriptionStatus =
  | "Active"
  | "Deactivated"
  | "Finished"
  | "Grace"
  | "Hold"
  | "New"
  | "HandledByClient"
  | "AwaitingNewOrder";

export type ItemStatus =
  | "Active"
  | "Deactivated"
  | "Finished"
  | "Removed"
  | "AwaitingReinstate"
  | "HandledByClient"
  | "Other";

export type RenewalType = "Automatic" | "Manual";

/** Subscription Management 1.0 or 2.0. Only the second knows a renewal type. */
export type ManagementModel = "1.0" | "2.0";

/** Which number stands for which status in answers. */
export type StatusNumbers = Readonly<Record<SubscriptionStatus, number>>;

/** The numbers of the 2026 display guide. */
export const STATUS_NUMBERS: StatusNumbers = {
  Active: 1,
  Deactivated: 2,
  Finished: 3,
  Grace: 4,
  Hold: 5,
  New: 6,
  HandledByClient: 7,
  AwaitingNewOrder: 8,
};

/** The numbers of the older display guide, in which 3 to 6 mean something else. Its list ends at New. */
export const OLD_STATUS_NUMBERS: StatusNumbers = {
  Active: 1,
  Deactivated: 3,
  Finished: 4,
  Grace: 5,
  Hold: 6,
  New: 7,
  HandledByClient: 8,
  AwaitingNewOrder: 9,
};

export const STATUS_CODES: Readonly<Record<SubscriptionStatus, string>> = {
  Active: "ACT",
  Deactivated: "DEA",
  Finished: "FIN",
  Grace: "GRA",
  Hold: "HLD",
  New: "NEW",
  HandledByClient: "HBC",
  AwaitingNewOrder: "WNO",
};

export const ITEM_STATUS_NUMBERS: Readonly<Record<ItemStatus, number>> = {
  Active: 1,
  Deactivated: 2,
  Finished: 3,
  Removed: 4,
  AwaitingReinstate: 5,
  HandledByClient: 6,
  Other: 7,
};

export const ITEM_STATUS_CODES: Readonly<Record<ItemStatus, string>> = {
  Active: "ACT",
  Deactivated: "DEA",
  Finished: "FIN",
  Removed: "REM",
  AwaitingReinstate: "WAT",
  HandledByClient: "HBC",
  Other: "OTH",
};
