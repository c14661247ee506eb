import {
  joined,
  negated,
  type RqlCondition,
  type RqlInstruction,
  type RqlTerm,
  single,
} from "./rql-term.ts";
import { patternOf, propertyOf, quoted, type RqlValue, valueOf } from "./rql-value.ts";

const compare = (operator: string) => (path: string, value: RqlValue) =>
  single(`${operator}(${propertyOf(path)},${valueOf(value)})`);

const order = (operator: string) => (path: string, value: string | number | boolean) =>
  compare(operator)(path, value);

const like = (operator: string) => (path: string, pattern: string) =>
  compare(operator)(path, patternOf(pattern));

const among = (operator: string) => (path: string, values: readonly RqlValue[]) => {
  if (values.length === 0) throw new RangeError(`RQL: ${operator}(${path}) needs a value.`);
  return single(`${operator}(${propertyOf(path)},(${values.map(valueOf).join(",")}))`);
};

const signed =
  (instruction: "ordering" | "select") =>
  (...paths: readonly string[]): RqlInstruction => {
    const checked = paths.map((path) =>
      /^[+-]/u.test(path) ? path.slice(0, 1) + propertyOf(path.slice(1)) : propertyOf(path),
    );
    return { rql: `${instruction}(${checked.join(",")})`, instruction, paths: checked };
  };

const counted =
  (instruction: "limit" | "offset") =>
  (count: number): RqlInstruction => {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError(`RQL: ${instruction} needs a whole number, 0 or more.`);
    }
    return { rql: `${instruction}=${count}`, instruction, paths: [] };
  };

/**
 * Builds queries in RQL. Values are quoted and percent-encoded where the grammar needs it. Throws
 * `RangeError` for what RQL cannot express: a property name with other signs than letters, digits and
 * `. _ -`, a value with both kinds of quotation marks, the text `empty()`, an empty list.
 */
export const rql = {
  eq: compare("eq"),
  ne: compare("ne"),
  gt: order("gt"),
  ge: order("ge"),
  lt: order("lt"),
  le: order("le"),
  /** `*` in the pattern stands for any text; `literally(text)` takes a text's own `*` for what it is. */
  like: like("like"),
  /** Like `like`, without regard to case. */
  ilike: like("ilike"),
  in: among("in"),
  out: among("out"),
  /** The property is null. */
  null: (path: string): RqlCondition => single(`eq(${propertyOf(path)},null())`),
  /** The property is an empty text. */
  empty: (path: string): RqlCondition => single(`eq(${propertyOf(path)},empty())`),
  and: (...terms: readonly RqlCondition[]): RqlCondition => joined("and", terms),
  or: (...terms: readonly RqlCondition[]): RqlCondition => joined("or", terms),
  not: negated,
  /** Shows hidden properties (`asset.product.capabilities`), or with `-` in front leaves them out. */
  select: signed("select"),
  /** Ascending, or with `-` in front descending. */
  ordering: signed("ordering"),
  /** Any of the properties the platform searches holds the text. */
  search: (text: string): RqlInstruction => ({
    rql: `search=${quoted(text)}`,
    instruction: "search",
    paths: [],
  }),
  /** Rows at most. Lists are read page by page, so their `limit` option is the one to use there. */
  limit: counted("limit"),
  /** Rows to pass over. */
  offset: counted("offset"),
} as const;

const isInstruction = (term: RqlTerm): term is RqlInstruction => "instruction" in term;

/** One instruction of the kind. Several orders follow each other, several selections add up. */
function merged(found: readonly RqlInstruction[]): readonly RqlTerm[] {
  const [first, ...more] = found;
  if (first === undefined) return [];
  if (more.length === 0) return [first];
  const { instruction } = first;
  if (instruction === "ordering" || instruction === "select") {
    return [signed(instruction)(...found.flatMap(({ paths }) => paths))];
  }
  throw new RangeError(`RQL: a query has one ${instruction}.`);
}

/**
 * The query string of the terms, without a question mark; all conditions have to hold. The platform takes one
 * `ordering` and one `select`, so several are merged into one. Throws `RangeError` for a second `limit`,
 * `offset` or `search`.
 */
export function queryOf(terms: readonly RqlTerm[]): string {
  const instructions = terms.filter(isInstruction);
  const kinds = new Set(instructions.map(({ instruction }) => instruction));
  return [
    ...terms.filter((term) => !isInstruction(term)),
    ...[...kinds].flatMap((kind) => merged(instructions.filter((of) => of.instruction === kind))),
  ]
    .map((term) => term.rql)
    .join("&");
}
