import { randomUUID } from "node:crypto";

import { ServiceProblem, ServiceUnreachable } from "./service-failure.ts";
import type { Call, Target } from "./target.ts";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

async function jsonOf(target: Target, response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new ServiceUnreachable(
      `What answers at ${target.name} is no service of Tenure's: it answered ${response.status}, and no JSON.`,
      { cause: error },
    );
  }
}

async function answered(target: Target, call: Call): Promise<Response> {
  const response = await target.ask(call);
  if (response.ok) return response;
  const problem = await jsonOf(target, response);
  throw new ServiceProblem(response.status, isFields(problem) ? problem : {});
}

/**
 * What the API answers, as the caller knows it from the API's own schemas.
 *
 * @throws ServiceProblem, ServiceUnreachable
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says which schema the path has
export async function get<Answer>(target: Target, path: string): Promise<Answer> {
  const response = await answered(target, { method: "GET", path });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both sides are of one release
  return (await jsonOf(target, response)) as Answer;
}

/** As `get`, for a change; it is known by a key of its own, so that it may be sent again. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says which schema the path has
export async function post<Answer>(
  target: Target,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const known = { "idempotency-key": randomUUID(), ...headers };
  const response = await answered(target, { method: "POST", path, body, headers: known });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both sides are of one release
  return (await jsonOf(target, response)) as Answer;
}

/** The lines of a text that comes in pieces. */
async function* linesIn(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, undefined> {
  let text = "";
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    const whole = (text + piece).split("\n");
    text = whole.pop() ?? "";
    yield* whole;
  }
  yield text;
}

/**
 * The documents of an answer of many lines, as they come.
 *
 * @throws ServiceProblem, ServiceUnreachable, also when the answer breaks off
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says which schema the path has
export async function* lines<Answer>(
  target: Target,
  call: Call,
): AsyncGenerator<Answer, void, undefined> {
  const { body } = await answered(target, call);
  if (body !== null) {
    for await (const line of linesIn(body)) {
      const value: unknown = line === "" ? undefined : JSON.parse(line);
      if (isFields(value) && value["end"] === true) {
        const { problem } = value;
        if (!isFields(problem)) return;
        throw new ServiceProblem(Number(problem["status"]), problem);
      }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both sides are of one release
      if (value !== undefined) yield value as Answer;
    }
  }
  throw new ServiceUnreachable(`The answer of ${target.name} broke off. Ask again.`);
}
