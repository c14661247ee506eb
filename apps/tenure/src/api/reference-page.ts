import type { apiDocument } from "./document.ts";

type Document = ReturnType<typeof apiDocument>;
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function escaped(value: unknown): string {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Text with code between backticks. */
function prose(text: unknown): string {
  return escaped(text).replaceAll(/`(?<code>[^`]+)`/gu, "<code>$<code></code>");
}

const field = (value: unknown, name: string): unknown =>
  isFields(value) ? value[name] : undefined;

const rows = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const anchor = (name: string): string => `schema-${escaped(name)}`;

/** A schema in one line: a link, or its kind. */
function kindOf(schema: unknown): string {
  const reference = field(schema, "$ref");
  if (typeof reference === "string") {
    const name = reference.split("/").at(-1) ?? "";
    return `<a href="#${anchor(name)}">${escaped(name)}</a>`;
  }
  const any = [...rows(field(schema, "anyOf")), ...rows(field(schema, "oneOf"))];
  if (any.length > 0) return any.map(kindOf).join(" or ");
  const all = rows(field(schema, "allOf"));
  if (all.length > 0) return all.map(kindOf).join(" and ");
  const constants = rows(field(schema, "enum"));
  if (constants.length > 0) {
    return constants.map((one) => `<code>${escaped(JSON.stringify(one))}</code>`).join(", ");
  }
  const constant = field(schema, "const");
  if (constant !== undefined) return `<code>${escaped(JSON.stringify(constant))}</code>`;
  const items = field(schema, "items");
  if (items !== undefined) return `list of ${kindOf(items)}`;
  const type = field(schema, "type");
  return Array.isArray(type) ? type.map(escaped).join(" or ") : escaped(type ?? "any");
}

function propertiesOf(schema: unknown): string {
  const parts = [schema, ...rows(field(schema, "allOf")), ...rows(field(schema, "oneOf"))];
  const lines = parts.flatMap((part) => {
    const required = rows(field(part, "required"));
    const properties = field(part, "properties");
    return Object.entries(isFields(properties) ? properties : {}).map(
      ([name, one]) =>
        `<tr><td><code>${escaped(name)}</code>${required.includes(name) ? "" : " <small>optional</small>"}</td>` +
        `<td>${kindOf(one)}</td><td>${prose(field(one, "description"))}</td></tr>`,
    );
  });
  return lines.length === 0 ? "" : `<table>${lines.join("")}</table>`;
}

function parametersOf(operation: unknown): string {
  const lines = rows(field(operation, "parameters")).map(
    (one) =>
      `<tr><td><code>${escaped(field(one, "name"))}</code> <small>${escaped(field(one, "in"))}${
        field(one, "required") === true ? "" : ", optional"
      }</small></td><td>${kindOf(field(one, "schema"))}</td>` +
      `<td>${prose(field(one, "description") ?? field(field(one, "schema"), "description"))}</td></tr>`,
  );
  return lines.length === 0 ? "" : `<h4>Parameters</h4><table>${lines.join("")}</table>`;
}

function contentOf(content: unknown): string {
  return Object.entries(isFields(content) ? content : {})
    .map(([type, one]) => `<code>${escaped(type)}</code>: ${kindOf(field(one, "schema"))}`)
    .join(", ");
}

function answersOf(operation: unknown): string {
  const responses = field(operation, "responses");
  const lines = Object.entries(isFields(responses) ? responses : {}).map(
    ([status, one]) =>
      `<tr><td>${escaped(status)}</td><td>${contentOf(field(one, "content"))}</td>` +
      `<td>${prose(field(one, "description"))}</td></tr>`,
  );
  return `<h4>Answers</h4><table>${lines.join("")}</table>`;
}

function operationOf(base: string, path: string, method: string, operation: unknown): string {
  const body = field(field(operation, "requestBody"), "content");
  return `<section><h3><b>${escaped(method.toUpperCase())}</b> <code>${escaped(base + path)}</code></h3>
<p><strong>${prose(field(operation, "summary"))}.</strong> ${prose(field(operation, "description"))}
<em>Role ${escaped(field(operation, "x-role"))}.</em></p>
${parametersOf(operation)}${body === undefined ? "" : `<h4>Body</h4><p>${contentOf(body)}</p>`}${answersOf(operation)}</section>`;
}

/** The document as a page for people. It runs no script and loads nothing but its style. */
export function referencePage(document: Document): string {
  const base = document.servers?.[0]?.url ?? "";
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]: [string, unknown]) =>
      operationOf(base, path, method, operation),
    ),
  );
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]: [string, unknown]) =>
      `<section id="${anchor(name)}"><h3>${escaped(name)}</h3><p>${prose(field(schema, "description"))}</p>${
        propertiesOf(schema) || `<p>${kindOf(schema)}</p>`
      }</section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(document.info.title)} API</title><link rel="stylesheet" href="/api/reference.css"></head>
<body><main><h1>${escaped(document.info.title)} API</h1><p>${prose(document.info.description)}</p>
<p>Also as <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<h2>Calls</h2>${operations.join("\n")}<h2>Shapes</h2>${schemas.join("\n")}</main></body></html>
`;
}

export const referenceStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
section { border-top: 1px solid #8884; padding: 0.5rem 0 1rem; }
h3 { margin: 0.5rem 0; overflow-wrap: anywhere; }
h4 { margin: 0.5rem 0 0; font-size: 0.9rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
td { border-bottom: 1px solid #8882; padding: 0.25rem 0.5rem 0.25rem 0; vertical-align: top; }
code { font: 0.9em ui-monospace, monospace; overflow-wrap: anywhere; }
small, em { opacity: 0.75; }
`;
