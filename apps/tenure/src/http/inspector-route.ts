import type { Hono } from "hono";

import { accessFor, needEveryTenant } from "./access.ts";
import type { ApiEnvironment } from "./api-environment.ts";
import { authentication, inQueryToo } from "./authentication.ts";
import { HttpProblem } from "./problem.ts";
import { knownOrigin } from "./same-site.ts";
import type { CallerByToken } from "./tokens.ts";

/** Where the unmodified `createWebSocketInspector` connects. */
export const inspectPath = "/inspect";

/** What the inspector's paths are while it is switched off. */
export function inspectorDisabled(): HttpProblem {
  return new HttpProblem(
    404,
    "inspector_disabled",
    "The inspector is switched off: inspector.enabled in the configuration.",
  );
}

interface InspectorDoor {
  readonly isEnabled: boolean;
  readonly callerOf: CallerByToken | undefined;
  /** Origins of pages that may connect beside those of this machine. */
  readonly origins: readonly string[];
}

/** There are no bindings at all without a socket. */
const connectOf = ({ env }: { readonly env?: ApiEnvironment["Bindings"] }) => env?.connect;

/** Connects machines to the inspector: with a token of every tenant, which may be in the address. */
export function inspectorRoute(
  app: Hono<ApiEnvironment>,
  { isEnabled, callerOf, origins }: InspectorDoor,
): void {
  if (!isEnabled) {
    app.get(inspectPath, () => {
      throw inspectorDisabled();
    });
    return;
  }
  app.get(
    inspectPath,
    knownOrigin(origins),
    authentication(callerOf, inQueryToo),
    accessFor("read").middleware,
    (context) => {
      needEveryTenant(context.get("caller"));
      const connect = connectOf(context);
      if (connect === undefined) {
        throw new HttpProblem(426, "upgrade_required", "Connect with a WebSocket.", {
          headers: { upgrade: "websocket", connection: "Upgrade" },
        });
      }
      if (!connect()) {
        throw new HttpProblem(
          503,
          "too_many_inspectors",
          "As many machines are connected as may be. Close one, or try again later.",
          { headers: { "retry-after": "5" } },
        );
      }
      return context.body(null, 204);
    },
  );
}
