import { unreadable } from "../refusal.ts";

/** A query string, read as far as its grammar goes; what the names mean comes later. */
export type Term =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "call"; readonly name: string; readonly inner: readonly Term[] }
  | { readonly kind: "pair"; readonly name: string; readonly text: string }
  /** Values in brackets without a name. */
  | { readonly kind: "group"; readonly inner: readonly Term[] }
  /** Terms joined by `&` and by `|`. */
  | { readonly kind: "all" | "any"; readonly inner: readonly Term[] };

const LENGTH_LIMIT = 32_768;
const DEPTH_LIMIT = 40;

/**
 * Reads `and(eq(a,1),in(b,(x,y)))&ordering(-c)|limit=5`. Inside brackets `,` separates values; `&` binds
 * tighter than `|`. Values may be percent-encoded or quoted.
 */
export function parseTerms(query: string): Term {
  if (query.length > LENGTH_LIMIT) throw unreadable("RQL: the query is too long.");
  return new Reader(readableForm(query)).whole();
}

/** Clients that encode everything encode the grammar too; quotes must be seen before values are decoded. */
function readableForm(query: string): string {
  const text = !query.includes("(") && /%28/u.test(query) ? decoded(query) : query;
  return text.replaceAll("%22", '"').replaceAll("%27", "'");
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
    return this.#separated(",", () => this.#alternatives());
  }

  #alternatives(): Term {
    return joined(
      "any",
      this.#separated("|", () => this.#conjunction()),
    );
  }

  #conjunction(): Term {
    const inner: Term[] = [];
    do {
      // Stray separators outside brackets, as in `&status=pending`, are harmless.
      if (this.#depth > 0 || !["", "&", "|"].includes(this.#peek())) inner.push(this.#term());
    } while (this.#take("&"));
    return joined("all", inner);
  }

  #term(): Term {
    const sign = this.#peek();
    if (sign === '"' || sign === "'") return { kind: "text", text: this.#quoted(sign) };
    if (sign === "(") return { kind: "group", inner: this.#bracketed() };
    const name = this.#plain();
    if (this.#peek() === "(") return { kind: "call", name, inner: this.#bracketed() };
    if (this.#take("=")) return { kind: "pair", name, text: this.#pairValue() };
    return { kind: "text", text: name };
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

  #separated(separator: string, read: () => Term): Term[] {
    const inner = [read()];
    while (this.#take(separator)) inner.push(read());
    return inner;
  }

  /** Outside brackets a comma belongs to the value, as in `status__in=pending,failed`. */
  #pairValue(): string {
    const sign = this.#peek();
    if (sign === '"' || sign === "'") return this.#quoted(sign);
    return this.#upTo(this.#depth === 0 ? /[&|]/u : /[&|),]/u);
  }

  #quoted(quote: string): string {
    const end = this.#text.indexOf(quote, this.#at + 1);
    if (end === -1) throw unreadable("RQL: a quoted value does not end.");
    const text = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return decoded(text);
  }

  #plain(): string {
    return this.#upTo(/[()&|,="']/u);
  }

  #upTo(end: RegExp): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !end.test(this.#peek())) this.#at += 1;
    return decoded(this.#text.slice(start, this.#at));
  }

  #peek(): string {
    return this.#text[this.#at] ?? "";
  }

  #take(sign: string): boolean {
    if (this.#peek() !== sign) return false;
    this.#at += 1;
    return true;
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

function joined(kind: "all" | "any", inner: readonly Term[]): Term {
  const [only] = inner;
  return inner.length === 1 && only !== undefined ? only : { kind, inner };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unreadable("RQL: wrong percent-encoding.");
  }
}
