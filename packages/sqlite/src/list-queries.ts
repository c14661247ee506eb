import type { DatabaseSync, StatementSync } from "node:sqlite";

import type { Facet, ListFilter } from "@tenure/engine";

import { integer, text, type Row } from "./column.ts";
import {
  conditionsOf,
  countQuery,
  pageQuery,
  valuesQuery,
  type Condition,
  type Query,
} from "./list-query.ts";
import { rarestCondition } from "./rarest-condition.ts";

/** Runs the queries that filters ask for, each prepared once. */
export class ListQueries {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  page(
    filter: ListFilter,
    page: { readonly after?: string; readonly limit: number },
  ): readonly Row[] {
    const conditions = conditionsOf(filter);
    const { sql, values } = pageQuery(conditions, this.#lead(conditions), page);
    return this.#prepared(sql).all(...values);
  }

  count(filter: ListFilter): number {
    const conditions = conditionsOf(filter);
    return this.#counted(countQuery(conditions, this.#lead(conditions)));
  }

  valuesOf(facet: Facet): readonly string[] {
    const { sql } = valuesQuery(facet);
    return this.#prepared(sql)
      .all()
      .map((row) => text(row, "value"));
  }

  #lead(conditions: readonly Condition[]): Condition | undefined {
    return rarestCondition(conditions, (condition, limit) =>
      this.#counted(countQuery([condition], condition, limit)),
    );
  }

  #counted({ sql, values }: Query): number {
    return integer(this.#prepared(sql).get(...values) ?? {}, "count");
  }

  #prepared(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
