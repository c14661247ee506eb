import type { Webhook } from "../documents/webhook.ts";
import { isObject, type JsonObject } from "../json-reading.ts";
import { Refusal } from "../refusal.ts";
import { signedToken } from "./json-web-token.ts";

/** Asks a vendor's webhook about a request; answers the body it sent back, or refuses. */
export type ValidatorCaller = (
  webhook: Webhook,
  request: JsonObject,
  nowMs: number,
) => Promise<JsonObject>;

/** Answers longer than this many characters are rubbish. */
const ANSWER_LIMIT = 5 * 1024 * 1024;

/** A caller over HTTP: POST, the whole request as JSON, a bearer token signed with the webhook's secret. */
export function validatorCaller(send: typeof fetch, timeoutMs: number): ValidatorCaller {
  return async (webhook, request, nowMs) => {
    const response = await answerOf(async () =>
      send(webhook.external_url, {
        method: "POST",
        headers: {
          ...textHeaders(webhook.headers),
          "content-type": "application/json",
          authorization: `Bearer ${signedToken(webhook.jwt_secret, nowMs)}`,
        },
        body: JSON.stringify(request),
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      }).then(async (answer) => ({ status: answer.status, text: await answer.text() })),
    );
    if (response.status !== 200) throw failed(`it answered ${response.status}`);
    const body = response.text.length > ANSWER_LIMIT ? undefined : parsed(response.text);
    if (!isObject(body)) throw failed("its answer is not a request");
    return body;
  };
}

/** The one refusal for everything that can go wrong on the vendor's side. */
export function failed(why: string): Refusal {
  return new Refusal(400, "SIM_400", [`The validation of the request failed: ${why}.`]);
}

async function answerOf<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === "TimeoutError";
    throw failed(
      isTimeout ? "the webhook did not answer in time" : "the webhook cannot be reached",
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textHeaders(headers: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    ),
  );
}
