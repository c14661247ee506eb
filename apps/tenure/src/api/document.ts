import type { ApiApp } from "../http/api-app.ts";

/** Where the API begins. */
export const apiPath = "/api/v1";

/** The description of the API, as OpenAPI 3.1 has it. */
export function apiDocument(api: ApiApp) {
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Tenure",
      version: "1",
      description:
        "Subscriptions of a running service: what they are, what happened to them, what waits, and what an " +
        "operator may do. Times are milliseconds since the epoch.",
      license: { name: "MIT" },
    },
    servers: [{ url: apiPath }],
  });
}
