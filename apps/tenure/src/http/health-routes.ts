import type { Hono } from "hono";

import type { ApiEnvironment } from "./api-environment.ts";

/** Whether the service takes work, and if not, why. */
export type Readiness = () => Promise<{ readonly ready: boolean; readonly reason?: string }>;

/** What a supervisor asks. Tells nothing else, and so needs no token. */
export function healthRoutes(app: Hono<ApiEnvironment>, readiness: Readiness): void {
  app.get("/healthz", (context) => context.json({ status: "alive" }));
  app.get("/readyz", async (context) => {
    const { ready, reason } = await readiness();
    if (ready) return context.json({ status: "ready" });
    return context.json({ status: "not ready", reason }, 503);
  });
}
