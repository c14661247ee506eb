import { VENDOR_USER } from "../accounts.ts";
import { WEBHOOK_ROUTES } from "../api/webhook-routes.ts";
import type { Webhook } from "../documents/webhook.ts";
import type { Answer } from "../http/answer.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { notFound, wrongStatus } from "../refusal.ts";
import { deliveryOf } from "./delivery-record.ts";

/** The only one who makes webhooks here. */
const USER = { ...VENDOR_USER, email: "api-key@vendor.example" };

/** What the routes of webhooks need of those who call them. */
export interface WebhookCalls {
  /** The address the platform's API is found at. */
  readonly apiUrl: () => string;
  /** Calls an event webhook as soon as possible. */
  readonly trigger: (id: string) => void;
}

/** The routes of webhooks, whose answers also show how their calls went, and the one that has one called. */
export function deliveredWebhookRoutes(calls: WebhookCalls): readonly Route[] {
  return [
    ...WEBHOOK_ROUTES.map((route) => showingCalls(route, calls)),
    {
      method: "POST",
      path: "/notifications/webhooks/:id/trigger",
      roles: ["vendor"],
      handle: (call) => triggered(call, calls),
    },
  ];
}

function showingCalls(route: Route, calls: WebhookCalls): Route {
  const handle: Route["handle"] = (call) => {
    const handled = route.handle(call);
    return handled instanceof Promise
      ? handled.then((finish) => () => shown(finish(), calls))
      : shown(handled, calls);
  };
  return { ...route, handle };
}

function triggered(call: ApiCall, { trigger }: WebhookCalls): Answer {
  const webhook = call.platform.store.get("webhooks", idOf(call));
  if (webhook === undefined) throw notFound("Webhook");
  if (webhook.type !== "event") throw wrongStatus("Only event webhooks can be triggered.");
  if (!webhook.active) throw wrongStatus("Only active webhooks can be triggered.");
  trigger(webhook.id);
  return { status: 200 };
}

function shown(answer: Answer, calls: WebhookCalls): Answer {
  const { json } = answer;
  if (Array.isArray(json)) return { ...answer, json: json.map((one) => withCalls(one, calls)) };
  return json === undefined ? answer : { ...answer, json: withCalls(json, calls) };
}

function withCalls(webhook: unknown, { apiUrl }: WebhookCalls): object {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only webhooks are answered by these routes
  const known = webhook as Webhook;
  return {
    ...known,
    created_by: USER,
    modified_by: USER,
    api_url: apiUrl(),
    ...deliveryOf(known),
  };
}
