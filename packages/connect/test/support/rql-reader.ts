/** A term as the platform's grammar reads it. */
export type ReadTerm =
  | { readonly call: string; readonly of: readonly ReadTerm[] }
  | { readonly list: readonly ReadTerm[] }
  | { readonly pair: string; readonly value: string }
  | { readonly value: string };

const comparisons = new Set(["eq", "ne", "gt", "ge", "lt", "le", "like", "ilike"]);
const joins = new Set(["and", "or"]);
const onceAtMost = ["ordering", "select", "limit", "offset", "search"];

/**
 * Reads RQL the way the platform does: the whole query is percent-decoded first, then parsed. As strict as
 * its public grammar: `not` holds a comparison, `and` and `or` two terms or more, and how a list is shown is
 * said once.
 */
export function readRql(query: string): readonly ReadTerm[] {
  const text = decodeURIComponent(query);
  let at = 0;

  function fail(what: string): never {
    throw new Error(`${what} at ${at} of ${text}`);
  }

  function take(sign: string): void {
    if (text[at] !== sign) fail(`expected ${sign}`);
    at += 1;
  }

  function word(): string {
    const found = /^[+-]?[\w.:-]*/u.exec(text.slice(at))?.[0] ?? "";
    if (found === "") fail("nothing to read");
    at += found.length;
    return found;
  }

  function value(): ReadTerm {
    const quote = text[at];
    if (quote === '"' || quote === "'") {
      const end = text.indexOf(quote, at + 1);
      if (end === -1) fail("a quote does not end");
      const inner = text.slice(at + 1, end);
      at = end + 1;
      return { value: inner };
    }
    const found = word();
    // The lexer knows this word as the beginning of a tuple.
    if (found === "t") fail("a tuple");
    if (text[at] !== "(") return { value: found };
    if (found !== "null" && found !== "empty") fail(`a value named ${found}`);
    take("(");
    take(")");
    return { call: found, of: [] };
  }

  function separated(read: () => ReadTerm): readonly ReadTerm[] {
    const terms = [read()];
    while (text[at] === ",") {
      take(",");
      terms.push(read());
    }
    return terms;
  }

  function insideOf(name: string): readonly ReadTerm[] {
    if (comparisons.has(name)) {
      const path = value();
      take(",");
      return [path, value()];
    }
    if (name === "in" || name === "out") {
      const path = value();
      take(",");
      take("(");
      const list = separated(value);
      take(")");
      return [path, { list }];
    }
    if (joins.has(name)) {
      const terms = separated(term);
      return terms.length > 1 ? terms : fail(`${name} of one`);
    }
    if (name === "not") {
      const inner = term();
      const plain = "call" in inner && !joins.has(inner.call) && inner.call !== "not";
      return plain ? [inner] : fail("not of what is no comparison");
    }
    if (name === "ordering" || name === "select") return separated(value);
    return fail(`no operator ${name}`);
  }

  function term(): ReadTerm {
    const name = word();
    if (text[at] === "=") {
      take("=");
      const read = value();
      return "value" in read ? { pair: name, value: read.value } : fail("no plain value");
    }
    take("(");
    const of = insideOf(name);
    take(")");
    return { call: name, of };
  }

  const terms = [term()];
  while (at < text.length) {
    take("&");
    terms.push(term());
  }
  for (const name of onceAtMost) {
    const times = terms.filter(
      (read) => ("call" in read && read.call === name) || ("pair" in read && read.pair === name),
    );
    if (times.length > 1) fail(`${name} twice`);
  }
  return terms;
}
