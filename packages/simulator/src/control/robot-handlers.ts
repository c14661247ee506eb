import { NO_CONTENT, ok } from "../http/answer.ts";
import { readJsonBody } from "../http/body.ts";
import { textAt, valueAt } from "../json-reading.ts";
import { invalid } from "../refusal.ts";
import type { RobotOptions } from "../robot/buyer-robot.ts";
import type { RobotControl } from "../robot/robot-control.ts";
import type { ControlHandlers } from "./control-api.ts";

/** What every robot is told. */
export interface CommonRobotOptions {
  readonly rate: number;
  readonly seed?: number;
  readonly mostSubscriptions?: number;
}

/** Starts, shows and stops a robot. `read` makes its options of what every robot is told and of the rest of a body. */
export function robotHandlers<O>(
  robot: RobotControl<O, unknown>,
  read: (common: CommonRobotOptions, body: unknown) => O,
): ControlHandlers {
  return {
    "GET /robot": () => ok(robot.tally() ?? null),
    "POST /robot": async (request) => {
      const body = await readJsonBody(request);
      robot.start(read(commonOptions(body), body));
      return ok(robot.tally());
    },
    "DELETE /robot": () => {
      robot.stop();
      return NO_CONTENT;
    },
  };
}

/** The options of Connect's robot, which is also told the product it buys. */
export function buyerRobotOptions(common: CommonRobotOptions, body: unknown): RobotOptions {
  const productId = textAt(body, "productId");
  return { ...common, ...(productId === undefined ? {} : { productId }) };
}

function commonOptions(body: unknown): CommonRobotOptions {
  const rate = numberAt(body, "rate");
  if (rate === undefined || rate <= 0) throw invalid("rate: Expected a number above 0.");
  const seed = numberAt(body, "seed");
  const mostSubscriptions = numberAt(body, "mostSubscriptions");
  return {
    rate,
    ...(seed === undefined ? {} : { seed }),
    ...(mostSubscriptions === undefined ? {} : { mostSubscriptions }),
  };
}

function numberAt(body: unknown, field: string): number | undefined {
  const value = valueAt(body, field);
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw invalid(`${field}: Expected a number.`);
}
