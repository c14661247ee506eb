import { unreadable } from "../refusal.ts";
import { formPairs } from "./form-query.ts";
import { percentDecoded } from "./percent-decoding.ts";

/** A query string, read as far as its grammar goes; what the names mean comes later. */
export type Term =
  | { readonly kind: "text"; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: "call"; readonly name: string; readonly inner: readonly Term[] }
  | { readonly kind: "pair"; readonly name: string; readonly text: string }
  /** A plain parameter of an older client: its value is no RQL. */
  | { readonly kind: "parameter"; readonly name: string; readonly text: string }
  /** Values, or terms that all have to hold, in brackets without a name. */
  | { readonly kind: "group"; readonly inner: readonly Term[] }
  /** Terms joined by `&` or `,`, and by `|` or `;`. */
  | { readonly kind: "all" | "any"; readonly inner: readonly Term[] };

const LENGTH_LIMIT = 32_768;
const DEPTH_LIMIT = 40;

/**
 * Reads `and(eq(a,1),in(b,(x,y)))&ordering(-c)|limit=5`, or the plain parameters of older clients. As on the
 * platform, the whole query is decoded before it is read: a value with signs of the grammar in it has to be quoted,
 * however it is encoded. `&` binds tighter than `|`.
 */
export function parseTerms(query: string): Term {
  if (query.length > LENGTH_LIMIT) throw unreadable("RQL: the query is too long.");
  const pairs = formPairs(query);
  if (pairs === undefined) return new Reader(percentDecoded(query)).whole();
  const inner = pairs.map(([name, text]): Term =>
    name.includes("select(") ? new Reader(name).whole() : { kind: "parameter", name, text },
  );
  return { kind: "all", inner };
}

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Term {
    const term = this.#alternatives();
    if (this.#at < this.#text.length) throw this.#unexpected();
    return term;
  }

  #list(): readonly Term[] {
    return this.#separated([","], () => this.#alternatives());
  }

  #alternatives(): Term {
    return joined(
      "any",
      this.#separated(["|", ";"], () => this.#conjunction()),
    );
  }

  #conjunction(): Term {
    const inner: Term[] = [];
    // Inside brackets a comma is what separates values.
    const separators = this.#depth === 0 ? ["&", ","] : ["&"];
    do {
      // Stray separators outside brackets, as in `&status=pending`, are harmless.
      if (this.#depth > 0 || !["", "&", "|"].includes(this.#peek())) inner.push(this.#term());
    } while (this.#takeOneOf(separators));
    return joined("all", inner);
  }

  #term(): Term {
    const sign = this.#peek();
    if (sign === '"' || sign === "'") return textTerm(this.#quoted(sign), true);
    if (sign === "(") return { kind: "group", inner: this.#bracketed() };
    const name = this.#upTo(/[()&|;,="']/u);
    if (this.#peek() === "(") return { kind: "call", name, inner: this.#bracketed() };
    if (this.#take("=")) return { kind: "pair", name, text: this.#pairValue() };
    return textTerm(name, false);
  }

  #bracketed(): readonly Term[] {
    this.#at += 1;
    this.#depth += 1;
    if (this.#depth > DEPTH_LIMIT) throw unreadable("RQL: the query is nested too deeply.");
    const inner = this.#peek() === ")" ? [] : this.#list();
    if (!this.#take(")")) throw this.#unexpected();
    this.#depth -= 1;
    return inner;
  }

  #separated(separators: readonly string[], read: () => Term): Term[] {
    const inner = [read()];
    while (this.#takeOneOf(separators)) inner.push(read());
    return inner;
  }

  /** Outside brackets a comma belongs to the value, as in `status__in=pending,failed`, unless a term follows. */
  #pairValue(): string {
    const sign = this.#peek();
    if (sign === '"' || sign === "'") return this.#quoted(sign);
    if (this.#depth > 0) return this.#upTo(/[&|;),]/u);
    const rest = this.#text.slice(this.#at);
    const end = /[&|;]|,(?=[a-z][\w.-]*[=(])/iu.exec(rest)?.index ?? rest.length;
    this.#at += end;
    return rest.slice(0, end);
  }

  #quoted(quote: string): string {
    const end = this.#text.indexOf(quote, this.#at + 1);
    if (end === -1) throw unreadable("RQL: a quoted value does not end.");
    const text = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return text;
  }

  #upTo(end: RegExp): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !end.test(this.#peek())) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #peek(): string {
    return this.#text[this.#at] ?? "";
  }

  #take(sign: string): boolean {
    if (this.#peek() !== sign) return false;
    this.#at += 1;
    return true;
  }

  #takeOneOf(signs: readonly string[]): boolean {
    return signs.some((sign) => this.#take(sign));
  }

  #unexpected(): Error {
    const sign = this.#peek();
    return unreadable(
      sign === ""
        ? "RQL: the query ends too early."
        : `RQL: unexpected "${sign}" at position ${this.#at}.`,
    );
  }
}

function textTerm(text: string, isQuoted: boolean): Term {
  return { kind: "text", text, isQuoted };
}

function joined(kind: "all" | "any", inner: readonly Term[]): Term {
  const [only] = inner;
  return inner.length === 1 && only !== undefined ? only : { kind, inner };
}
