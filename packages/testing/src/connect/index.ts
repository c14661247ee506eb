export { verifyHandlers } from "./verify-handlers.ts";
export { writeTest } from "./write-test.ts";
export type { WriteTestOptions } from "../handlers/written-test.ts";

export type { FreshVendor, VendorFactory, VerifyHandlersOptions } from "./verify-options.ts";
export type { SearchOptions } from "../handlers/search.ts";
export type { HandlerReport } from "./handler-report.ts";
export type { Breach, BrokenPromise, BrokenPromiseCode } from "./broken-promise.ts";
export type { History, Misfortune, Move } from "./history.ts";
