/** One condition or instruction of a query in RQL, the platform's query language, ready for the URL. */
export interface RqlTerm {
  readonly rql: string;
}

/** A condition, which may stand inside another. */
export interface RqlCondition extends RqlTerm {
  readonly form: "single" | "and" | "or" | "not";
  /** What it is made of. */
  readonly of: readonly RqlCondition[];
}

/** An instruction on how the list is shown, of which a query has one of each kind. */
export interface RqlInstruction extends RqlTerm {
  readonly instruction: "ordering" | "select" | "limit" | "offset" | "search";
  /** What `ordering` and `select` name, in their order. */
  readonly paths: readonly string[];
}

/** A condition that is made of no other. */
export function single(rql: string): RqlCondition {
  return { rql, form: "single", of: [] };
}

/** All of the conditions, or any of them; a single one stands for itself. */
export function joined(form: "and" | "or", terms: readonly RqlCondition[]): RqlCondition {
  const [first] = terms;
  if (first === undefined) throw new RangeError(`RQL: ${form}() needs a condition.`);
  if (terms.length === 1) return first;
  return { rql: `${form}(${terms.map((term) => term.rql).join(",")})`, form, of: terms };
}

/**
 * The opposite. The platform's grammar takes a comparison inside `not`, but no `and`, `or` or `not`; so
 * those are turned inside out.
 */
export function negated(term: RqlCondition): RqlCondition {
  if (term.form === "and") return joined("or", term.of.map(negated));
  if (term.form === "or") return joined("and", term.of.map(negated));
  const [inner] = term.of;
  if (term.form === "not" && inner !== undefined) return inner;
  return { rql: `not(${term.rql})`, form: "not", of: [term] };
}
