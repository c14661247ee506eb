import type { Clock, Logger } from "@tenure/engine";

import type { ConnectClient } from "../client/connect-client.ts";
import type { Handlers } from "../handlers/handlers.ts";
import type { TemplateCatalog } from "./template-catalog.ts";

/** What the effects of one adapter work with. */
export interface Bindings {
  readonly client: ConnectClient;
  readonly handlers: Handlers;
  readonly templates: TemplateCatalog;
  readonly clock: Clock;
  readonly logger: Logger;
}
