import type { Caller } from "../http/roles.ts";
import type { RecordedCall } from "../recorded-call.ts";
import { invalid } from "../refusal.ts";

/**
 * The calls a query asks for, oldest first: `method`, `path` (a regular expression), `status`, `role`,
 * `after` (the number of a call) and `limit` (the newest so many).
 */
export function callsAskedFor(
  calls: readonly RecordedCall<Caller>[],
  query: URLSearchParams,
): readonly RecordedCall<Caller>[] {
  const path = expressionOf(query.get("path"));
  const after = Number(query.get("after") ?? 0);
  const limit = Number(query.get("limit") ?? Infinity);
  if (Number.isNaN(after) || !(limit >= 0)) throw invalid("after, limit: Expected numbers.");
  const found = calls.filter(
    (call) =>
      call.number > after &&
      isSame(query.get("method")?.toUpperCase(), call.method) &&
      isSame(query.get("status"), String(call.status)) &&
      isSame(query.get("role"), call.role) &&
      (path === undefined || path.test(call.path)),
  );
  return limit === 0 ? [] : found.slice(-Math.min(limit, found.length));
}

function isSame(wanted: string | null | undefined, value: string): boolean {
  return wanted === null || wanted === undefined || wanted === value;
}

function expressionOf(text: string | null): RegExp | undefined {
  if (text === null) return undefined;
  try {
    return new RegExp(text, "u");
  } catch {
    throw invalid("path: Expected a regular expression.");
  }
}
