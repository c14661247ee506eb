import { createRoute } from "@hono/zod-openapi";
import type { InspectorUpdate } from "@tenure/inspector";

import { accessFor, needEveryTenant } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import { inspectorDisabled } from "../http/inspector-route.ts";
import type { Service } from "../http/service.ts";
import { eventStream } from "./event-stream.ts";
import { openObject, problems } from "./json-body.ts";

const updates = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/inspector/updates",
  tags: ["Inspector"],
  summary: "What connected machines tell, as server-sent events",
  description:
    "Begins with the whole state, and goes on with each message as it comes; a reader who was too slow is " +
    "given the state again. So there is nothing to resume with. Lines that begin with a colon mean nothing. " +
    "Takes a token of all tenants. Machines connect with a WebSocket at `/inspect`.",
  responses: {
    200: {
      description: "Until either side hangs up.",
      content: {
        "text/event-stream": {
          schema: openObject.openapi("InspectorUpdate", {
            description: "`InspectorUpdate` of `@tenure/inspector`.",
          }),
        },
      },
    },
    ...problems,
  },
});

async function* texts(
  news: AsyncIterable<InspectorUpdate>,
): AsyncGenerator<string, void, undefined> {
  yield "retry: 2000\n\n";
  for await (const update of news) yield `data: ${JSON.stringify(update)}\n\n`;
}

/** What the inspector hears. */
export function inspectorRoutes(app: ApiApp, service: Service): void {
  const { inspector } = service;

  app.openapi(updates, (context) => {
    needEveryTenant(context.get("caller"));
    if (inspector === undefined) throw inspectorDisabled();
    return eventStream(context, service, (signal) => texts(inspector.updates({ signal })));
  });
}
