import type { Context, MiddlewareHandler } from "hono";

import type { ApiEnvironment } from "./api-environment.ts";
import { everyTenant, type Caller } from "./caller.ts";
import { HttpProblem } from "./problem.ts";
import type { CallerByToken } from "./tokens.ts";

/** Whoever can reach a service that only listens on loopback and has no token. */
const anybodyHere: Caller = { name: "loopback", role: "admin", tenant: everyTenant };

type Credential = (context: Context<ApiEnvironment>) => string | undefined;

const inHeader: Credential = (context) => context.req.header("authorization");

/** For those who cannot send a header: a browser's WebSocket. */
export const inQueryToo: Credential = (context) => {
  const token = context.req.query("token");
  return inHeader(context) ?? (token === undefined ? undefined : `Bearer ${token}`);
};

/** Lets nobody by without a token; without tokens, everybody: such a service only listens on loopback. */
export function authentication(
  callerOf: CallerByToken | undefined,
  credentialOf: Credential = inHeader,
): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const caller = callerOf === undefined ? anybodyHere : callerOf(credentialOf(context));
    if (caller === undefined) {
      throw new HttpProblem(
        401,
        "unauthorized",
        "Send a token of this service: Authorization: Bearer <token>.",
        { headers: { "www-authenticate": 'Bearer realm="tenure"' } },
      );
    }
    context.set("caller", caller);
    await next();
  };
}
