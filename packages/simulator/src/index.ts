// The simulator
export { createConnectSimulator, type ConnectSimulator } from "./simulator.ts";
export type { SimulatorOptions } from "./simulator-options.ts";
export type { Listening } from "./http/listener.ts";
export type { Clock } from "./system-clock.ts";

// Who calls
export { DISTRIBUTOR_KEY, VENDOR_KEY, type Role } from "./http/roles.ts";
export {
  DEFAULT_CONNECTION_ID,
  DEFAULT_MARKETPLACE_ID,
  PREVIEW_CONNECTION_ID,
} from "./accounts.ts";

// Products
export { DEFAULT_CAPABILITIES, DEFAULT_PRODUCT_ID } from "./rules/default-product.ts";
export type {
  NewAction,
  NewItem,
  NewParameter,
  NewProduct,
  NewTemplate,
} from "./rules/product-making.ts";
export type { ProductDocument } from "./documents/product.ts";

// Loading
export type { LoadedDocument, LoadReport } from "./loading/load.ts";
export type { PlaceReport } from "./loading/place.ts";
export type { PlacedKind } from "./loading/placed-kind.ts";

// Time, and buyers who use it
export type { SimulatedTime } from "./time/timeline.ts";
export type { RobotOptions, RobotTally } from "./robot/buyer-robot.ts";
export type { RobotControl } from "./robot/robot-control.ts";
export type { RobotMove } from "./robot/robot-moves.ts";
export { CONTROL_PATH } from "./control/control-api.ts";

// What happens behind the callers' backs
export type { PlatformControl } from "./control/platform-control.ts";
export type { FinalStatus } from "./rules/ending.ts";

// What went over the wire, and what goes wrong there
export type { RecordedCall } from "./recorded-call.ts";
export type { Fault, FaultKind, FaultPlan } from "./http/faults.ts";
export { readFaultScript } from "./http/fault-script.ts";
export type { RateLimit } from "./http/rate-limit.ts";
export type { TokenHeader } from "./validation/webhook-post.ts";
