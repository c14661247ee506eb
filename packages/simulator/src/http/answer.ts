import { Refusal } from "../refusal.ts";

/** What a route answers, before it becomes a response. */
export interface Answer {
  readonly status: number;
  /** JSON; undefined for an empty body. */
  readonly json?: unknown;
  /** A text body instead of JSON. */
  readonly text?: { readonly type: string; readonly content: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** A route that must wait for someone answers in two steps: what it learned, then, in one piece, the change. */
export type Handled = Answer | Promise<() => Answer>;

export function ok(json: unknown): Answer {
  return { status: 200, json };
}

export function created(json: unknown): Answer {
  return { status: 201, json };
}

export const NO_CONTENT: Answer = { status: 204 };

export function markdown(content: string): Answer {
  return { status: 200, text: { type: "text/markdown", content } };
}

/** The platform's error body. Anything but a refusal is a fault of the simulator: 500. */
export function refused(error: unknown): Answer {
  if (error instanceof Refusal) {
    const body = { error_code: error.code, errors: error.errors };
    return {
      status: error.status,
      json: error.params === undefined ? body : { ...body, params: error.params },
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, json: { error_code: "SYS_001", errors: [`Internal error: ${message}`] } };
}

export function toResponse(answer: Answer): Response {
  const headers = new Headers(answer.headers);
  if (answer.text !== undefined) headers.set("content-type", answer.text.type);
  else if (answer.json !== undefined) headers.set("content-type", "application/json");
  return new Response(bodyOf(answer), { status: answer.status, headers });
}

export function bodyOf(answer: Answer): string | null {
  if (answer.text !== undefined) return answer.text.content;
  return answer.json === undefined ? null : JSON.stringify(answer.json);
}
