import type { ListFilter } from "@tenure/engine";

interface Condition {
  readonly column: string;
  readonly values: readonly string[];
}

/** The condition to walk an index by: request states other than `none` are the rare ones. */
function leading(conditions: readonly Condition[]): Condition | undefined {
  const rare = conditions.find(
    ({ column, values }) => column === "request_state" && !values.includes("none"),
  );
  return rare ?? conditions[0];
}

/**
 * The query for one page of subscriptions, and one row more to tell whether there is a next. Each value
 * of the leading condition is a branch that walks its index in key order, and SQLite merges the
 * branches: nothing is sorted, whatever the size of the table.
 */
export function listQuery(
  filter: ListFilter,
  page: { readonly after?: string; readonly limit: number },
): { readonly sql: string; readonly values: readonly (string | number)[] } {
  const conditions: readonly Condition[] = [
    { column: "status", values: filter.status ?? [] },
    { column: "request_state", values: filter.requestState ?? [] },
    { column: "adapter", values: filter.adapter === undefined ? [] : [filter.adapter] },
  ].filter(({ values }) => values.length > 0);
  const lead = leading(conditions);
  const rest = conditions.filter((condition) => condition !== lead);
  const tests = rest.map(
    // The plus keeps SQLite from walking another index than the leading one.
    ({ column, values }) => `+${column} IN (${values.map(() => "?").join(", ")})`,
  );
  const after = page.after ?? "";

  const branches = (lead === undefined ? [undefined] : [...new Set(lead.values)]).map((value) => {
    const equal = value === undefined || lead === undefined ? [] : [`${lead.column} = ?`];
    return {
      sql: `SELECT * FROM subscription WHERE ${[...equal, "key > ?", ...tests].join(" AND ")}`,
      values: [
        ...(value === undefined ? [] : [value]),
        after,
        ...rest.flatMap((one) => one.values),
      ],
    };
  });
  return {
    sql: `${branches.map(({ sql }) => sql).join(" UNION ALL ")} ORDER BY key LIMIT ?`,
    values: [...branches.flatMap(({ values }) => values), page.limit + 1],
  };
}
