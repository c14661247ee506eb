import { NO_CONTENT, ok, refused, toResponse, type Answer } from "../http/answer.ts";
import { readJsonBody } from "../http/body.ts";
import { readFaultScript } from "../http/fault-script.ts";
import type { FaultPlan } from "../http/faults.ts";
import { formatInstant, parseInstant } from "../instants.ts";
import { textAt, valueAt } from "../json-reading.ts";
import type { RecordedCall } from "../recorded-call.ts";
import { forbidden, invalid, notFound, unreadable } from "../refusal.ts";
import type { RobotOptions } from "../robot/buyer-robot.ts";
import type { RobotControl } from "../robot/robot-control.ts";
import type { SimulatedTime } from "../time/timeline.ts";
import { callsAskedFor } from "./recorded-calls.ts";

/** Everything below it is the simulator's own, and nothing of it the platform's. */
export const CONTROL_PATH = "/_simulator";

/** What can be controlled over HTTP. */
export interface Controlled {
  readonly time: SimulatedTime;
  readonly faults: FaultPlan;
  readonly robot: RobotControl;
  readonly calls: readonly RecordedCall[];
  /** Whoever has it may control the simulator from anywhere; without one, only the same machine may. */
  readonly token: string | undefined;
}

type Handler = (controlled: Controlled, request: Request) => Answer | Promise<Answer>;

const HANDLERS: Readonly<Record<string, Handler>> = {
  "GET /time": ({ time }) => shownTime(time),
  "POST /time/advance": async ({ time }, request) => {
    const ms = valueAt(await readJsonBody(request), "ms");
    if (typeof ms !== "number" || !(ms >= 0)) throw invalid("ms: Expected a number from 0 up.");
    await time.advance(ms);
    return shownTime(time);
  },
  "POST /time/set": async ({ time }, request) => {
    const at = parseInstant(textAt(await readJsonBody(request), "at") ?? "");
    if (at === undefined) throw invalid("at: Expected a date and time.");
    if (at / 1000 < time.now()) throw invalid("at: Time does not go back.");
    await time.set(at / 1000);
    return shownTime(time);
  },
  "GET /calls": ({ calls }, request) => ok(callsAskedFor(calls, new URL(request.url).searchParams)),
  "POST /faults": async ({ faults }, request) => {
    const script = faultsIn(await readJsonBody(request));
    for (const fault of script) faults.add(fault);
    return ok({ added: script.length });
  },
  "DELETE /faults": ({ faults }) => {
    faults.clear();
    return NO_CONTENT;
  },
  "GET /robot": ({ robot }) => ok(robot.tally() ?? null),
  "POST /robot": async ({ robot }, request) => {
    robot.start(robotOptions(await readJsonBody(request)));
    return ok(robot.tally());
  },
  "DELETE /robot": ({ robot }) => {
    robot.stop();
    return NO_CONTENT;
  },
};

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
    const path = new URL(request.url).pathname.slice(CONTROL_PATH.length).replace(/\/$/u, "");
    const name = `${request.method.toUpperCase()} ${path}`;
    if (!Object.hasOwn(HANDLERS, name)) throw notFound("Path");
    const answer = await HANDLERS[name]?.(controlled, request);
    return toResponse(answer ?? NO_CONTENT);
  } catch (error) {
    return toResponse(refused(error));
  }
}

/** A page in a browser can call this machine too; it says where it comes from, and is sent away. */
function mayControl({ token }: Controlled, request: Request, isLocal: boolean): boolean {
  if (token !== undefined) return request.headers.get("authorization") === `Bearer ${token}`;
  return isLocal && !request.headers.has("origin");
}

function shownTime(time: SimulatedTime): Answer {
  const now = Math.floor(time.now());
  return ok({ now, at: formatInstant(now * 1000), virtual: time.isVirtual });
}

function faultsIn(body: unknown) {
  try {
    return readFaultScript(body);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}

function robotOptions(body: unknown): RobotOptions {
  const rate = numberAt(body, "rate");
  if (rate === undefined || rate <= 0) throw invalid("rate: Expected a number above 0.");
  const seed = numberAt(body, "seed");
  const mostSubscriptions = numberAt(body, "mostSubscriptions");
  const productId = textAt(body, "productId");
  return {
    rate,
    ...(seed === undefined ? {} : { seed }),
    ...(mostSubscriptions === undefined ? {} : { mostSubscriptions }),
    ...(productId === undefined ? {} : { productId }),
  };
}

function numberAt(body: unknown, field: string): number | undefined {
  const value = valueAt(body, field);
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw invalid(`${field}: Expected a number.`);
}
