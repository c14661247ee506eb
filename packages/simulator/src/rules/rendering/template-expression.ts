import { isObject, valueAt, type JsonObject } from "../../json-reading.ts";
import { applyFilter } from "./template-filters.ts";

const TOKEN =
  /\s*(?:(?<text>"[^"]*"|'[^']*')|(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z_][\w-]*)|(?<sign>==|!=|<=|>=|[<>()[\].,|]))/uy;

/** Everything a template can name. */
export type Scope = JsonObject;

/** The value of an expression. What is not there is undefined; a wrong expression throws `SyntaxError`. */
export function evaluated(expression: string, scope: Scope): unknown {
  return new Evaluation(tokensOf(expression), scope).whole();
}

/** Whether a value counts as true. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

function tokensOf(expression: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(expression);
    if (match === null) throw new SyntaxError(`"${expression.slice(at)}" cannot be read.`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">=", "in"]);

/** Reads and computes in one go, from the loosest binding to the tightest. */
class Evaluation {
  readonly #tokens: readonly string[];
  readonly #scope: Scope;
  #at = 0;

  constructor(tokens: readonly string[], scope: Scope) {
    this.#tokens = tokens;
    this.#scope = scope;
  }

  whole(): unknown {
    const value = this.#either();
    if (this.#at < this.#tokens.length) throw new SyntaxError(`Unexpected "${this.#peek()}".`);
    return value;
  }

  #either(): unknown {
    let value = this.#both();
    while (this.#take("or")) {
      const right = this.#both();
      value = isTruthy(value) ? value : right;
    }
    return value;
  }

  #both(): unknown {
    let value = this.#negation();
    while (this.#take("and")) {
      const right = this.#negation();
      value = isTruthy(value) ? right : value;
    }
    return value;
  }

  #negation(): unknown {
    return this.#take("not") ? !isTruthy(this.#negation()) : this.#comparison();
  }

  #comparison(): unknown {
    const left = this.#filtered();
    if (this.#take("is")) return this.#test(left);
    const isNot = this.#peek() === "not" && this.#take("not");
    const sign = this.#peek();
    if (!COMPARISONS.has(sign)) {
      if (isNot) throw new SyntaxError("in was expected after not.");
      return left;
    }
    this.#at += 1;
    const holds = compares(left, sign, this.#filtered());
    return isNot ? !holds : holds;
  }

  /** `is defined`, `is none` and their opposites. */
  #test(value: unknown): boolean {
    const isNot = this.#take("not");
    const name = this.#next();
    if (name !== "defined" && name !== "none") throw new SyntaxError(`No test "${name}".`);
    const holds = name === "defined" ? value !== undefined : value === null;
    return isNot ? !holds : holds;
  }

  #filtered(): unknown {
    let value = this.#path();
    while (this.#take("|")) {
      const name = this.#next();
      value = applyFilter(name, value, this.#take("(") ? this.#arguments() : []);
    }
    return value;
  }

  #arguments(): readonly unknown[] {
    const values: unknown[] = [];
    while (!this.#take(")")) {
      values.push(this.#either());
      if (!this.#take(",") && this.#peek() !== ")") throw new SyntaxError('")" was expected.');
    }
    return values;
  }

  #path(): unknown {
    let value = this.#primary();
    for (;;) {
      if (this.#take(".")) value = member(value, this.#next());
      else if (this.#take("[")) {
        value = member(value, String(this.#either()));
        if (!this.#take("]")) throw new SyntaxError('"]" was expected.');
      } else return value;
    }
  }

  #primary(): unknown {
    const token = this.#next();
    if (token === "(") {
      const value = this.#either();
      if (!this.#take(")")) throw new SyntaxError('")" was expected.');
      return value;
    }
    if (/^["']/u.test(token)) return token.slice(1, -1);
    if (/^\d/u.test(token)) return Number(token);
    if (!/^[A-Za-z_]/u.test(token)) throw new SyntaxError(`Unexpected "${token}".`);
    const word = token.toLowerCase();
    if (word === "true" || word === "false") return word === "true";
    return word === "none" ? null : valueAt(this.#scope, token);
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? "";
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new SyntaxError("The expression ends too early.");
    this.#at += 1;
    return token;
  }

  #take(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#at += 1;
    return true;
  }
}

function member(holder: unknown, key: string): unknown {
  if (Array.isArray(holder)) return /^\d+$/u.test(key) ? holder[Number(key)] : undefined;
  return valueAt(holder, key);
}

function compares(left: unknown, sign: string, right: unknown): boolean {
  if (sign === "in") return contains(right, left);
  if (sign === "==") return left === right;
  if (sign === "!=") return left !== right;
  const order = orderOf(left, right);
  if (order === undefined) return false;
  if (sign.startsWith("<")) return order < 0 || (sign === "<=" && order === 0);
  return order > 0 || (sign === ">=" && order === 0);
}

function contains(holder: unknown, value: unknown): boolean {
  if (typeof holder === "string") return typeof value === "string" && holder.includes(value);
  if (Array.isArray(holder)) return holder.includes(value);
  return isObject(holder) && typeof value === "string" && Object.hasOwn(holder, value);
}

function orderOf(left: unknown, right: unknown): number | undefined {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left !== "string" || typeof right !== "string") return undefined;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
