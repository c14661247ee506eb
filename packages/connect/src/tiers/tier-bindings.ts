import type { Clock, Logger } from "@tenure/engine";
import type { TierRequestType } from "@tenure/machine";

import type { ConversationCalls } from "../client/conversations.ts";
import type { TierConfigRequestCalls } from "../client/tier-config-requests.ts";
import type { TemplateCatalog } from "../effects/template-catalog.ts";
import type { HandlerByType } from "../handlers/handling.ts";
import type { TierHandler } from "./tier-handlers.ts";

/** What the effects of tier configurations work with. */
export interface TierBindings {
  readonly calls: TierConfigRequestCalls;
  readonly conversations: ConversationCalls;
  readonly templates: TemplateCatalog;
  readonly handlers: HandlerByType<TierRequestType, TierHandler>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called when a request has ended: what waited for it can be looked at. */
  readonly ended: () => void;
}
