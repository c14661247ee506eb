import { toResponse, type Answer } from "../../http/answer.ts";
import { readJsonBody } from "../../http/body.ts";
import type { Dialect, Handle, Incoming } from "../../http/exchange.ts";
import { isObject } from "../../json-reading.ts";
import { Refusal } from "../../refusal.ts";
import type { CleverbridgeCollections } from "../collections.ts";
import { OPERATIONS } from "../operations/operations.ts";
import type { Quirks } from "../quirks.ts";
import { malformed, ResultRefusal, type RefusalKind } from "../result-refusal.ts";
import { settleDue } from "../terms/settle.ts";
import type { World } from "../world.ts";
import type { Logins } from "./basic-authentication.ts";
import type { RateBlock } from "./rate-block.ts";
import { requireJson } from "./require-json.ts";

/** Everything the platform has to do with subscriptions is below this path. */
const SUBSCRIPTION_PATH = "/subscription/";

export type CleverbridgeCaller = "client" | "anonymous";

interface Parts {
  readonly world: World;
  readonly logins: Logins;
  readonly rateBlock: RateBlock | undefined;
  readonly changed: Dialect<CleverbridgeCollections, CleverbridgeCaller>["changed"];
}

/** How cleverbridge reads calls and words its answers. */
export function cleverbridgeDialect(
  parts: Parts,
): Dialect<CleverbridgeCollections, CleverbridgeCaller> {
  const { world, rateBlock, changed } = parts;
  return {
    read: async (request) => read(parts, request),
    turnAway: (_incoming, address) => rateBlock?.refuse(address),
    refused: (error) => refused(error, world.quirks),
    faultBody: (status) => ({ ResultMessage: `Simulated error ${status}.` }),
    toResponse,
    settle: () => settleDue(world),
    changed,
  };
}

/** The answer to a body that is larger than what is read. */
export function tooLarge(): Response {
  return toResponse(result(400, "The message is larger than 5 MiB."));
}

/** A call is read before it is known who makes it; what cannot be read is only told to those who are let in. */
async function read(
  parts: Parts,
  request: Request,
): Promise<{
  incoming: Incoming<CleverbridgeCaller>;
  handle: Handle<CleverbridgeCollections>;
}> {
  const url = new URL(request.url);
  const header = request.headers.get("authorization");
  const isReading = request.method.toUpperCase() === "GET";
  let body: unknown;
  let unreadable: unknown;
  try {
    requireJson(request, isReading);
    if (!isReading) body = await readJsonBody(request);
  } catch (error) {
    unreadable = error;
  }
  const incoming: Incoming<CleverbridgeCaller> = {
    at: parts.world.clock.now(),
    role: header === null ? "anonymous" : "client",
    method: request.method.toUpperCase(),
    path: url.pathname,
    query: url.search.slice(1),
    body,
  };
  return {
    incoming,
    handle: (store) => {
      const login = parts.logins.logIn(header);
      if (login !== "in") return turnedOut(login);
      const operation = OPERATIONS.find(
        ({ method, name }) =>
          method === incoming.method && `${SUBSCRIPTION_PATH}${name}` === incoming.path,
      );
      if (operation === undefined) throw new ResultRefusal("unknown", "No such operation.");
      if (unreadable !== undefined) throw unreadable;
      return operation.handle({
        world: { ...parts.world, store },
        query: isReading ? parametersOf(url) : new Map(),
        body: isReading ? {} : objectOf(body),
      });
    },
  };
}

function objectOf(body: unknown) {
  if (isObject(body)) return body;
  throw malformed(body === undefined ? "The message is empty." : "The message is no JSON object.");
}

/** Parameters by their names in lower case: the documents spell them in more than one way. */
function parametersOf(url: URL): ReadonlyMap<string, string> {
  return new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
}

function turnedOut(login: "out" | "locked"): Answer {
  const message = login === "locked" ? "The user is locked." : "Authentication failed.";
  return {
    ...result(401, message),
    headers: { "www-authenticate": 'Basic realm="cleverbridge"' },
  };
}

const STATUSES: Readonly<Record<Exclude<RefusalKind, "rule">, number>> = {
  malformed: 400,
  unauthenticated: 401,
  invalid: 402,
  unknown: 404,
};

/** Anything but a refusal is a fault of the simulator: 500. */
function refused(error: unknown, { ruleRefusal }: Quirks): Answer {
  if (error instanceof ResultRefusal) {
    return result(error.kind === "rule" ? ruleRefusal : STATUSES[error.kind], error.message);
  }
  // The reader of bodies words its refusals as the other platform does.
  if (error instanceof Refusal) return result(400, error.message);
  return result(500, `Internal error: ${error instanceof Error ? error.message : String(error)}`);
}

function result(status: number, ResultMessage: string): Answer {
  return { status, json: { ResultMessage } };
}
