import { type FulfillmentRequest, fulfillmentRequestSchema } from "../wire/fulfillment-request.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { collectionOf } from "./collection.ts";
import type { ConnectPage, ListOptions } from "./pages.ts";
import type { RenderOptions } from "./render-options.ts";

/** A parameter as a request is updated with it: only the given keys change. */
export interface ParameterUpdate {
  readonly id: string;
  readonly value?: string;
  readonly structured_value?: unknown;
  /** `""` clears the mark. */
  readonly value_error?: string;
  /** The mark by a message of the product's catalog, which can be translated. */
  readonly structured_error?: unknown;
}

/** Body of an update. A pending or inquiring request takes parameters only, a draft its whole body. */
export interface RequestUpdate {
  readonly asset?: { readonly params: readonly ParameterUpdate[]; readonly [key: string]: unknown };
  readonly note?: string;
  readonly [key: string]: unknown;
}

/** Body of a new request; what belongs into `asset` differs by type, and `newRequest` knows how. */
export interface NewRequest {
  readonly type: string;
  readonly asset: Readonly<Record<string, unknown>>;
  /** `draft` opens it as a draft. */
  readonly status?: "draft";
  readonly planned_date?: string;
  readonly [key: string]: unknown;
}

/** How an approval is told to the customer: by a template's id or by Markdown. */
export interface Approval {
  readonly template_id?: string;
  readonly activation_tile?: string;
  /** ISO 8601. */
  readonly effective_date?: string;
  /** Puts the subscription's next billing off; ISO 8601. */
  readonly asset?: { readonly billing: { readonly next_date: string } };
}

/** Who a request is assigned to: a user's id or e-mail address. */
export type Assignee = { readonly id: string } | { readonly email: string };

/**
 * Fulfillment requests. Every call rejects with a `ConnectError` only. Reads are repeated by the client
 * on network errors, 5xx and 429; writes never are.
 */
export interface RequestCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<FulfillmentRequest>>;
  get(id: string, options?: CallOptions): Promise<FulfillmentRequest>;
  create(body: NewRequest, options?: CallOptions): Promise<FulfillmentRequest>;
  update(id: string, body: RequestUpdate, options?: CallOptions): Promise<FulfillmentRequest>;
  /** The request must be pending; the platform demands a template or a tile. */
  approve(id: string, body: Approval, options?: CallOptions): Promise<FulfillmentRequest>;
  fail(id: string, reason: string, options?: CallOptions): Promise<FulfillmentRequest>;
  /** At least one parameter must carry a `value_error` before. */
  inquire(
    id: string,
    body?: Pick<Approval, "template_id" | "activation_tile">,
    options?: CallOptions,
  ): Promise<FulfillmentRequest>;
  /** Takes an inquiring request back to pending. */
  pend(id: string, options?: CallOptions): Promise<FulfillmentRequest>;
  /**
   * What the customer's form does: fills parameters in and takes the inquiring request back to pending.
   * `code` is the one in the form's address.
   */
  answerInquiry(
    id: string,
    code: string,
    params: readonly ParameterUpdate[],
    options?: CallOptions,
  ): Promise<FulfillmentRequest>;
  schedule(id: string, plannedDate: string, options?: CallOptions): Promise<FulfillmentRequest>;
  /** Asks to take a scheduled request back; the distributor's side. */
  revoke(id: string, reason: string, options?: CallOptions): Promise<FulfillmentRequest>;
  /** Confirms a revocation; the vendor's side. */
  confirm(id: string, options?: CallOptions): Promise<FulfillmentRequest>;
  /** Submits a draft purchase. */
  purchase(id: string, options?: CallOptions): Promise<FulfillmentRequest>;
  /** Submits a draft of any other type. */
  submit(id: string, options?: CallOptions): Promise<FulfillmentRequest>;
  /** Runs the vendor's validation; the status stays. */
  validate(id: string, body: RequestUpdate, options?: CallOptions): Promise<FulfillmentRequest>;
  assign(id: string, assignee: Assignee, options?: CallOptions): Promise<void>;
  unassign(id: string, options?: CallOptions): Promise<void>;
  /** The request's message to the customer, in Markdown. */
  render(id: string, options?: RenderOptions): Promise<string>;
}

/** The calls on fulfillment requests. */
export function requestCallsOf(caller: Caller): RequestCalls {
  const { list, get, create, update, act, one } = collectionOf(
    caller,
    "/requests",
    fulfillmentRequestSchema,
  );

  function actSilently(id: string, action: string, body: unknown, { signal }: CallOptions = {}) {
    return caller.write({ method: "POST", path: one(id, `/${action}`), body, signal });
  }

  return {
    list,
    get,
    create,
    update,
    approve: (id, body, options) => act(id, "approve", body, options),
    fail: (id, reason, options) => act(id, "fail", { reason }, options),
    inquire: (id, body = {}, options = {}) => act(id, "inquire", body, options),
    pend: (id, options) => act(id, "pend", {}, options),
    answerInquiry: (id, code, params, { signal } = {}) =>
      caller.json(
        {
          method: "POST",
          path: one(id, "/pend"),
          query: `code=${encodeURIComponent(code)}`,
          body: { asset: { params } },
          signal,
        },
        fulfillmentRequestSchema,
      ),
    // Flat bodies, as the platform's OpenAPI document has them; one public kit wraps them in `data`.
    schedule: (id, plannedDate, options) =>
      act(id, "schedule", { planned_date: plannedDate }, options),
    revoke: (id, reason, options) => act(id, "revoke", { reason }, options),
    confirm: (id, options) => act(id, "confirm", {}, options),
    purchase: (id, options) => act(id, "purchase", {}, options),
    submit: (id, options) => act(id, "submit", {}, options),
    validate: (id, body, options) => act(id, "validate", body, options),
    assign: (id, assignee, options) => actSilently(id, "assign", assignee, options),
    unassign: (id, options) => actSilently(id, "unassign", {}, options),
    render: (id, options) => caller.text({ method: "GET", path: one(id, "/render"), ...options }),
  };
}
