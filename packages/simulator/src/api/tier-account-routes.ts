import { created, NO_CONTENT, ok, type Answer } from "../http/answer.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { notFound } from "../refusal.ts";
import { page, single } from "../rql/listing.ts";
import {
  acceptAccountRequest,
  announceAccount,
  createAccountRequest,
  findAccountRequest,
  ignoreAccountRequest,
} from "../rules/tier-account-requests.ts";
import {
  createTierAccount,
  deleteTierAccount,
  findTierAccount,
  updateTierAccount,
} from "../rules/tier-accounts.ts";

const ACCOUNTS = "/tier/accounts";
const ONE = `${ACCOUNTS}/:id`;
const REQUESTS = "/tier/account-requests";
const BOTH = ["vendor", "distributor"] as const;

/** Accounts are the distributor's; vendors are asked to take changes over. */
export const TIER_ACCOUNT_ROUTES: readonly Route[] = [
  { method: "GET", path: ACCOUNTS, roles: BOTH, handle: list },
  {
    method: "POST",
    path: ACCOUNTS,
    roles: ["distributor"],
    handle: ({ platform, body }) => created(createTierAccount(platform, body).document),
  },
  { method: "GET", path: ONE, roles: BOTH, handle: get },
  { method: "PUT", path: ONE, roles: ["distributor"], handle: update },
  {
    method: "DELETE",
    path: ONE,
    roles: ["distributor"],
    handle: (call) => {
      deleteTierAccount(call.platform, idOf(call));
      return NO_CONTENT;
    },
  },
  { method: "GET", path: `${ONE}/versions`, roles: BOTH, handle: versions },
  { method: "GET", path: `${ONE}/versions/:version`, roles: BOTH, handle: version },
  { method: "GET", path: REQUESTS, roles: BOTH, handle: listRequests },
  {
    method: "POST",
    path: REQUESTS,
    roles: ["distributor"],
    handle: ({ platform, body }) => created(createAccountRequest(platform, body)),
  },
  {
    method: "GET",
    path: `${REQUESTS}/:id`,
    roles: BOTH,
    handle: (call) => single(findAccountRequest(call.platform, idOf(call)), call.query),
  },
  {
    method: "POST",
    path: `${REQUESTS}/:id/accept`,
    roles: ["vendor"],
    handle: (call) => ok(acceptAccountRequest(call.platform, idOf(call))),
  },
  {
    method: "POST",
    path: `${REQUESTS}/:id/ignore`,
    roles: ["vendor"],
    handle: (call) => ok(ignoreAccountRequest(call.platform, idOf(call), call.body)),
  },
];

function list({ platform, query }: ApiCall): Answer {
  const accounts = platform.store.list("tierAccounts").map(({ document }) => document);
  return page(accounts, query, { collection: "tierAccounts" });
}

function get(call: ApiCall): Answer {
  return single(findTierAccount(call.platform, idOf(call)).document, call.query);
}

function update(call: ApiCall): Answer {
  const account = updateTierAccount(call.platform, idOf(call), call.body);
  announceAccount(call.platform, account);
  return ok(account.document);
}

function versions(call: ApiCall): Answer {
  return page(findTierAccount(call.platform, idOf(call)).versions, call.query);
}

function version(call: ApiCall): Answer {
  const { versions: all } = findTierAccount(call.platform, idOf(call));
  const found = all.find((one) => String(one.version) === call.ids[1]);
  if (found === undefined) throw notFound("Version");
  return single(found, call.query);
}

function listRequests({ platform, query }: ApiCall): Answer {
  const requests = platform.store.list("tierAccountRequests");
  return page(requests, query, { collection: "tierAccountRequests" });
}
