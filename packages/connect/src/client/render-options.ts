import type { CallOptions } from "./call-options.ts";

/** How a text is rendered. */
export interface RenderOptions extends CallOptions {
  /** Language of the text, as in `es-MX`; the account's when left out. */
  readonly locale?: string;
}
