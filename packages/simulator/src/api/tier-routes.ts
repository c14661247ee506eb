import { markdown, NO_CONTENT, ok, created, type Answer } from "../http/answer.ts";
import type { Role } from "../http/roles.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { page, single } from "../rql/listing.ts";
import { assigneeIn } from "../rules/assignment.ts";
import { createTierRequest } from "../rules/tier-creation.ts";
import { submitTierDraft } from "../rules/tier-drafts.ts";
import { approveTierRequest, failTierRequest } from "../rules/tier-ending.ts";
import { inquireTierRequest, pendTierRequest } from "../rules/tier-inquiry.ts";
import {
  tierProductOf,
  findTierConfig,
  findTierRequest,
  writeTierRequest,
} from "../rules/tier-records.ts";
import { renderedForTier } from "../rules/tier-rendering.ts";
import { updateTierRequest } from "../rules/tier-updating.ts";
import { validateTierRequest } from "../rules/tier-validation.ts";
import {
  shownTierRequest,
  TIER_CONFIG_LISTING,
  TIER_REQUEST_LISTING,
  tierConfigView,
  tierRequestView,
} from "../views/tier-request-view.ts";

const REQUESTS = "/tier/config-requests";
const CONFIGS = "/tier/configs";
const VENDOR: readonly Role[] = ["vendor"];
const BOTH: readonly Role[] = ["vendor", "distributor"];
const ANYONE: readonly Role[] = ["vendor", "distributor", "anonymous"];

/** Actions that answer 204. */
const QUIET: readonly {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly act: (call: ApiCall, id: string) => void;
}[] = [
  {
    name: "fail",
    roles: BOTH,
    act: ({ platform, body }, id) => failTierRequest(platform, id, body),
  },
  {
    name: "inquire",
    roles: VENDOR,
    act: ({ platform, body }, id) => inquireTierRequest(platform, id, body),
  },
  { name: "pend", roles: ANYONE, act: pend },
  {
    name: "assign",
    roles: BOTH,
    act: ({ platform, body }, id) => {
      const request = findTierRequest(platform, id);
      writeTierRequest(platform, request, { assignee: assigneeIn(body) });
    },
  },
  {
    name: "unassign",
    roles: BOTH,
    act: ({ platform }, id) => {
      writeTierRequest(platform, findTierRequest(platform, id), { assignee: "" });
    },
  },
];

export const TIER_ROUTES: readonly Route[] = [
  { method: "GET", path: REQUESTS, roles: BOTH, handle: list },
  { method: "POST", path: REQUESTS, roles: BOTH, handle: create },
  { method: "GET", path: `${REQUESTS}/:id`, roles: BOTH, handle: get },
  { method: "PUT", path: `${REQUESTS}/:id`, roles: BOTH, handle: update },
  { method: "POST", path: `${REQUESTS}/:id/approve`, roles: VENDOR, handle: approve },
  { method: "POST", path: `${REQUESTS}/:id/submit`, roles: BOTH, handle: submit },
  { method: "POST", path: `${REQUESTS}/:id/validate`, roles: BOTH, handle: validate },
  { method: "GET", path: `${REQUESTS}/:id/render`, roles: BOTH, handle: render },
  ...QUIET.map(({ name, roles, act }): Route => ({
    method: "POST",
    path: `${REQUESTS}/:id/${name}`,
    roles,
    handle: (call) => {
      act(call, idOf(call));
      return NO_CONTENT;
    },
  })),
  { method: "GET", path: CONFIGS, roles: BOTH, handle: listConfigs },
  { method: "GET", path: `${CONFIGS}/:id`, roles: BOTH, handle: getConfig },
  { method: "GET", path: `${CONFIGS}/:id/render`, roles: BOTH, handle: renderConfig },
];

function list({ platform, query }: ApiCall): Answer {
  return page(
    platform.store.list("tierRequests").map((request) => tierRequestView(platform, request)),
    query,
    TIER_REQUEST_LISTING,
  );
}

function get(call: ApiCall): Answer {
  const request = findTierRequest(call.platform, idOf(call));
  return single(tierRequestView(call.platform, request), call.query, TIER_REQUEST_LISTING);
}

function create({ platform, role, body }: ApiCall): Answer {
  return created(shownTierRequest(platform, createTierRequest(platform, role, body)));
}

function update(call: ApiCall): Answer {
  const { platform, role, body } = call;
  return ok(shownTierRequest(platform, updateTierRequest(platform, idOf(call), role, body)));
}

function approve(call: ApiCall): Answer {
  const { document } = approveTierRequest(call.platform, idOf(call), call.body);
  return ok({ template: document.template, effective_date: document.effective_date });
}

function submit(call: ApiCall): Answer {
  const { platform, role } = call;
  return ok(shownTierRequest(platform, submitTierDraft(platform, idOf(call), role)));
}

async function validate(call: ApiCall): Promise<() => Answer> {
  const { platform, callValidator, role, body } = call;
  const finish = await validateTierRequest(platform, callValidator, idOf(call), role, body);
  return () => ok(shownTierRequest(platform, finish()));
}

function pend({ platform, role, query, body }: ApiCall, id: string): void {
  pendTierRequest(platform, id, role, new URLSearchParams(query).get("code"), body);
}

/** The text the request was approved with, or that of its template as things stand. */
function render(call: ApiCall): Answer {
  return markdown(textOf(call, findTierRequest(call.platform, idOf(call)).document.id));
}

function listConfigs({ platform, query }: ApiCall): Answer {
  return page(platform.store.list("tierConfigs").map(tierConfigView), query, TIER_CONFIG_LISTING);
}

function getConfig(call: ApiCall): Answer {
  const config = findTierConfig(call.platform, idOf(call));
  return single(tierConfigView(config), call.query, TIER_CONFIG_LISTING);
}

/** The text of the latest approved request of the configuration; nothing before the first. */
function renderConfig(call: ApiCall): Answer {
  const { document } = findTierConfig(call.platform, idOf(call));
  const approved = call.platform.store
    .list("tierRequests")
    .findLast(
      (request) =>
        request.document.status === "approved" && request.document.configuration.id === document.id,
    );
  return markdown(approved === undefined ? "" : textOf(call, approved.document.id));
}

function textOf({ platform }: ApiCall, id: string): string {
  const request = findTierRequest(platform, id);
  const { template } = request.document;
  if (template?.representation !== undefined) return template.representation;
  const chosen = tierProductOf(platform, request).templates.find((one) => one.id === template?.id);
  return renderedForTier(platform, chosen?.body ?? "", request);
}
