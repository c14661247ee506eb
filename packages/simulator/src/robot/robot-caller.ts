/** What the platform answered the robot; status 0 when the connection broke. */
export interface RobotAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Calls the platform's API as the distributor, or, with a form's link, as the customer. */
export type RobotCaller = (
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: object,
) => Promise<RobotAnswer>;

/** A caller that goes the way every call to the simulator goes, so that it is recorded and faults strike it. */
export function robotCaller(
  answer: (request: Request) => Promise<Response>,
  distributorKey: string,
): RobotCaller {
  return async (method, path, body) => {
    const isForm = path.includes("/pend?code=");
    const request = new Request(`http://simulator.invalid/public/v1${path}`, {
      method,
      headers: isForm ? {} : { authorization: `ApiKey ${distributorKey}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    try {
      const response = await answer(request);
      return { status: response.status, body: parsed(await response.text()) };
    } catch {
      // A fault broke the connection; the buyer tries something else later.
      return { status: 0, body: undefined };
    }
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
