import { setTimeout as pause } from "node:timers/promises";

import { ConfigurationError } from "../configuration/configuration-error.ts";
import { ServiceUnreachable } from "./service-failure.ts";
import type { Call, Target } from "./target.ts";

const usualUrl = "http://127.0.0.1:8080";
const apiPath = "/api/v1";
const tries = 3;
const pauseMilliseconds = 500;

type Environment = Readonly<Record<string, string | undefined>>;

function baseOf({ TENURE_URL: given = "" }: Environment): string {
  const text = given === "" ? usualUrl : given;
  const url = URL.parse(text);
  if (url !== null && /^https?:$/u.test(url.protocol) && url.username + url.password === "") {
    return text.replace(/\/+$/u, "");
  }
  throw new ConfigurationError(
    "TENURE_URL: expected the http(s) address of a service, as in http://127.0.0.1:8080",
  );
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const said = cause instanceof Error ? cause : error;
  return said instanceof Error ? said.message : String(said);
}

/** Whether sending it again does no harm: a change is known by its key, and all else only looks. */
function isRepeatable({ method, headers = {} }: Call): boolean {
  return method === "GET" || headers["idempotency-key"] !== undefined;
}

/** The service at `TENURE_URL`, spoken to with `TENURE_TOKEN`. */
export function httpTarget(environment: Environment = process.env): Target {
  const base = baseOf(environment);
  const token = environment["TENURE_TOKEN"] ?? "";

  async function once({ method, path, body, headers = {} }: Call): Promise<Response> {
    return fetch(`${base}${apiPath}${path}`, {
      method,
      redirect: "error",
      headers: {
        accept: "application/json",
        ...(token !== "" && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  async function ask(call: Call, left: number): Promise<Response> {
    try {
      return await once(call);
    } catch (error) {
      if (left === 0 || !isRepeatable(call)) {
        throw new ServiceUnreachable(
          `No service answers at ${base}: ${reasonOf(error)}. Start it, or set TENURE_URL.`,
          { cause: error },
        );
      }
      await pause(pauseMilliseconds);
      return ask(call, left - 1);
    }
  }

  return { name: base, ask: (call) => ask(call, tries - 1), close: async () => undefined };
}
