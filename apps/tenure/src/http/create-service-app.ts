import { OpenAPIHono } from "@hono/zod-openapi";
import type { Handler } from "hono";
import { HTTPException } from "hono/http-exception";

import { createApi } from "../api/create-api.ts";
import { apiDocument, apiPath } from "../api/document.ts";
import { referencePage, referenceStyle } from "../api/reference-page.ts";
import { accessFor, needEveryTenant } from "./access.ts";
import type { ApiEnvironment } from "./api-environment.ts";
import { authentication } from "./authentication.ts";
import { bodySize } from "./body-size.ts";
import { deadline } from "./deadline.ts";
import { healthRoutes, type Readiness } from "./health-routes.ts";
import { inspectorRoute } from "./inspector-route.ts";
import { intakeRoutes, type Intake } from "./intake-routes.ts";
import { methodsOf } from "./method-check.ts";
import { problemOf } from "./problem-of.ts";
import { HttpProblem, problemResponse } from "./problem.ts";
import { jsonOnly, knownHost, sameSite } from "./same-site.ts";
import { securityHeaders } from "./security-headers.ts";
import type { Service } from "./service.ts";
import type { CallerByToken } from "./tokens.ts";

export interface ServiceAppOptions {
  readonly service: Service;
  readonly intakes: readonly Intake[];
  readonly readiness: Readiness;
  /** Undefined: there are no tokens, and whoever gets here may do everything. */
  readonly callerOf: CallerByToken | undefined;
  /** The names the service goes by; undefined: any. */
  readonly hostNames: readonly string[] | undefined;
  /** Origins of pages that may connect to the inspector, beside those of this machine. */
  readonly inspectorOrigins: readonly string[];
  readonly maximumBodyBytes: number;
  readonly requestTimeoutMilliseconds: number;
  /** In Prometheus' text format. */
  readonly metrics: () => Promise<string>;
  /** Undefined: the console is not built, or not wanted. */
  readonly consoleFiles: Handler | undefined;
}

/** What routing and validation throw, as a problem. */
function translated(error: unknown): unknown {
  if (!(error instanceof HTTPException)) return error;
  return error.status === 415
    ? new HttpProblem(415, "content_type_unsupported", error.message)
    : new HttpProblem(error.status, "request_invalid", error.message);
}

/**
 * The whole service as a `fetch` function: health, the platforms' calls, the API with its document, metrics
 * and the console. Every failure is a problem as RFC 9457 has it.
 */
export function createServiceApp(options: ServiceAppOptions): OpenAPIHono<ApiEnvironment> {
  const { service, callerOf, hostNames } = options;
  const app = new OpenAPIHono<ApiEnvironment>();
  const authenticated = authentication(callerOf);
  const inTime = deadline(options.requestTimeoutMilliseconds, service.clock);

  app.onError((error) => problemResponse(problemOf(translated(error), service.logger)));
  const isInspected = service.inspector !== undefined;
  app.use(securityHeaders(isInspected ? options.inspectorOrigins : undefined));
  healthRoutes(app, options.readiness);
  intakeRoutes(app, options.intakes);
  app.use(knownHost(hostNames), sameSite);

  const api = createApi(service);
  const document = apiDocument(api);
  const page = referencePage(document);
  app.get("/api/openapi.json", (context) => context.json(document));
  app.get("/api/reference", (context) => context.html(page));
  app.get("/api/reference.css", (context) =>
    context.body(referenceStyle, 200, { "content-type": "text/css; charset=utf-8" }),
  );

  app.use(`${apiPath}/*`, authenticated, jsonOnly, bodySize(options.maximumBodyBytes), inTime);
  app.route(apiPath, api);
  app.get("/metrics", authenticated, accessFor("read").middleware, async (context) => {
    needEveryTenant(context.get("caller"));
    const text = await options.metrics();
    return context.body(text, 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
  });
  inspectorRoute(app, {
    isEnabled: isInspected,
    callerOf,
    origins: options.inspectorOrigins,
  });
  if (options.consoleFiles !== undefined) app.get("*", options.consoleFiles);

  const methods = methodsOf(document);
  app.notFound((context) => {
    const { path, method } = context.req;
    const known = path.startsWith(`${apiPath}/`) ? methods(path.slice(apiPath.length)) : [];
    const problem =
      known.length === 0
        ? new HttpProblem(404, "route_unknown", "There is nothing here. See /api/reference.")
        : new HttpProblem(405, "method_not_allowed", `This path does not know ${method}.`, {
            headers: { allow: known.join(", ") },
          });
    return problemResponse(problem);
  });
  return app;
}
