import type { Clock, Logger } from "@tenure/engine";

import type { CleverbridgeClient } from "../client/cleverbridge-client.ts";
import type { Profile } from "../reading/profile.ts";

/** What the effects of one adapter work with. */
export interface Bindings {
  readonly client: CleverbridgeClient;
  readonly profile: Profile;
  readonly clock: Clock;
  readonly logger: Logger;
}
