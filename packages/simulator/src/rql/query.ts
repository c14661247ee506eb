import { unreadable } from "../refusal.ts";
import { parseTerms, type Term } from "./call-tree.ts";
import {
  COMPARISONS,
  type Comparison,
  type Expression,
  type Operand,
  type Order,
  type Query,
} from "./expression.ts";
import { currentPath, plainFilter } from "./plain-filter.ts";

/** The page size without `limit`, and the largest one: a larger `limit` is cut to it. */
const DEFAULT_LIMIT = 100;
const LARGEST_LIMIT = 1000;

interface Collected {
  readonly orders: Order[];
  readonly show: string[];
  readonly hide: string[];
  limit: number;
  offset: number;
}

/** Reads RQL and the older plain parameters, also mixed. Refuses with 400 what it cannot read. */
export function parseQuery(text: string): Query {
  const collected: Collected = { orders: [], show: [], hide: [], limit: DEFAULT_LIMIT, offset: 0 };
  const filter = expressionOf(parseTerms(text), collected);
  return { filter, ...collected };
}

function expressionOf(term: Term, collected: Collected): Expression {
  switch (term.kind) {
    case "all":
      return { kind: "and", inner: expressionsOf(term.inner, collected) };
    case "any":
      return { kind: "or", inner: expressionsOf(term.inner, collected) };
    case "group":
      return onlyOne("( )", expressionsOf(term.inner, collected));
    case "pair":
      return pairExpression(term.name, term.text, collected);
    case "call":
      return callExpression(term, collected);
    case "text":
      throw unreadable(`RQL: "${term.text}" is not an expression.`);
  }
}

function expressionsOf(terms: readonly Term[], collected: Collected): Expression[] {
  return terms.map((term) => expressionOf(term, collected));
}

const NOTHING: Expression = { kind: "and", inner: [] };

function pairExpression(name: string, text: string, collected: Collected): Expression {
  if (name === "limit") collected.limit = Math.min(wholeNumber(name, text), LARGEST_LIMIT);
  else if (name === "offset") collected.offset = wholeNumber(name, text);
  else if (name === "order_by" || name === "ordering") orderBy(text.split(","), collected);
  else return name === "search" ? { kind: "search", text } : pairFilter(name, text);
  return NOTHING;
}

/** `status=pending`, and `status=ne=pending` with an operator between. */
function pairFilter(name: string, text: string): Expression {
  const [, by, value] = /^(?<by>[a-z]{2,5})=(?<value>.*)$/su.exec(text) ?? [];
  const comparison = COMPARISONS.find((one) => one === by);
  if (comparison === undefined || value === undefined) return plainFilter(name, text);
  const path = currentPath(name.replaceAll("__", "."));
  return { kind: "compare", by: comparison, path, operand: readOperand(value) };
}

function readOperand(text: string): Operand {
  if (text === "null()") return { special: "null" };
  return text === "empty()" ? { special: "empty" } : { text: text.replace(/^"(.*)"$/su, "$1") };
}

function callExpression(term: Term & { kind: "call" }, collected: Collected): Expression {
  const comparison = COMPARISONS.find((name) => name === term.name);
  if (comparison !== undefined) return comparisonOf(comparison, term.inner);
  switch (term.name) {
    case "and":
    case "or":
      return { kind: term.name, inner: expressionsOf(term.inner, collected) };
    case "not":
      return { kind: "not", inner: onlyOne("not", expressionsOf(term.inner, collected)) };
    case "in":
      return membership(term.inner);
    case "out":
      return { kind: "not", inner: membership(term.inner) };
    case "null":
    case "empty":
      return speciality(term.name, term.inner);
    case "range":
      return between(term.inner);
    default:
      return arrangement(term, collected);
  }
}

