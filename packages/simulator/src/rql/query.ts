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
  /** As they stand in the query; read when all of it is known. */
  readonly page: { limit?: string; offset?: string };
}

/** Reads RQL and the older plain parameters, also mixed. Refuses with 400 what it cannot read. */
export function parseQuery(text: string): Query {
  const collected: Collected = { orders: [], show: [], hide: [], page: {} };
  const filter = expressionOf(parseTerms(text), collected);
  const { orders, show, hide, page } = collected;
  const limit = Math.min(wholeNumber(page.limit) ?? DEFAULT_LIMIT, LARGEST_LIMIT);
  return { filter, orders, show, hide, limit, offset: wholeNumber(page.offset) ?? 0 };
}

function expressionOf(term: Term, collected: Collected): Expression {
  switch (term.kind) {
    case "all":
      return { kind: "and", inner: expressionsOf(term.inner, collected) };
    case "any":
      return { kind: "or", inner: expressionsOf(term.inner, collected) };
    case "group":
      if (term.inner.length === 0) throw unreadable("RQL: ( ) takes an expression.");
      return { kind: "and", inner: expressionsOf(term.inner, collected) };
    case "pair":
      return pairExpression(term.name, term.text, collected);
    case "parameter":
      return parameterExpression(term.name, term.text, collected);
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

/** `status=pending`, and `status=ne=pending` with an operator between. */
function pairExpression(name: string, text: string, collected: Collected): Expression {
  const [, by, value] = /^(?<by>[a-z]{2,5})=(?<value>.*)$/su.exec(text) ?? [];
  const comparison = COMPARISONS.find((one) => one === by);
  const field = propertyOf(name);
  if (comparison === undefined || value === undefined) {
    return parameterExpression(field, text, collected);
  }
  return compared(comparison, currentPath(field), readOperand(value), collected);
}

/** A plain parameter: where to begin and end, how to order, or a filter. */
function parameterExpression(name: string, text: string, collected: Collected): Expression {
  if (isPagePart(name)) setPage(name, "eq", text, collected);
  else if (name === "order_by" || name === "ordering") orderBy(text.split(","), collected);
  else return name === "search" ? { kind: "search", text } : plainFilter(name, text);
  return NOTHING;
}

function readOperand(text: string): Operand {
  if (text === "null()") return { special: "null" };
  return text === "empty()" ? { special: "empty" } : { text: text.replace(/^"(.*)"$/su, "$1") };
}

/** A comparison; one with `limit` or `offset` says which part of the list is wanted. */
function compared(
  by: Comparison,
  path: string,
  operand: Operand,
  collected: Collected,
): Expression {
  if (isPagePart(path)) {
    setPage(path, by, "text" in operand ? operand.text : "", collected);
    return NOTHING;
  }
  const isPattern = (by === "like" || by === "ilike") && "text" in operand;
  if (isPattern && /\*\*/u.test(operand.text.replaceAll(/\\[*\\]/gu, "-"))) {
    throw unreadable(`RQL: ${by} takes one * at a time.`);
  }
  return { kind: "compare", by, path, operand };
}

function isPagePart(name: string): name is "limit" | "offset" {
  return name === "limit" || name === "offset";
}

function setPage(part: "limit" | "offset", by: string, text: string, { page }: Collected): void {
  if (by !== "eq" || page[part] !== undefined) {
    throw unreadable("Limit and offset are set incorrectly.");
  }
  page[part] = text;
}

function callExpression(term: Term & { kind: "call" }, collected: Collected): Expression {
  const comparison = COMPARISONS.find((name) => name === term.name);
  if (comparison !== undefined) return comparisonOf(comparison, term.inner, collected);
  switch (term.name) {
    case "and":
    case "or":
      return { kind: term.name, inner: expressionsOf(term.inner, collected) };
    case "not":
      return { kind: "not", inner: onlyOne("not", expressionsOf(term.inner, collected)) };
    case "in":
    case "out":
      return membership(term.name, term.inner);
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
  if (name === "ordering" || name === "sort") orderBy(texts, collected);
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

function comparisonOf(
  by: Comparison,
  [field, value, ...more]: readonly Term[],
  collected: Collected,
): Expression {
  if (field === undefined || value === undefined || more.length > 0) {
    throw unreadable(`RQL: ${by} takes a field and a value.`);
  }
  return compared(by, currentPath(fieldOf(field)), operandOf(value), collected);
}

function membership(by: "in" | "out", inner: readonly Term[]): Expression {
  const [path, group, ...more] = inner;
  if (path === undefined || group?.kind !== "group" || more.length > 0) {
    throw unreadable("RQL: in and out take a field and values in brackets.");
  }
  const operands = group.inner.map(operandOf);
  return { kind: "member", by, path: currentPath(fieldOf(path)), operands };
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
  const by = wanted !== undefined && textOf(wanted).toLowerCase() === "false" ? "ne" : "eq";
  return { kind: "compare", by, path: currentPath(fieldOf(path)), operand: { special } };
}

/** `limit(start,count)`, as an older kit writes the two parameters. */
function limits([start, count]: readonly string[], collected: Collected): Expression {
  if (count !== undefined) setPage("offset", "eq", start ?? "", collected);
  setPage("limit", "eq", count ?? start ?? "", collected);
  return NOTHING;
}

/** What may stand for a value without quotes. */
const UNQUOTED = /^[\p{L}\p{N}_*+\\-][\p{L}\p{N}_.\s:+@*\\-]*$/u;

function operandOf(term: Term): Operand {
  if (term.kind === "call" && term.inner.length === 0) {
    if (term.name === "null" || term.name === "empty") return { special: term.name };
  }
  if (term.kind === "text" && !term.isQuoted && !UNQUOTED.test(term.text)) {
    throw unreadable(`RQL: the value "${term.text}" has to be quoted.`);
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
  return propertyOf(textOf(term));
}

function propertyOf(name: string): string {
  if (/^[a-z][\w.-]*$/iu.test(name)) return name;
  throw unreadable(name === "" ? "RQL: a field name is missing." : `RQL: "${name}" is no field.`);
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

/** Undefined for what is no whole number: the platform then takes what it takes without any. */
function wholeNumber(text: string | undefined): number | undefined {
  return /^\d{1,9}$/u.test(text ?? "") ? Number(text) : undefined;
}
