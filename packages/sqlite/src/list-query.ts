import type { Facet, ListFilter } from "@tenure/engine";

/** One of a filter's conditions: a column that must hold one of these values. */
export interface Condition {
  readonly column: string;
  readonly values: readonly string[];
}

export interface Query {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** What a partial index leaves out has to be left out by the query too, or SQLite will not use it. */
const partial: Readonly<Record<string, string>> = { awaited: "awaited <> 'nobody'" };

const columns: Readonly<Record<Facet, string>> = {
  status: "status",
  requestState: "request_state",
  awaited: "awaited",
  requestType: "request_type",
  product: "product",
  adapter: "adapter",
  tenant: "tenant",
};

/** The query for the values of a facet, stepping through its index from one to the next. */
export function valuesQuery(facet: Facet): Query {
  const column = columns[facet];
  const least = (lead?: string): string =>
    `SELECT min(${column}) FROM subscription ${where([lead ?? `${column} IS NOT NULL`, partial[column]])}`;
  const sql = `WITH RECURSIVE known (value) AS (
    ${least()} UNION ALL SELECT (${least(`${column} > known.value`)}) FROM known WHERE value IS NOT NULL
  ) SELECT value FROM known WHERE value IS NOT NULL`;
  return { sql, values: [] };
}

export function conditionsOf(filter: ListFilter): readonly Condition[] {
  const { status, requestState, requestType, awaited, product, adapter, tenant } = filter;
  const conditions: readonly Condition[] = [
    { column: "request_type", values: requestType ?? [] },
    { column: "awaited", values: awaited ?? [] },
    { column: "product", values: product ?? [] },
    { column: "request_state", values: requestState ?? [] },
    { column: "status", values: status ?? [] },
    { column: "tenant", values: tenant === undefined ? [] : [tenant] },
    { column: "adapter", values: adapter === undefined ? [] : [adapter] },
  ];
  return conditions
    .filter(({ values }) => values.length > 0)
    .map(({ column, values }) => ({ column, values: [...new Set(values)] }));
}

/** Whether there is an index to walk by the condition: who awaits nobody is not in one. */
export function isWalkable({ column, values }: Condition): boolean {
  return column !== "awaited" || !values.includes("nobody");
}

function places(values: readonly string[]): string {
  return values.map(() => "?").join(", ");
}

/** Conditions to test on each row found. The plus keeps SQLite from walking another index by them. */
function tests(conditions: readonly Condition[], lead: Condition | undefined): readonly string[] {
  return conditions
    .filter((condition) => condition !== lead)
    .map(({ column, values }) => `+${column} IN (${places(values)})`);
}

function testValues(
  conditions: readonly Condition[],
  lead: Condition | undefined,
): readonly string[] {
  return conditions.filter((condition) => condition !== lead).flatMap(({ values }) => values);
}

function where(terms: readonly (string | undefined)[]): string {
  const present = terms.filter((term) => term !== undefined);
  return present.length === 0 ? "" : `WHERE ${present.join(" AND ")}`;
}

/**
 * The query for one page of subscriptions, and one row more to tell whether there is a next. Each value
 * of the leading condition is a branch that walks its index in key order, and SQLite merges the
 * branches: nothing is sorted, whatever the size of the table.
 */
export function pageQuery(
  conditions: readonly Condition[],
  lead: Condition | undefined,
  page: { readonly after?: string; readonly limit: number },
): Query {
  const rest = tests(conditions, lead);
  const restValues = testValues(conditions, lead);
  const after = page.after ?? "";
  const branch = [lead && `${lead.column} = ?`, lead && partial[lead.column], "key > ?", ...rest];
  const select = `SELECT * FROM subscription ${where(branch)}`;
  const starts = lead === undefined ? [[after]] : lead.values.map((value) => [value, after]);
  return {
    sql: `${starts.map(() => select).join(" UNION ALL ")} ORDER BY key LIMIT ?`,
    values: [...starts.flatMap((start) => start.concat(restValues)), page.limit + 1],
  };
}

/** Counts the subscriptions that fit, in the index of the leading condition; at most so many. */
export function countQuery(
  conditions: readonly Condition[],
  lead: Condition | undefined,
  limit?: number,
): Query {
  const led = lead && `${lead.column} IN (${places(lead.values)})`;
  const source = `FROM subscription ${where([led, lead && partial[lead.column], ...tests(conditions, lead)])}`;
  const values = [...(lead?.values ?? []), ...testValues(conditions, lead)];
  if (limit === undefined) return { sql: `SELECT count(*) AS count ${source}`, values };
  return {
    sql: `SELECT count(*) AS count FROM (SELECT 1 ${source} LIMIT ?)`,
    values: [...values, limit],
  };
}
