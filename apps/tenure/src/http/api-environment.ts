import type { HttpBindings } from "@hono/node-server";

import type { Caller } from "./caller.ts";

/** What the way through the service knows of a request. */
export interface ApiEnvironment {
  Variables: {
    caller: Caller;
    /** Aborts when nobody waits for the answer any more: it hung up, or it is too late. */
    ended: AbortSignal;
  };
  /** Only behind a socket. */
  Bindings: Partial<HttpBindings> & {
    /** Gives the socket of the request to the inspector; false when it takes no more. */
    readonly connect?: () => boolean;
  };
}
