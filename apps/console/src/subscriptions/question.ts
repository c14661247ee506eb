import {
  parties,
  requestStates,
  statuses,
  type Awaited,
  type RequestState,
  type Status,
} from "../service/answers.ts";
import { queryText } from "../service/query-text.ts";

/** Which subscriptions are asked for. An empty list, and an empty text, narrow nothing. */
export interface Question {
  readonly status: readonly Status[];
  readonly requestState: readonly RequestState[];
  readonly awaited: readonly Awaited[];
  readonly requestType: readonly string[];
  readonly adapter: string;
  readonly tenant: string;
  /** What keys begin with. */
  readonly text: string;
}

/** Values of a list in an address that there are; others somebody mistyped. */
function listed<Value extends string>(
  search: URLSearchParams,
  name: string,
  values: readonly Value[],
): readonly Value[] {
  const asked = new Set(search.getAll(name).flatMap((text) => text.split(",")));
  return values.filter((value) => asked.has(value));
}

/** The question an address asks. */
export function questionIn(search: URLSearchParams): Question {
  const types = search.getAll("requestType").flatMap((text) => text.split(","));
  return {
    status: listed(search, "status", statuses),
    requestState: listed(search, "requestState", requestStates),
    awaited: listed(search, "awaited", parties),
    requestType: [...new Set(types.map((type) => type.trim()))].filter((type) => type !== ""),
    adapter: search.get("adapter") ?? "",
    tenant: search.get("tenant") ?? "",
    text: search.get("text") ?? "",
  };
}

/** The same question for an address, and for the service: `?status=active,suspended&text=AS`. */
export function questionText(
  question: Question,
  more: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const { status, requestState, awaited, requestType, adapter, tenant, text } = question;
  return queryText({
    status: status.join(","),
    requestState: requestState.join(","),
    awaited: awaited.join(","),
    requestType: requestType.join(","),
    adapter,
    tenant,
    text: text.trim(),
    ...more,
  });
}
