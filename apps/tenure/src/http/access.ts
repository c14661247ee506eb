import type { Context, MiddlewareHandler } from "hono";

import type { ApiEnvironment } from "./api-environment.ts";
import { everyTenant, hasRole, maySeeKey, maySeeTenant, type Caller, type Role } from "./caller.ts";
import { HttpProblem } from "./problem.ts";

function forbidden(code: "role_missing" | "tenant_forbidden", detail: string): HttpProblem {
  return new HttpProblem(403, code, detail);
}

function needRole(role: Role): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const caller = context.get("caller");
    if (!hasRole(caller, role)) {
      throw forbidden(
        "role_missing",
        `The token ${caller.name} has the role ${caller.role}, and this takes ${role}.`,
      );
    }
    await next();
  };
}

/** The parts of a route's description that say, and see to it, who may call it. */
export function accessFor(role: Role) {
  return {
    security: [{ bearer: [] }],
    middleware: needRole(role),
    "x-role": role,
  };
}

/** The key in the path, once it is sure that the caller may see it. */
export function keyFor(caller: Caller, key: string): string {
  if (maySeeKey(caller, key)) return key;
  throw forbidden("tenant_forbidden", "The token is of another tenant than the key.");
}

/** The tenant that is asked about: the caller's own unless it names one. */
export function tenantFor(caller: Caller, asked: string | undefined): string {
  const tenant = asked ?? caller.tenant;
  if (maySeeTenant(caller, tenant)) return tenant;
  throw forbidden("tenant_forbidden", "The token is of another tenant.");
}

/** For what concerns all tenants at once. */
export function needEveryTenant(caller: Caller): void {
  if (caller.tenant === everyTenant) return;
  throw forbidden("tenant_forbidden", "This concerns every tenant, and the token is of one.");
}

/** Whether values are to be hidden; only who may operate sees them, and only on asking. */
export function redactionFor(
  context: Context<ApiEnvironment>,
  asked: "true" | "false" | undefined,
): boolean {
  if (asked !== "false") return true;
  const caller = context.get("caller");
  if (hasRole(caller, "operate")) return false;
  throw forbidden(
    "role_missing",
    `The token ${caller.name} has the role ${caller.role}; unredacted values take operate.`,
  );
}
