import type { Clock, Logger } from "@tenure/engine";

import type { ConnectClient } from "../client/connect-client.ts";
import type { TierConfigRequestCalls } from "../client/tier-config-requests.ts";
import type { TierHandlers } from "./tier-handlers.ts";

/** What the effects of tier configurations work with. */
export interface TierBindings {
  readonly calls: TierConfigRequestCalls;
  readonly products: ConnectClient["products"];
  readonly handlers: TierHandlers;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called when a request has ended: what waited for it can be looked at. */
  readonly ended: () => void;
}
