/** One condition or instruction of a query in RQL, the platform's query language, ready for the URL. */
export interface RqlTerm {
  readonly rql: string;
}

/** A value to compare with. */
export type RqlValue = string | number | boolean;

const property = /^[A-Za-z][\w.-]*$/u;
const plainValue = /^[A-Za-z0-9_][\w.:-]*$/u;
/** Words of the grammar, which unquoted would not be read as values. */
const reserved = new Set(
  "eq ne gt ge lt le in out like ilike and or not t ordering select search limit offset".split(" "),
);

function name(text: string): string {
  if (!property.test(text)) throw new RangeError(`RQL: "${text}" is not the name of a property.`);
  return text;
}

/** Quotes what is not a plain word. Nothing can be escaped inside quotes, so the other kind is taken. */
function quoted(text: string): string {
  if (plainValue.test(text) && !reserved.has(text.toLowerCase())) return encodeURIComponent(text);
  const quote = text.includes('"') ? "'" : '"';
  if (text.includes(quote)) {
    throw new RangeError("RQL: a value cannot hold both kinds of quotation marks.");
  }
  const mark = quote === '"' ? "%22" : "%27";
  const encoded = encodeURIComponent(text.toWellFormed()).replaceAll(
    /['()*!~]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${mark}${encoded}${mark}`;
}

const compare = (operator: string) => (path: string, value: RqlValue) => ({
  rql: `${operator}(${name(path)},${quoted(String(value))})`,
});

const among = (operator: string) => (path: string, values: readonly RqlValue[]) => {
  if (values.length === 0) throw new RangeError(`RQL: ${operator}(${path}) needs a value.`);
  const list = values.map((value) => quoted(String(value))).join(",");
  return { rql: `${operator}(${name(path)},(${list}))` };
};

const joined =
  (operator: string) =>
  (...terms: readonly RqlTerm[]): RqlTerm => {
    const [first] = terms;
    if (first === undefined) throw new RangeError(`RQL: ${operator}() needs a term.`);
    return terms.length === 1
      ? first
      : { rql: `${operator}(${terms.map((term) => term.rql).join(",")})` };
  };

const signed = (operator: string) => (paths: readonly string[]) => ({
  rql: `${operator}(${paths
    .map((path) => (/^[+-]/u.test(path) ? path.slice(0, 1) + name(path.slice(1)) : name(path)))
    .join(",")})`,
});

/**
 * Builds queries in RQL. Values are quoted and percent-encoded where the grammar needs it. Throws
 * `RangeError` for what RQL cannot express: a property name with other signs than letters, digits and
 * `. _ -`, a value with both kinds of quotation marks, an empty list.
 */
export const rql = {
  eq: compare("eq"),
  ne: compare("ne"),
  gt: compare("gt"),
  ge: compare("ge"),
  lt: compare("lt"),
  le: compare("le"),
  /** `*` in the value stands for any text. */
  like: compare("like"),
  /** Like `like`, without regard to case. */
  ilike: compare("ilike"),
  in: among("in"),
  out: among("out"),
  /** The property is null. */
  null: (path: string): RqlTerm => ({ rql: `eq(${name(path)},null())` }),
  /** The property is an empty text. */
  empty: (path: string): RqlTerm => ({ rql: `eq(${name(path)},empty())` }),
  and: joined("and"),
  or: joined("or"),
  not: (term: RqlTerm): RqlTerm => ({ rql: `not(${term.rql})` }),
  /** Shows hidden properties (`asset.product.capabilities`), or with `-` in front leaves them out. */
  select: (...paths: readonly string[]): RqlTerm => signed("select")(paths),
  /** Ascending, or with `-` in front descending. */
  ordering: (...paths: readonly string[]): RqlTerm => signed("ordering")(paths),
} as const;

/** The query string of the terms, without a question mark. */
export function queryOf(terms: readonly RqlTerm[]): string {
  return terms.map((term) => term.rql).join("&");
}
