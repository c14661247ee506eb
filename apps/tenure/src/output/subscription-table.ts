import type { SubscriptionView } from "../api/subscription-schemas.ts";
import { table, type Column } from "./table.ts";
import { moment, word } from "./text.ts";

/** The request in progress, in words. */
export function requestWords(view: {
  readonly requestType: string | null;
  readonly requestId: string | null;
}): string {
  return view.requestId === null ? "-" : `${view.requestType ?? ""} ${view.requestId}`;
}

/** Where its request is, and the step within. */
export function stateWords({
  requestState,
  pendingState,
}: Pick<SubscriptionView, "requestState" | "pendingState">): string {
  return pendingState === null ? requestState : `${requestState} (${pendingState})`;
}

const columns: readonly Column<SubscriptionView>[] = [
  { heading: "key", cell: ({ key }) => key },
  { heading: "status", cell: ({ status }) => status, style: word },
  { heading: "request", cell: requestWords },
  { heading: "state", cell: stateWords, style: word },
  { heading: "awaits", cell: ({ awaited }) => awaited },
  { heading: "since", cell: ({ stateSince }) => moment(stateSince) },
  { heading: "why", cell: ({ stuck, failure }) => stuck?.code ?? failure?.code ?? "" },
];

/** Subscriptions as a table. */
export function subscriptionTable(rows: readonly SubscriptionView[]): string {
  return table(columns, rows);
}
