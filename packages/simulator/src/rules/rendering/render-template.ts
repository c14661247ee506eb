import { isObject } from "../../json-reading.ts";
import { evaluated, isTruthy, type Scope } from "./template-expression.ts";
import { asText } from "./template-filters.ts";
import { templateTokens, type TemplateToken } from "./template-tokens.ts";

/** Text longer than this many characters is cut: a loop in a loop must not fill the memory. */
const LONGEST_TEXT = 1_000_000;

/**
 * Renders the part of Jinja that templates use: values with filters, `if`/`elif`/`else`, `for` with `loop`, and
 * comments. A template that cannot be read is given back as it stands.
 */
export function renderTemplate(source: string, scope: Scope): string {
  try {
    return new Rendering(templateTokens(source)).whole(scope);
  } catch (error) {
    if (error instanceof SyntaxError) return source;
    throw error;
  }
}

/** Walks the pieces; a branch that is not taken is walked as well, without being written. */
class Rendering {
  readonly #tokens: readonly TemplateToken[];
  #at = 0;
  #written = "";

  constructor(tokens: readonly TemplateToken[]) {
    this.#tokens = tokens;
  }

  whole(scope: Scope): string {
    const end = this.#block(scope, true);
    if (end !== "") throw new SyntaxError(`Unexpected "${end}".`);
    return this.#written;
  }

  /** Goes on to a tag that ends or divides a block; gives that tag, or nothing at the end. */
  #block(scope: Scope, isShown: boolean): string {
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token === undefined) return "";
      this.#at += 1;
      if (token.kind !== "tag") this.#write(token, scope, isShown);
      else if (token.content.startsWith("if "))
        this.#branches(token.content.slice(3), scope, isShown);
      else if (token.content.startsWith("for ")) this.#loop(token.content, scope, isShown);
      else return token.content;
    }
  }

  #write(token: TemplateToken, scope: Scope, isShown: boolean): void {
    if (!isShown || this.#written.length > LONGEST_TEXT) return;
    this.#written +=
      token.kind === "text" ? token.content : asText(evaluated(token.content, scope));
  }

  #branches(first: string, scope: Scope, isShown: boolean): void {
    let condition: string | undefined = first;
    let isDone = !isShown;
    for (;;) {
      const isTaken: boolean =
        !isDone && (condition === undefined || isTruthy(evaluated(condition, scope)));
      isDone ||= isTaken;
      const end = this.#block(scope, isTaken);
      if (end === "endif") return;
      if (end === "else" && condition !== undefined) condition = undefined;
      else if (end.startsWith("elif ") && condition !== undefined) condition = end.slice(5);
      else throw new SyntaxError(`"endif" was expected, not "${end}".`);
    }
  }

  #loop(tag: string, scope: Scope, isShown: boolean): void {
    const parts =
      /^for\s+(?<name>[A-Za-z_]\w*)(?:\s*,\s*(?<second>[A-Za-z_]\w*))?\s+in\s+(?<list>.+)$/u.exec(
        tag,
      )?.groups;
    if (parts === undefined) throw new SyntaxError(`"${tag}" cannot be read.`);
    const isPair = parts["second"] !== undefined;
    const entries = isShown ? entriesOf(evaluated(parts["list"] ?? "", scope), isPair) : [];
    const start = this.#at;
    let end = "";
    for (const [index, entry] of entries.entries()) {
      this.#at = start;
      end = this.#block(
        { ...scope, ...named(parts, entry), loop: loopAt(index, entries.length) },
        this.#written.length <= LONGEST_TEXT,
      );
    }
    // Without entries the body is passed over once, to find where it ends.
    if (entries.length === 0) end = this.#block(scope, false);
    if (end === "else") end = this.#block(scope, isShown && entries.length === 0);
    if (end !== "endfor") throw new SyntaxError(`"endfor" was expected, not "${end}".`);
  }
}

/** The entries of a list; an object gives its keys or, where two names take them, its keys with their values. */
function entriesOf(value: unknown, isPair: boolean): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return [];
  return isPair ? Object.entries(value) : Object.keys(value);
}

function named(
  { name = "", second }: Readonly<Record<string, string | undefined>>,
  entry: unknown,
): Scope {
  if (second === undefined) return { [name]: entry };
  const [key, value]: readonly unknown[] = Array.isArray(entry) ? entry : [entry];
  return { [name]: key, [second]: value };
}

function loopAt(index: number, length: number): Scope {
  return {
    index: index + 1,
    index0: index,
    first: index === 0,
    last: index === length - 1,
    length,
  };
}
