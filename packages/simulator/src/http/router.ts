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
  const given = segmentsOf(path);
  const found = (shapesOf(routes).get(given.length) ?? []).flatMap(({ route, pattern }) => {
    const ids = idsIn(pattern, given);
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
  return idsIn(pattern.split("/"), segmentsOf(path));
}

interface Shape {
  readonly route: Route;
  readonly pattern: readonly string[];
}

const shapes = new WeakMap<readonly Route[], ReadonlyMap<number, readonly Shape[]>>();

/** Routes by how many segments their paths have. They are asked at each call, and stay the same. */
function shapesOf(routes: readonly Route[]): ReadonlyMap<number, readonly Shape[]> {
  const known = shapes.get(routes);
  if (known !== undefined) return known;
  const all = routes.map((route) => ({ route, pattern: patternOf(route) }));
  const grouped = Map.groupBy(all, ({ pattern }) => pattern.length);
  shapes.set(routes, grouped);
  return grouped;
}

const patterns = new WeakMap<Route, readonly string[]>();

/** A route's path in segments: each simulator has a list of its own of the same routes. */
function patternOf(route: Route): readonly string[] {
  const known = patterns.get(route);
  if (known !== undefined) return known;
  const pattern = route.path.split("/");
  patterns.set(route, pattern);
  return pattern;
}

function segmentsOf(path: string): readonly string[] {
  return path
    .replaceAll(/\/{2,}/gu, "/")
    .replace(/\/$/u, "")
    .split("/");
}

function idsIn(
  expected: readonly string[],
  given: readonly string[],
): readonly string[] | undefined {
  if (expected.length !== given.length) return undefined;
  const fits = expected.every(
    (segment, index) => segment.startsWith(":") || segment === given[index],
  );
  if (!fits) return undefined;
  return given.filter((_, index) => expected[index]?.startsWith(":")).map(decoded);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
