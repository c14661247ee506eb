export { observer } from "./observer.ts";
export type { ObserverOptions } from "./observer-options.ts";
