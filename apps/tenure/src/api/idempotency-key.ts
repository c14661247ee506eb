import { z } from "@hono/zod-openapi";

import { HttpProblem } from "../http/problem.ts";

/** Headers of a change. */
export const changeHeaders = z.object({
  "idempotency-key": z.string().optional().openapi({
    description:
      "From 1 to 255 characters, new for each change and the same when it is sent again. Required.",
    example: "6b0f4f0e-6b3c-4a0b-9a53-0b6d5f0a3a55",
  }),
  "if-match": z
    .string()
    .optional()
    .openapi({ description: 'The version it is meant for, as `ETag` gave it: `"12"`.' }),
});

/** The key a change is known by, with or without the quotes of a structured header. */
export function idempotencyKeyIn(header: string | undefined): string {
  const key = header?.replace(/^"(?<key>.*)"$/su, "$<key>") ?? "";
  if (key !== "") return key;
  throw new HttpProblem(
    400,
    "idempotency_key_required",
    "A change needs the header Idempotency-Key: a text of its own, and the same when it is sent again.",
  );
}

/** The version a change is meant for; undefined when any will do. */
export function versionIn(header: string | undefined): number | undefined {
  if (header === undefined || header === "*") return undefined;
  const version = /^"(?<version>\d{1,15})"$/u.exec(header)?.groups?.["version"];
  if (version !== undefined) return Number(version);
  throw new HttpProblem(400, "request_invalid", 'If-Match: expected a version in quotes: "12".', {
    errors: [{ at: "header if-match", message: "expected a version in quotes" }],
  });
}
