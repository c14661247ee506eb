import { refused, toResponse, type Answer } from "../http/answer.ts";
import { matchPath } from "../http/router.ts";
import { forbidden, notFound } from "../refusal.ts";

/** Everything below it is the simulator's own, and nothing of it the platform's. */
export const CONTROL_PATH = "/_simulator";

/** Does what a call asks for. `ids` are the values of the path's `:places`, in order. */
type ControlHandler = (request: Request, ids: readonly string[]) => Answer | Promise<Answer>;

/** By method and path below `CONTROL_PATH`, such as `POST /time/advance`. */
export type ControlHandlers = Readonly<Record<string, ControlHandler>>;

/** What can be controlled over HTTP. */
export interface Controlled {
  readonly handlers: ControlHandlers;
  /** Whoever has it may control the simulator from anywhere; without one, only the same machine may. */
  readonly token: string | undefined;
}

export function isControlCall(request: Request): boolean {
  const { pathname } = new URL(request.url);
  return pathname === CONTROL_PATH || pathname.startsWith(`${CONTROL_PATH}/`);
}

/** Answers a call to the simulator's own paths. It is not recorded, and no fault strikes it. */
export async function answerControl(
  controlled: Controlled,
  request: Request,
  isLocal: boolean,
): Promise<Response> {
  try {
    if (!mayControl(controlled, request, isLocal)) throw forbidden();
    return toResponse(await handled(controlled.handlers, request));
  } catch (error) {
    return toResponse(refused(error));
  }
}

async function handled(handlers: ControlHandlers, request: Request): Promise<Answer> {
  const path = new URL(request.url).pathname.slice(CONTROL_PATH.length);
  for (const [name, handler] of Object.entries(handlers)) {
    const [method, pattern = ""] = name.split(" ");
    const ids = method === request.method.toUpperCase() ? matchPath(pattern, path) : undefined;
    if (ids !== undefined) return handler(request, ids);
  }
  throw notFound("Path");
}

/** A page in a browser can call this machine too; it says where it comes from, and is sent away. */
function mayControl({ token }: Controlled, request: Request, isLocal: boolean): boolean {
  if (token !== undefined) return request.headers.get("authorization") === `Bearer ${token}`;
  return isLocal && !request.headers.has("origin");
}
