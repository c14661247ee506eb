import { refused, toResponse, type Answer } from "../http/answer.ts";
import { bodyTooLarge, readJsonBody } from "../http/body.ts";
import type { Dialect, Handle, Incoming } from "../http/exchange.ts";
import type { RateLimiter } from "../http/rate-limit.ts";
import { roleOf, type ApiKeys, type Role } from "../http/roles.ts";
import { findRoute, type Route } from "../http/router.ts";
import type { Platform } from "../platform.ts";
import { notFound, unauthorized } from "../refusal.ts";
import { settleScheduled } from "../rules/scheduling.ts";
import { openWaiting } from "../rules/waiting.ts";
import type { Collections } from "../store/collections.ts";
import type { ValidatorCaller } from "../validation/validator-caller.ts";
import { BASE_PATH } from "./routes.ts";

interface Parts {
  readonly platform: Platform;
  readonly routes: readonly Route[];
  readonly keys: ApiKeys;
  readonly rateLimiter: RateLimiter | undefined;
  readonly callValidator: ValidatorCaller;
  readonly changed: Dialect<Collections, Role>["changed"];
}

/** How CloudBlue Connect reads calls and words its answers. */
export function connectDialect(parts: Parts): Dialect<Collections, Role> {
  const { platform, rateLimiter, changed } = parts;
  return {
    read: async (request) => read(parts, request),
    turnAway: ({ role }) => rateLimiter?.refuse(role),
    refused,
    faultBody: (status) => ({ error_code: "SYS_001", errors: [`Simulated error ${status}.`] }),
    toResponse: connectResponse,
    settle: () => {
      settleScheduled(platform);
      openWaiting(platform);
    },
    changed,
  };
}

/** The answer to a body that is larger than what is read. */
export function tooLarge(): Response {
  return connectResponse(refused(bodyTooLarge()));
}

function connectResponse(answer: Answer): Response {
  return toResponse({ ...answer, headers: { "connect-version": "37.0", ...answer.headers } });
}

async function read(
  parts: Parts,
  request: Request,
): Promise<{ incoming: Incoming<Role>; handle: Handle<Collections> }> {
  const url = new URL(request.url);
  const role = roleOf(request.headers.get("authorization"), parts.keys);
  const base = {
    at: parts.platform.clock.now(),
    role: role ?? ("anonymous" as const),
    method: request.method.toUpperCase(),
    path: url.pathname,
    query: url.search.slice(1),
  };
  try {
    const incoming = { ...base, body: await readJsonBody(request) };
    return {
      incoming,
      handle: (store) => {
        if (role === undefined) throw unauthorized();
        return route(parts, incoming, { ...parts.platform, store });
      },
    };
  } catch (error) {
    const refuse = () => {
      throw role === undefined ? unauthorized() : error;
    };
    return { incoming: { ...base, body: undefined }, handle: refuse };
  }
}

function route(
  { routes, callValidator }: Parts,
  { method, path, role, query, body }: Incoming<Role>,
  platform: Platform,
): ReturnType<Route["handle"]> {
  const below = path.startsWith(`${BASE_PATH}/`) ? path.slice(BASE_PATH.length) : undefined;
  if (below === undefined) throw role === "anonymous" ? unauthorized() : notFound("Path");
  const found = findRoute(routes, method, below, role);
  return found.route.handle({
    platform,
    callValidator,
    role,
    ids: found.ids,
    query,
    body,
  });
}
