import { expect } from "vitest";

/** A problem as RFC 9457 has it. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly at: string; readonly message: string }[];
}

/** The problem an answer is, once it is sure that it is one in its proper form. */
export async function problemIn(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await response.json()) as Problem & { type: string; title: string };
  expect(problem.status).toBe(response.status);
  expect(problem.type).toBe(`urn:tenure:problem:${problem.code}`);
  expect(problem.title).not.toBe("");
  expect(problem.detail).not.toBe("");
  return problem;
}
