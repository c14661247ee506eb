export { defineConfiguration } from "./define-configuration.ts";
export { variable } from "./variable.ts";
export { ConfigurationError } from "./configuration-error.ts";
export type { ConfigurationInput } from "./configuration-schema.ts";
