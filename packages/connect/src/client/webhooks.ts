import { type Webhook, webhookSchema } from "../wire/webhook.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { type ConnectPage, type ListOptions, pagesOf } from "./pages.ts";

/** A webhook to register: one product and one class of objects. */
export interface NewWebhook {
  /** `event`, `validator`, `change_validator`, …: open, the platform adds types. */
  readonly type: string;
  readonly object_class: string;
  readonly product_id: string;
  readonly external_url: string;
  readonly label: string;
  readonly jwt_secret?: string;
  readonly active?: boolean;
  readonly description?: string;
  readonly http_method?: "POST";
  readonly headers?: Readonly<Record<string, string>>;
}

/** Webhooks. */
export interface WebhookCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<Webhook>>;
  create(body: NewWebhook, options?: CallOptions): Promise<Webhook>;
}

/** The calls on webhooks. */
export function webhookCallsOf(caller: Caller): WebhookCalls {
  const path = "/notifications/webhooks";
  return {
    list: (options) => pagesOf(caller, path, webhookSchema, options),
    create: (body, { signal } = {}) =>
      caller.json(
        { method: "POST", path, body: { active: true, http_method: "POST", ...body }, signal },
        webhookSchema,
      ),
  };
}
