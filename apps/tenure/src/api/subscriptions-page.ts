import {
  defaultTenant,
  keyOf,
  TenureError,
  type Engine,
  type Page,
  type SubscriptionFilter,
  type SubscriptionRecord,
} from "@tenure/engine";

import { everyTenant } from "../http/caller.ts";

interface Asked {
  readonly filter: SubscriptionFilter;
  /** Keys that begin with this only. */
  readonly text: string;
  readonly after: string | undefined;
  readonly limit: number;
}

type Source = Pick<Engine, "list" | "get">;

const among = (values: readonly string[] = [], value: string | null): boolean =>
  values.length === 0 || (value !== null && values.includes(value));

function isOf(record: SubscriptionRecord, filter: SubscriptionFilter): boolean {
  const { tenant = defaultTenant, adapter = record.adapter } = filter;
  return adapter === record.adapter && (tenant === everyTenant || tenant === record.tenant);
}

/** Whether a list with this filter would hold it. */
function fits(record: SubscriptionRecord, filter: SubscriptionFilter): boolean {
  return (
    isOf(record, filter) &&
    among(filter.status, record.status) &&
    among(filter.requestState, record.requestState) &&
    among(filter.awaited, record.awaited) &&
    among(filter.requestType, record.requestType) &&
    among(filter.product, record.product)
  );
}

/** How the keys that are looked for begin: a tenant's own need not be named. */
function beginningOf({ filter: { tenant = defaultTenant }, text }: Asked): string {
  return text === "" || tenant === everyTenant || text.includes(":") ? text : keyOf(tenant, text);
}

/** The one whose key is the text itself: a page begins behind the key it is given. */
async function exactly(source: Source, { filter, text }: Asked): Promise<SubscriptionRecord[]> {
  const record = await source.get(text).catch((error: unknown) => {
    // What is no whole key yet may still be how keys begin.
    if (error instanceof TenureError && error.consequence === "Refused") return undefined;
    throw error;
  });
  return record !== undefined && fits(record, filter) ? [record] : [];
}

/**
 * One page of subscriptions, by key. Keys stand in order, so those that begin alike stand together: it takes
 * no longer far behind than at the start.
 */
export async function subscriptionsPage(
  source: Source,
  asked: Asked,
): Promise<Page<SubscriptionRecord>> {
  const { filter, after, limit } = asked;
  const text = beginningOf(asked);
  if (text === "") return source.list(filter, { limit, ...(after !== undefined && { after }) });
  const first = after === undefined ? await exactly(source, { ...asked, text }) : [];
  const left = limit - first.length;
  if (left === 0) return { rows: first, next: text };
  const page = await source.list(filter, { limit: left, after: after ?? text });
  const rows = page.rows.filter(({ key }) => key.startsWith(text));
  const goesOn = page.next !== undefined && rows.length === page.rows.length;
  return { rows: [...first, ...rows], ...(goesOn && { next: page.next }) };
}
