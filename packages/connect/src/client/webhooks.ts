import { type Webhook, webhookSchema } from "../wire/webhook.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { collectionOf } from "./collection.ts";
import type { ConnectPage, ListOptions } from "./pages.ts";

/** A webhook to register: one product and one class of objects. */
export interface NewWebhook {
  /** `event`, `validator`, `change_validator`, …: open, the platform adds types. */
  readonly type: string;
  /** `fulfillment_request`, `tier_config_request`, `usage_file`, …: open. */
  readonly object_class: string;
  readonly product_id: string;
  readonly external_url: string;
  readonly label: string;
  /** What calls are signed with. */
  readonly jwt_secret: string;
  /** True when left out. */
  readonly active?: boolean;
  readonly description?: string;
  readonly http_method?: "POST";
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `data` of every event. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Webhooks. */
export interface WebhookCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<Webhook>>;
  get(id: string, options?: CallOptions): Promise<Webhook>;
  create(body: NewWebhook, options?: CallOptions): Promise<Webhook>;
  /** Replaces the whole webhook, its secret too, which cannot be read. */
  update(id: string, body: NewWebhook, options?: CallOptions): Promise<Webhook>;
  remove(id: string, options?: CallOptions): Promise<void>;
  /** Has the platform call the webhook now. */
  trigger(id: string, options?: CallOptions): Promise<void>;
}

/** The specification asks for each of these. */
const whole = (body: NewWebhook) => ({
  active: true,
  http_method: "POST",
  description: "",
  ...body,
});

/** The calls on webhooks. */
export function webhookCallsOf(caller: Caller): WebhookCalls {
  const { list, get, create, update, remove, one } = collectionOf(
    caller,
    "/notifications/webhooks",
    webhookSchema,
  );
  return {
    list,
    get,
    create: (body, options) => create(whole(body), options),
    update: (id, body, options) => update(id, whole(body), options),
    remove,
    trigger: (id, { signal } = {}) =>
      caller.write({ method: "POST", path: one(id, "/trigger"), body: {}, signal }),
  };
}
