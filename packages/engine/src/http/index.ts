export { gateOf } from "./gate.ts";
export type { Gate } from "./gate.ts";
export { limitedText } from "./limited-text.ts";
export { retryAfterOf } from "./retry-after.ts";
