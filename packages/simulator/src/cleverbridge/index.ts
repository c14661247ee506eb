// The simulator
export {
  createCleverbridgeSimulator,
  type CleverbridgeSimulator,
} from "./cleverbridge-simulator.ts";
export type { CleverbridgeSimulatorOptions } from "./cleverbridge-options.ts";
export type { Quirks } from "./quirks.ts";
export type { Listening } from "../http/listener.ts";
export type { Clock } from "../system-clock.ts";
export type { SimulatedTime } from "../time/timeline.ts";

// Who calls
export { CLEVERBRIDGE_PASSWORD, CLEVERBRIDGE_USER } from "./http/basic-authentication.ts";

// Statuses and their numbers
export {
  OLD_STATUS_NUMBERS,
  STATUS_NUMBERS,
  type ManagementModel,
  type RenewalType,
  type StatusNumbers,
  type SubscriptionStatus,
} from "./documents/status.ts";

// Customers, and what happens behind the client's back
export type { Order } from "./customers/buy.ts";
export type { OrderedItem } from "./customers/ordered-item.ts";
export { CLEVERBRIDGE_PRODUCT_ID, type NewCleverbridgeProduct } from "./customers/products.ts";
export type { CustomerControl } from "./customers/customer-control.ts";
export type { CleverbridgeControl } from "./control/cleverbridge-control.ts";
export type { PaymentOutcome } from "./documents/subscription-record.ts";
export type { PaymentChances } from "./terms/payment.ts";

// Notifications
export type { NotificationTarget } from "./notifications/notification-target.ts";
export type { SentNotification } from "./notifications/sent-notifications.ts";

// What went over the wire, and what goes wrong there
export type { RecordedCall } from "../recorded-call.ts";
export type { Fault, FaultKind, FaultPlan } from "../http/faults.ts";
export { readFaultScript } from "../http/fault-script.ts";

// Documents as they stand
export type { LoadedDocument } from "../loading/load.ts";
export type { PlacedSubscriptions } from "./loading/place-subscriptions.ts";

// Control over HTTP, and customers who play by themselves
export { CONTROL_PATH } from "../control/control-api.ts";
export type { RobotControl } from "../robot/robot-control.ts";
export type { CustomerRobotOptions, CustomerRobotTally } from "./robot/customer-robot.ts";
export type { CustomerMove } from "./robot/customer-moves.ts";
