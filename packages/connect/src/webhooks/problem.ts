/** A refusal in the platform's own form of an error. */
export function problem(status: number, code: string, message: string): Response {
  return Response.json({ error_code: code, errors: [message] }, { status });
}
