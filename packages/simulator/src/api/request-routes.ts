import type { RequestRecord } from "../documents/request.ts";
import { created, markdown, NO_CONTENT, ok, type Answer } from "../http/answer.ts";
import type { Role } from "../http/roles.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { page, single } from "../rql/listing.ts";
import { approveRequest } from "../rules/approval.ts";
import { assignRequest, unassignRequest } from "../rules/assignment.ts";
import { createRequest } from "../rules/creation.ts";
import { deleteDraft, purchaseDraft, submitDraft } from "../rules/drafts.ts";
import { failRequest } from "../rules/failing.ts";
import { inquireRequest, pendRequest } from "../rules/inquiry.ts";
import { findPart } from "../rules/product-parts.ts";
import { findRequest, productOf } from "../rules/records.ts";
import { confirmRevocation, revokeRequest, scheduleRequest } from "../rules/scheduling.ts";
import { rendered } from "../rules/templates.ts";
import { updateRequest } from "../rules/updating.ts";
import { validateDraft } from "../validation/draft-validation.ts";
import { listedRequests, readRequest } from "../views/readings.ts";
import { REQUEST_LISTING, requestView } from "../views/request-view.ts";

const VENDOR: readonly Role[] = ["vendor"];
const DISTRIBUTOR: readonly Role[] = ["distributor"];
const BOTH: readonly Role[] = ["vendor", "distributor"];
const ANYONE: readonly Role[] = ["vendor", "distributor", "anonymous"];

type Act = (call: ApiCall, id: string) => RequestRecord;

const ACTIONS: readonly { name: string; roles: readonly Role[]; act: Act }[] = [
  {
    name: "approve",
    roles: VENDOR,
    act: ({ platform, body }, id) => approveRequest(platform, id, body),
  },
  { name: "fail", roles: VENDOR, act: ({ platform, body }, id) => failRequest(platform, id, body) },
  {
    name: "inquire",
    roles: VENDOR,
    act: ({ platform, body }, id) => inquireRequest(platform, id, body),
  },
  {
    name: "schedule",
    roles: VENDOR,
    act: ({ platform, body }, id) => scheduleRequest(platform, id, body),
  },
  { name: "confirm", roles: VENDOR, act: ({ platform }, id) => confirmRevocation(platform, id) },
  {
    name: "assign",
    roles: VENDOR,
    act: ({ platform, body }, id) => assignRequest(platform, id, body),
  },
  { name: "unassign", roles: VENDOR, act: ({ platform }, id) => unassignRequest(platform, id) },
  {
    name: "revoke",
    roles: DISTRIBUTOR,
    act: ({ platform, body }, id) => revokeRequest(platform, id, body),
  },
  {
    name: "purchase",
    roles: BOTH,
    act: ({ platform, role }, id) => purchaseDraft(platform, id, role),
  },
  { name: "submit", roles: BOTH, act: ({ platform, role }, id) => submitDraft(platform, id, role) },
  { name: "pend", roles: ANYONE, act: pend },
];

export const REQUEST_ROUTES: readonly Route[] = [
  { method: "GET", path: "/requests", roles: BOTH, handle: list },
  {
    method: "POST",
    path: "/requests",
    roles: BOTH,
    handle: (call) =>
      created(requestView(call.platform, createRequest(call.platform, call.role, call.body))),
  },
  { method: "GET", path: "/requests/:id", roles: BOTH, handle: get },
  {
    method: "PUT",
    path: "/requests/:id",
    roles: BOTH,
    handle: (call) => shown(call, updateRequest(call.platform, idOf(call), call.role, call.body)),
  },
  { method: "DELETE", path: "/requests/:id", roles: BOTH, handle: remove },
  { method: "GET", path: "/requests/:id/render", roles: BOTH, handle: render },
  { method: "POST", path: "/requests/:id/validate", roles: BOTH, handle: validate },
  {
    method: "POST",
    path: "/requests/:id/assign/:assignee",
    roles: VENDOR,
    handle: (call) => shown(call, assignNamed(call)),
  },
  {
    method: "GET",
    path: "/templates/:template/render",
    roles: BOTH,
    handle: renderTemplate,
  },
  ...ACTIONS.map(({ name, roles, act }): Route => ({
    method: "POST",
    path: `/requests/:id/${name}`,
    roles,
    handle: (call) => shown(call, act(call, idOf(call))),
  })),
];

function shown(call: ApiCall, request: RequestRecord): Answer {
  return ok(requestView(call.platform, request));
}

function list({ platform, query }: ApiCall): Answer {
  return page(listedRequests(platform), query, REQUEST_LISTING);
}

function get(call: ApiCall): Answer {
  return single(readRequest(call.platform, idOf(call)), call.query, REQUEST_LISTING);
}

function remove(call: ApiCall): Answer {
  deleteDraft(call.platform, idOf(call), call.role);
  return NO_CONTENT;
}

function pend({ platform, role, query, body }: ApiCall, id: string): RequestRecord {
  return pendRequest(platform, id, role, new URLSearchParams(query).get("code"), body);
}

/** The text that goes with the request's status: the tile, the customer's form, or the template as it stands. */
function render(call: ApiCall): Answer {
  const request = findRequest(call.platform, idOf(call));
  const { activation_key, template } = request.document;
  if (activation_key !== "") return markdown(activation_key);
  const body = productOf(call.platform, request).templates.find(
    (one) => one.id === template?.id,
  )?.body;
  return markdown(template?.message ?? rendered(body ?? "", request, request.document));
}

/** An older kit names the user in the path. */
function assignNamed({ platform, ids }: ApiCall): RequestRecord {
  const [id = "", assignee = ""] = ids;
  return assignRequest(
    platform,
    id,
    assignee.includes("@") ? { email: assignee } : { id: assignee },
  );
}

/** Older kits render any template of the product for a request. */
function renderTemplate({ platform, ids, query }: ApiCall): Answer {
  const request = findRequest(platform, new URLSearchParams(query).get("request_id") ?? "");
  const template = findPart(productOf(platform, request), "templates", ids[0] ?? "");
  return markdown(rendered(template.body, request, request.document));
}

async function validate(call: ApiCall): Promise<() => Answer> {
  const { platform, callValidator, role, body } = call;
  const finish = await validateDraft(platform, callValidator, idOf(call), role, body);
  return () => shown(call, finish());
}
