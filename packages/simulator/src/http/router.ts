import type { Platform } from "../platform.ts";
import { forbidden, notFound, Refusal, unauthorized } from "../refusal.ts";
import type { ValidatorCaller } from "../validation/validator-caller.ts";
import type { Handled } from "./answer.ts";
import type { Role } from "./roles.ts";

/** One call on its way through the routes. */
export interface ApiCall {
  readonly platform: Platform;
  readonly callValidator: ValidatorCaller;
  readonly role: Role;
  /** The values of the path's `:places`, in order. */
  readonly ids: readonly string[];
  readonly query: string;
  readonly body: unknown;
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below `/public/v1`; a segment that begins with `:` takes any value. */
  readonly path: string;
  readonly roles: readonly Role[];
  readonly handle: (call: ApiCall) => Handled;
}

/** The first id of the path. */
export function idOf(call: ApiCall): string {
  return call.ids[0] ?? "";
}

/**
 * Finds the route for a method and path and the ids in it, or refuses: 404, 405, 401, 403. Slashes at the end, and
 * several in a row, are passed over.
 */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
  role: Role,
): { readonly route: Route; readonly ids: readonly string[] } {
  const found = routes.flatMap((route) => {
    const ids = matchPath(route.path, path);
    return ids === undefined ? [] : [{ route, ids }];
  });
  const match = found.find(({ route }) => route.method === method);
  if (match?.route.roles.includes(role) === true) return match;
  if (role === "anonymous") throw unauthorized();
  if (found.length === 0) throw notFound("Path");
  if (match === undefined) throw new Refusal(405, "SIM_405", [`Method "${method}" not allowed.`]);
  throw forbidden();
}

/** The values of a pattern's `:places` in a path, in order; undefined when the path does not fit. */
export function matchPath(pattern: string, path: string): readonly string[] | undefined {
  const expected = pattern.split("/");
  const given = path
    .replaceAll(/\/{2,}/gu, "/")
    .replace(/\/$/u, "")
    .split("/");
  if (expected.length !== given.length) return undefined;
  const ids: string[] = [];
  for (const [index, segment] of expected.entries()) {
    const value = given[index] ?? "";
    if (segment.startsWith(":")) ids.push(decoded(value));
    else if (segment !== value) return undefined;
  }
  return ids;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
