import type { Facet, ListFilter } from "@tenure/engine";

import type { Statement } from "./database.ts";
import { kept } from "./packed.ts";

interface Condition {
  readonly column: string;
  readonly values: readonly string[];
  /** What an index leaves out, so that the server sees that the index serves. */
  readonly common?: string;
}

function listOf(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

/** The conditions, those first whose values are the rarest. */
function conditionsOf(filter: ListFilter): readonly Condition[] {
  const all: readonly Condition[] = [
    { column: "request_state", values: filter.requestState ?? [], common: "none" },
    { column: "awaited", values: filter.awaited ?? [], common: "nobody" },
    { column: "request_type", values: filter.requestType ?? [] },
    { column: "product", values: filter.product ?? [] },
    { column: "status", values: filter.status ?? [] },
    { column: "tenant", values: listOf(filter.tenant) },
    { column: "adapter", values: listOf(filter.adapter) },
  ];
  return all.filter(({ values }) => values.length > 0);
}

function isRare({ values, common }: Condition): boolean {
  return common === undefined || !values.includes(common);
}

/** Collects the values of a statement and gives each its place. */
class Parameters {
  readonly values: (string | number)[] = [];

  add(value: string | number): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  anyOf({ column, values }: Condition): string {
    return `${column} IN (${values.map((value) => this.add(kept(value))).join(", ")})`;
  }
}

/**
 * The statement for one page of subscriptions, and one row more to tell whether there is a next. Each
 * value of the rarest condition is a branch that walks its index in key order and stops after a page.
 */
export function listStatement(
  schema: string,
  filter: ListFilter,
  page: { readonly after?: string; readonly limit: number },
): Statement {
  const parameters = new Parameters();
  const conditions = conditionsOf(filter);
  const lead = conditions.find(isRare);
  const after = parameters.add(page.after ?? "");
  const limit = parameters.add(page.limit + 1);
  const tests = conditions
    .filter((condition) => condition !== lead)
    .map((condition) => parameters.anyOf(condition));

  const branch = (leading: readonly string[]): string => {
    const where = [...leading, `key > ${after}`, ...tests].join(" AND ");
    return `(SELECT * FROM ${schema}.subscription WHERE ${where} ORDER BY key LIMIT ${limit})`;
  };
  const branches =
    lead === undefined
      ? [branch([])]
      : [...new Set(lead.values)].map((value) => {
          const equal = `${lead.column} = ${parameters.add(kept(value))}`;
          const common = lead.common === undefined ? [] : [`${lead.column} <> '${lead.common}'`];
          return branch([equal, ...common]);
        });
  const text = `SELECT * FROM (${branches.join(" UNION ALL ")}) AS s ORDER BY key LIMIT ${limit}`;
  return { text, values: parameters.values };
}

export function countStatement(schema: string, filter: ListFilter): Statement {
  const parameters = new Parameters();
  const tests = conditionsOf(filter).map((condition) => parameters.anyOf(condition));
  const where = ["true", ...tests].join(" AND ");
  const text = `SELECT count(*) AS total FROM ${schema}.subscription WHERE ${where}`;
  return { text, values: parameters.values };
}

const columns: Readonly<Record<Facet, string>> = {
  status: "status",
  requestState: "request_state",
  awaited: "awaited",
  requestType: "request_type",
  product: "product",
  adapter: "adapter",
  tenant: "tenant",
};

/** The name of a facet's column. */
export const columnOf = (facet: Facet): string => columns[facet];

/** Counts by each facet at one look; `of` tells in each row by which, as the place among them. */
export function tallyStatement(
  schema: string,
  facets: readonly Facet[],
  filter: ListFilter,
): Statement {
  const parameters = new Parameters();
  const tests = conditionsOf(filter).map((condition) => parameters.anyOf(condition));
  const names = facets.map((facet) => columns[facet]);
  const place = names.map((name, index) => `WHEN grouping(${name}) = 0 THEN ${index}`).join(" ");
  const text = `SELECT CASE ${place} END AS of, ${names.join(", ")}, count(*) AS total
    FROM ${schema}.subscription WHERE ${["true", ...tests].join(" AND ")}
    GROUP BY GROUPING SETS (${names.map((name) => `(${name})`).join(", ")})`;
  return { text, values: parameters.values };
}
