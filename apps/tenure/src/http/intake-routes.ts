import type { Adapter } from "@tenure/engine";
import type { Hono } from "hono";

import type { ApiEnvironment } from "./api-environment.ts";

/** Answers calls of a platform, and sees to it by itself that they are the platform's. */
type IntakeEndpoint = (request: Request) => Promise<Response>;

/** What adapters call the endpoints they have. */
const endpointNames = ["webhook", "validation", "notifications"] as const;

export interface Intake {
  readonly adapter: string;
  readonly path: string;
  readonly answer: IntakeEndpoint;
}

function endpointOf(adapter: Adapter, name: string): IntakeEndpoint | undefined {
  const endpoint: unknown = Reflect.get(adapter, name);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what an adapter has under these names
  return typeof endpoint === "function" ? (endpoint as IntakeEndpoint) : undefined;
}

/** The endpoints that adapters have for their platforms' calls. */
export function intakesOf(adapters: readonly Adapter[]): readonly Intake[] {
  return adapters.flatMap((adapter) =>
    endpointNames.flatMap((name) => {
      const answer = endpointOf(adapter, name);
      const path = `/intake/${encodeURIComponent(adapter.name)}/${name}`;
      return answer === undefined ? [] : [{ adapter: adapter.name, path, answer }];
    }),
  );
}

/** Puts the endpoints where the platforms find them. */
export function intakeRoutes(app: Hono<ApiEnvironment>, intakes: readonly Intake[]): void {
  for (const { path, answer } of intakes) app.all(path, async ({ req }) => answer(req.raw));
}
