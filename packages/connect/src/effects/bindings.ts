import type { Clock, Logger } from "@tenure/engine";
import type { RequestType } from "@tenure/machine";

import type { ConnectClient } from "../client/connect-client.ts";
import type { Handler, RevocationHandler } from "../handlers/handlers.ts";
import type { HandlerByType } from "../handlers/handling.ts";
import type { TemplateCatalog } from "./template-catalog.ts";

/** What the effects of one adapter work with. */
export interface Bindings {
  readonly client: ConnectClient;
  readonly handlers: HandlerByType<RequestType, Handler>;
  readonly revocation: RevocationHandler | undefined;
  readonly templates: TemplateCatalog;
  readonly clock: Clock;
  readonly logger: Logger;
}
