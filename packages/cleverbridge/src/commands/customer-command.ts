import type { Engine } from "@tenure/engine";

import type { Consent } from "./consent.ts";

/** What the commands need of the engine. */
export type CommandEngine = Pick<Engine, "get" | "send">;

/** What every command of a customer carries. */
export interface CustomerCommand {
  /** With or without `S`; of a tenant other than the default as `<tenant>:<id>`. */
  readonly subscriptionId: string | number;
  readonly consent: Consent;
  /**
   * Names this wish of the customer: sent again under it, the command is answered as before and nothing is done
   * again. From 1 to 255 characters, kept per subscription.
   */
  readonly idempotencyKey?: string | undefined;
}
