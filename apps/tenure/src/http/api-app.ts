import type { OpenAPIHono } from "@hono/zod-openapi";

import type { ApiEnvironment } from "./api-environment.ts";

/** What the groups of routes are added to. */
export type ApiApp = OpenAPIHono<ApiEnvironment>;
