import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";

import { serve } from "@hono/node-server";
import { draftValidation } from "@tenure/connect";
import type { Logger } from "@tenure/engine";
import { z } from "zod";

/** Where the platform asks whether a draft is in order. */
export interface ValidationEndpoint {
  close(): Promise<void>;
}

const webhooksSchema = z.array(z.object({ id: z.string() }));

/** Serves the sample vendor's draft validation on loopback, and tells the platform where it is. */
export async function openValidationEndpoint(options: {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly productId: string;
  readonly logger: Logger;
}): Promise<ValidationEndpoint> {
  const secret = randomBytes(32).toString("hex");
  const handler = draftValidation({
    secret,
    logger: options.logger,
    validate: ({ parameter }) => ({
      company_note:
        parameter("ordering", "company_note") === "invalid"
          ? "The sample vendor refuses this note."
          : "",
    }),
  });
  const server = serve({ fetch: handler, hostname: "127.0.0.1", port: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has this address
  const { port } = server.address() as AddressInfo;

  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${options.baseUrl}${path}`, {
      method,
      headers: { authorization: `ApiKey ${options.apiKey}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.ok && response.status !== 204 ? response.json() : [];
  }

  const known = webhooksSchema.parse(await call("GET", "/notifications/webhooks?limit=100"));
  await Promise.all(known.map(async ({ id }) => call("DELETE", `/notifications/webhooks/${id}`)));
  await call("POST", "/notifications/webhooks", {
    type: "validator",
    object_class: "fulfillment_request",
    label: "Draft validation of the sample vendor",
    active: true,
    external_url: `http://127.0.0.1:${port}/validate`,
    jwt_secret: secret,
    http_method: "POST",
    product_id: options.productId,
  });

  return {
    close: async () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
