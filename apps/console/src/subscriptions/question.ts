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
  readonly product: readonly string[];
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

/** Values of a list in an address that there may be whatever of. */
function named(search: URLSearchParams, name: string): readonly string[] {
  const asked = search.getAll(name).flatMap((text) => text.split(","));
  return [...new Set(asked.map((text) => text.trim()))].filter((text) => text !== "");
}

/** The question an address asks. */
export function questionIn(search: URLSearchParams): Question {
  return {
    status: listed(search, "status", statuses),
    requestState: listed(search, "requestState", requestStates),
    awaited: listed(search, "awaited", parties),
    requestType: named(search, "requestType"),
    product: named(search, "product"),
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
  const { status, requestState, awaited, requestType, product, adapter, tenant, text } = question;
  return queryText({
    status: status.join(","),
    requestState: requestState.join(","),
    awaited: awaited.join(","),
    requestType: requestType.join(","),
    product: product.join(","),
    adapter,
    tenant,
    text: text.trim(),
    ...more,
  });
}