/** What says how to show a list rather than what to find. */
function arrangement({ name, inner }: Term & { kind: "call" }, collected: Collected): Expression {
  const texts = inner.map(textOf);
  if (name === "ordering") orderBy(texts, collected);
  else if (name === "select") collectSelection(texts, collected);
  else if (name === "limit") return limits(texts, collected);
  else throw unreadable(`RQL: "${name}" is not an operator.`);
  return NOTHING;
}

function orderBy(paths: readonly string[], collected: Collected): void {
  if (collected.orders.length > 0) {
    throw unreadable("Bad ordering filter: query can contain only one ordering operation.");
  }
  collected.orders.push(...ordersOf(paths));
}

function collectSelection(paths: readonly string[], collected: Collected): void {
  for (const path of paths) {
    const list = path.startsWith("-") ? collected.hide : collected.show;
    list.push(path.replace(/^[-+ ]/u, ""));
  }
}

function comparisonOf(by: Comparison, inner: readonly Term[]): Expression {
  const [path, value, ...more] = inner;
  if (path === undefined || value === undefined || more.length > 0) {
    throw unreadable(`RQL: ${by} takes a field and a value.`);
  }
  return { kind: "compare", by, path: currentPath(fieldOf(path)), operand: operandOf(value) };
}

function membership(inner: readonly Term[]): Expression {
  const [path, group, ...more] = inner;
  if (path === undefined || group?.kind !== "group" || more.length > 0) {
    throw unreadable("RQL: in and out take a field and values in brackets.");
  }
  return { kind: "member", path: currentPath(fieldOf(path)), operands: group.inner.map(operandOf) };
}

/** `range(field,least,greatest)`, both ends included. */
function between([path, least, greatest, ...more]: readonly Term[]): Expression {
  if (path === undefined || least === undefined || greatest === undefined || more.length > 0) {
    throw unreadable("RQL: range takes a field and two values.");
  }
  const field = currentPath(fieldOf(path));
  const bound = (by: "ge" | "le", term: Term): Expression => ({
    kind: "compare",
    by,
    path: field,
    operand: operandOf(term),
  });
  return { kind: "and", inner: [bound("ge", least), bound("le", greatest)] };
}

/** `null(field)` or `null(field,false)`; `empty` likewise. */
function speciality(special: "null" | "empty", inner: readonly Term[]): Expression {
  const [path, wanted] = inner;
  if (path === undefined) throw unreadable(`RQL: ${special} takes a field.`);
  const is: Expression = { kind: "compare", by: "eq", path: fieldOf(path), operand: { special } };
  return wanted !== undefined && textOf(wanted).toLowerCase() === "false"
    ? { kind: "not", inner: is }
    : is;
}

/** `limit(count,offset)`, another way to write the two parameters. */
function limits([count, offset]: readonly string[], collected: Collected): Expression {
  collected.limit = Math.min(wholeNumber("limit", count ?? ""), LARGEST_LIMIT);
  collected.offset = offset === undefined ? collected.offset : wholeNumber("offset", offset);
  return NOTHING;
}

function operandOf(term: Term): Operand {
  if (term.kind === "call" && term.inner.length === 0) {
    if (term.name === "null" || term.name === "empty") return { special: term.name };
  }
  return { text: textOf(term) };
}

function ordersOf(paths: readonly string[]): Order[] {
  return paths
    .filter((path) => path !== "")
    .map((path) => ({
      path: path.replace(/^[-+ ]/u, "").replaceAll("__", "."),
      descending: path.startsWith("-"),
    }));
}

function fieldOf(term: Term): string {
  const field = textOf(term);
  if (field === "") throw unreadable("RQL: a field name is missing.");
  return field;
}

function textOf(term: Term): string {
  if (term.kind !== "text") throw unreadable("RQL: a plain value was expected.");
  return term.text;
}

function onlyOne(name: string, inner: readonly Expression[]): Expression {
  const [first] = inner;
  if (first === undefined || inner.length > 1)
    throw unreadable(`RQL: ${name} takes one expression.`);
  return first;
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/u.test(text)) throw unreadable(`${name}: A valid integer is required.`);
  return Number(text);
}
