import { beforeAll, describe, expect, test } from "vitest";

import { ROUTES as OWN_ROUTES } from "../src/api/routes.ts";
import { createConnectSimulator, DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { fullWorld, type Witness } from "./full-world.ts";
import { stage } from "./parties.ts";
import { ANSWERS, REFUSAL } from "./shapes/answers.ts";
import type { Shape } from "./shapes/shape.ts";

/** With the one that belongs to what calls webhooks. */
const ROUTES = [
  ...OWN_ROUTES,
  { method: "POST", path: "/notifications/webhooks/:id/trigger" },
] as const;

/** Calls whose good answer there is none of: nobody may make or remove a conversation, and there are no media. */
const ALWAYS_REFUSED = new Set([
  "POST /conversations",
  "DELETE /conversations/:id",
  "GET /products/:id/media/:media",
]);

let witnesses: readonly Witness[];

beforeAll(async () => {
  witnesses = await fullWorld(stage());
});

const nameOf = ({ method, path }: { readonly method: string; readonly path: string }) =>
  `${method} ${path}`;

/** As the routes name it: `GET /requests/:id`. */
function routeOf({ method, path }: Witness): string {
  const below = (path.split("?")[0] ?? "").split("/");
  const route = ROUTES.find(({ method: expectedMethod, path: pattern }) => {
    const expected = pattern.split("/");
    return (
      expectedMethod === method &&
      expected.length === below.length &&
      expected.every((part, index) => part.startsWith(":") || part === below[index])
    );
  });
  return route === undefined ? `${method} ${path}` : nameOf(route);
}

function problems({ status, text, json }: Witness, name: string): readonly string[] {
  const answered = ANSWERS[name];
  if (answered === undefined) return [`${name}: no shape`];
  const wrongStatus = status === answered.status ? [] : [`${name}: ${status} ${text}`];
  if (answered.body === "nothing") return text === "" ? wrongStatus : [...wrongStatus, "a body"];
  if (answered.body === "markdown") return wrongStatus;
  return [...wrongStatus, ...answered.body(json, name)];
}

describe("every call of the API", () => {
  test("has a shape for its answer", () => {
    const names = ROUTES.map(nameOf).filter((name) => !ALWAYS_REFUSED.has(name));
    expect(names.filter((name) => ANSWERS[name] === undefined)).toEqual([]);
    expect(Object.keys(ANSWERS).filter((name) => !names.includes(name))).toEqual([]);
  });

  test("was made in the story, with a good answer at least once", () => {
    const made = new Set(witnesses.filter(({ status }) => status < 400).map(routeOf));
    const names = ROUTES.map(nameOf).filter((name) => !ALWAYS_REFUSED.has(name));
    expect(names.filter((name) => !made.has(name))).toEqual([]);
  });

  test("answers in the shape the platform's documents give it", () => {
    const good = witnesses.filter(({ status }) => status < 400);
    expect(good.flatMap((witness) => problems(witness, routeOf(witness)))).toEqual([]);
  });

  test("says with Content-Range which part of a list it answers", () => {
    const lists = witnesses.filter(
      ({ method, json, status }) => method === "GET" && Array.isArray(json) && status === 200,
    );
    expect(lists.length).toBeGreaterThan(20);
    const wrong = lists.filter(({ range }) => !/^items \d+-\d+\/\d+$/u.test(range ?? ""));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test("is refused in one form", () => {
    const refused = witnesses.filter(({ status }) => status >= 400);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.flatMap(({ json, path }) => REFUSAL(json, path))).toEqual([]);
  });
});

describe("the shapes", () => {
  /** The places of a piece of JSON, deepest last. */
  function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
    if (typeof value !== "object" || value === null) return [];
    return Object.keys(value).flatMap((key) => {
      const inner = [...path, key];
      return [inner, ...places((value as Record<string, unknown>)[key], inner)];
    });
  }

  function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
    if (key === undefined) return to;
    if (Array.isArray(value))
      return value.map((one, at) => (String(at) === key ? changed(one, rest, to) : one));
    const holder = value as Record<string, unknown>;
    return { ...holder, [key]: changed(holder[key], rest, to) };
  }

  /** Below these anything goes: the contents are the product's or a caller's own. */
  const OPEN = new Set([
    "capabilities",
    "constraints",
    "contact",
    "data",
    "headers",
    "attributes",
    "structured_value",
    "value_choices",
    "external_attributes",
    "response",
  ]);

  test("notice any field with a wrong kind of value, any missing and any unknown one", () => {
    const documents = new Map<string, { readonly json: unknown; readonly shape: Shape }>();
    for (const witness of witnesses) {
      const name = routeOf(witness);
      const body = ANSWERS[name]?.body;
      if (witness.status < 400 && typeof body === "function")
        documents.set(name, { json: witness.json, shape: body });
    }
    const unnoticed: string[] = [];
    let tried = 0;
    for (const [name, { json, shape }] of documents) {
      for (const place of places(json).slice(0, 400)) {
        if (name.endsWith("/attributes") || place.slice(0, -1).some((key) => OPEN.has(key)))
          continue;
        tried += 1;
        const wrong = changed(json, place, [["wrong"]]);
        if (shape(wrong, "").length === 0) unnoticed.push(`${name} ${place.join(".")}`);
      }
      if (!Array.isArray(json) && shape({ ...(json as object), unheard: 1 }, "").length === 0) {
        unnoticed.push(`${name} unknown`);
      }
    }
    expect(tried).toBeGreaterThan(1000);
    expect(unnoticed).toEqual([]);
  });
});

test("an answer that is wrong on the wire is noticed", async () => {
  const simulator = createConnectSimulator();
  simulator.faults.add({ kind: "status", status: 200, error: { error_code: "x", errors: [] } });
  const response = await simulator.fetch(
    new Request(`http://any.host/public/v1/products/${DEFAULT_PRODUCT_ID}`),
  );
  const json: unknown = await response.json();
  const witness = {
    method: "GET",
    path: `/products/${DEFAULT_PRODUCT_ID}`,
    status: 200,
    text: "",
    json,
    range: null,
  };
  expect(problems(witness, "GET /products/:id").length).toBeGreaterThan(0);
});
