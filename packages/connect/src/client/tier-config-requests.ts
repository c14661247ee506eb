import { type Created, createdSchema } from "../wire/created.ts";
import {
  type TierConfig,
  type TierConfigRequest,
  tierConfigRequestSchema,
  tierConfigSchema,
} from "../wire/tier-config.ts";
import { type CallOptions, segment } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { collectionOf } from "./collection.ts";
import type { ConnectPage, ListOptions } from "./pages.ts";
import type { RenderOptions } from "./render-options.ts";
import type { Assignee, ParameterUpdate } from "./requests.ts";

/** A tier configuration request to open. */
export interface NewTierConfigRequest {
  readonly type: "setup" | "update" | "adjustment";
  /** By its id; a setup may describe the configuration in place of it. */
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly params?: readonly ParameterUpdate[];
  /** `draft` opens it as a draft. */
  readonly status?: "draft";
  readonly notes?: string;
}

/** How an approval is told to the reseller, and when it counts from (ISO 8601). */
export interface TierApproval {
  /** The template's id. */
  readonly template: string;
  readonly effectiveDate?: string;
}

/**
 * Tier configuration requests. What is said to answer nothing, answers nothing here too: read the request
 * again to see what became of it.
 */
export interface TierConfigRequestCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<TierConfigRequest>>;
  get(id: string, options?: CallOptions): Promise<TierConfigRequest>;
  create(body: NewTierConfigRequest, options?: CallOptions): Promise<Created>;
  update(id: string, params: readonly ParameterUpdate[], options?: CallOptions): Promise<void>;
  approve(id: string, approval: TierApproval, options?: CallOptions): Promise<void>;
  fail(id: string, reason: string, options?: CallOptions): Promise<void>;
  /** At least one parameter must carry a `value_error` before. */
  inquire(id: string, options?: CallOptions): Promise<void>;
  /** Takes an inquiring request back to pending. */
  pend(id: string, options?: CallOptions): Promise<void>;
  assign(id: string, assignee: Assignee, options?: CallOptions): Promise<void>;
  unassign(id: string, options?: CallOptions): Promise<void>;
  /** Submits a draft. */
  submit(id: string, options?: CallOptions): Promise<TierConfigRequest>;
  /** Runs the vendor's validation; the status stays. */
  validate(
    id: string,
    params: readonly ParameterUpdate[],
    options?: CallOptions,
  ): Promise<TierConfigRequest>;
  /** The request's message to the reseller, in Markdown. */
  render(id: string, options?: RenderOptions): Promise<string>;
  /** The configuration with this id, for who has the request only. */
  config(id: string, options?: CallOptions): Promise<TierConfig>;
}

/** The specification keeps the date beside the template's id. */
const approvalOf = ({ template, effectiveDate }: TierApproval) => ({
  template: {
    id: template,
    ...(effectiveDate === undefined ? {} : { effective_date: effectiveDate }),
  },
});

/** The calls on tier configuration requests. */
export function tierConfigRequestCallsOf(caller: Caller): TierConfigRequestCalls {
  const path = "/tier/config-requests";
  const { list, get, act, one } = collectionOf(caller, path, tierConfigRequestSchema);

  function post(id: string, action: string, body: unknown, { signal }: CallOptions = {}) {
    return caller.write({ method: "POST", path: one(id, `/${action}`), body, signal });
  }

  return {
    list,
    get,
    create: (body, { signal } = {}) =>
      caller.json({ method: "POST", path, body, signal }, createdSchema),
    update: (id, params, { signal } = {}) =>
      caller.write({ method: "PUT", path: one(id), body: { params }, signal }),
    approve: (id, approval, options) => post(id, "approve", approvalOf(approval), options),
    fail: (id, reason, options) => post(id, "fail", { reason }, options),
    inquire: (id, options) => post(id, "inquire", {}, options),
    pend: (id, options) => post(id, "pend", {}, options),
    assign: (id, assignee, options) => post(id, "assign", assignee, options),
    unassign: (id, options) => post(id, "unassign", {}, options),
    submit: (id, options) => act(id, "submit", {}, options),
    validate: (id, params, options) => act(id, "validate", { params }, options),
    render: (id, options) => caller.text({ method: "GET", path: one(id, "/render"), ...options }),
    config: (id, { signal } = {}) =>
      caller.json(
        { method: "GET", path: `/tier/configs/${segment(id)}`, signal },
        tierConfigSchema,
      ),
  };
}
