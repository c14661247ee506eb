import type { Hook } from "@hono/zod-openapi";

import type { ApiEnvironment } from "./api-environment.ts";
import { HttpProblem } from "./problem.ts";

const issuesTold = 10;

/** What the parts of a request are called, by what the router calls them. */
const parts: ReadonlyMap<string, string> = new Map([
  ["json", "body"],
  ["param", "path"],
]);

/** Turns away what does not have the shape that the route describes. */
// oxlint-disable-next-line typescript/no-explicit-any -- the hook of every route, whatever it reads
export const invalidRequest: Hook<any, ApiEnvironment, any, any> = (result) => {
  if (result.success) return;
  const { target } = result;
  const part = parts.get(target) ?? target;
  const errors = result.error.issues.slice(0, issuesTold).map(({ path, message }) => ({
    at: [part, path.join(".")].filter((text) => text !== "").join(" "),
    message,
  }));
  throw new HttpProblem(
    part === "body" ? 422 : 400,
    "request_invalid",
    `The request is wrong: ${errors.map(({ at, message }) => `${at}: ${message}`).join("; ")}`,
    { errors },
  );
};
