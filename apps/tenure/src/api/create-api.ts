import { OpenAPIHono } from "@hono/zod-openapi";

import type { ApiApp } from "../http/api-app.ts";
import type { ApiEnvironment } from "../http/api-environment.ts";
import { invalidRequest } from "../http/invalid-request.ts";
import type { Service } from "../http/service.ts";
import { adapterRoutes } from "./adapter-routes.ts";
import { changeRoutes } from "./change-routes.ts";
import { chartRoutes } from "./chart-routes.ts";
import { commandRoutes } from "./command-routes.ts";
import { inspectorRoutes } from "./inspector-routes.ts";
import { layoutRoutes } from "./layout-routes.ts";
import { operatorRoutes } from "./operator-routes.ts";
import { overviewRoutes } from "./overview-routes.ts";
import { productRoutes } from "./product-routes.ts";
import { reconcileRoutes } from "./reconcile-routes.ts";
import { subscriptionRoutes } from "./subscription-routes.ts";
import { subscriptionsRoutes } from "./subscriptions-routes.ts";
import { throughputRoutes } from "./throughput-routes.ts";
import { verificationRoutes } from "./verification-routes.ts";
import { waitingRoutes } from "./waiting-routes.ts";

/** The routes of the API, without what stands in front of them. */
export function createApi(service: Service): ApiApp {
  const api: ApiApp = new OpenAPIHono<ApiEnvironment>({ defaultHook: invalidRequest });
  api.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
  });
  overviewRoutes(api, service);
  productRoutes(api, service);
  subscriptionsRoutes(api, service);
  subscriptionRoutes(api, service);
  commandRoutes(api, service);
  operatorRoutes(api, service);
  waitingRoutes(api, service);
  throughputRoutes(api, service);
  changeRoutes(api, service);
  adapterRoutes(api, service);
  reconcileRoutes(api, service);
  verificationRoutes(api, service);
  chartRoutes(api);
  layoutRoutes(api, service);
  inspectorRoutes(api, service);
  return api;
}
