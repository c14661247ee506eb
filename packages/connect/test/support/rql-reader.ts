/** A term as the platform's grammar reads it. */
export type ReadTerm =
  | { readonly call: string; readonly of: readonly ReadTerm[] }
  | { readonly list: readonly ReadTerm[] }
  | { readonly value: string };

/** Reads RQL the way the platform does: the whole query is percent-decoded first, then parsed. */
export function readRql(query: string): readonly ReadTerm[] {
  const text = decodeURIComponent(query);
  let at = 0;

  function take(sign: string): void {
    if (text[at] !== sign) throw new Error(`expected ${sign} at ${at} of ${text}`);
    at += 1;
  }

  function separated(): readonly ReadTerm[] {
    const terms: ReadTerm[] = [];
    if (text[at] === ")") return terms;
    terms.push(term());
    while (text[at] === ",") {
      at += 1;
      terms.push(term());
    }
    return terms;
  }

  function term(): ReadTerm {
    const quote = text[at];
    if (quote === '"' || quote === "'") {
      const end = text.indexOf(quote, at + 1);
      if (end === -1) throw new Error(`a quote does not end in ${text}`);
      const value = text.slice(at + 1, end);
      at = end + 1;
      return { value };
    }
    if (quote === "(") {
      at += 1;
      const list = separated();
      take(")");
      return { list };
    }
    const word = /^[\w.:+-]*/u.exec(text.slice(at))?.[0] ?? "";
    if (word === "") throw new Error(`nothing to read at ${at} of ${text}`);
    at += word.length;
    if (text[at] !== "(") return { value: word };
    at += 1;
    const of = separated();
    take(")");
    return { call: word, of };
  }

  const terms = [term()];
  while (at < text.length) {
    take("&");
    terms.push(term());
  }
  return terms;
}
