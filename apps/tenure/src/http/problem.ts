import { z } from "@hono/zod-openapi";
import type { TenureErrorCode } from "@tenure/engine";
import type { LayoutRefusal } from "@tenure/inspector";
import type { RefusalCode } from "@tenure/machine";

/** Problems of the service's own, beside those of the engine and the machine. */
const serviceProblemCodes = [
  "unauthorized",
  "role_missing",
  "tenant_forbidden",
  "cross_site",
  "host_unknown",
  "route_unknown",
  "method_not_allowed",
  "request_invalid",
  "content_type_unsupported",
  "body_too_large",
  "idempotency_key_required",
  "request_timeout",
  "too_many_streams",
  "not_ready",
  "inspector_disabled",
  "too_many_inspectors",
  "upgrade_required",
  "internal",
] as const;

/** What a problem's code may be. Closed. */
type ProblemCode =
  | (typeof serviceProblemCodes)[number]
  | TenureErrorCode
  | RefusalCode
  | LayoutRefusal["code"];

export const refusalSchema = z
  .object({
    code: z.string().openapi({ example: "capability_missing" }),
    message: z.string(),
    guard: z.string().optional(),
    capability: z.string().optional(),
    reference: z.string().optional(),
  })
  .openapi("Refusal", { description: "Why the machine refused an event." });

export const problemSchema = z
  .object({
    type: z.string().openapi({ example: "urn:tenure:problem:subscription_unknown" }),
    title: z.string().openapi({ description: "The same for every problem of the code." }),
    status: z.int(),
    code: z.string().openapi({
      description: `A refusal's code, one of the engine's or of a layout's, or ${serviceProblemCodes.join(", ")}.`,
    }),
    detail: z.string().openapi({ description: "What happened here, and what to do." }),
    errors: z
      .array(z.object({ at: z.string(), message: z.string() }))
      .readonly()
      .optional()
      .openapi({ description: "Each part of the request that is wrong." }),
    refusal: refusalSchema.optional(),
    version: z.int().optional().openapi({ description: "The subscription's version." }),
  })
  .openapi("Problem", { description: "A problem as RFC 9457 has it." });
export type Problem = z.infer<typeof problemSchema>;

export interface ProblemDetails extends Partial<
  Pick<Problem, "errors" | "refusal" | "version" | "title">
> {
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Ends a request with a problem. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: ProblemCode, detail: string, more: ProblemDetails = {}) {
    const { headers = {}, cause, title = titleOf(code), ...rest } = more;
    super(detail, { cause });
    this.headers = headers;
    this.problem = { type: `urn:tenure:problem:${code}`, title, status, code, detail, ...rest };
  }
}

function titleOf(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function problemResponse({ problem, headers }: HttpProblem): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "content-type": "application/problem+json", ...headers },
  });
}
