// The simulator
export {
  createConnectSimulator,
  type ConnectSimulator,
  type SimulatorOptions,
} from "./simulator.ts";
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
export type { NewItem, NewParameter, NewProduct, NewTemplate } from "./rules/product-making.ts";
export type { ProductDocument } from "./documents/product.ts";

// Loading
export type { LoadedDocument, LoadReport } from "./loading/load.ts";

// What went over the wire, and what goes wrong there
export type { RecordedCall } from "./recorded-call.ts";
export type { Fault, FaultKind, FaultPlan } from "./http/faults.ts";
