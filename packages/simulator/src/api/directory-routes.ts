import {
  contractOf,
  DEFAULT_CONNECTION_ID,
  DEFAULT_MARKETPLACE_ID,
  DISTRIBUTOR_ACCOUNT,
  DISTRIBUTOR_USER,
  HUB,
  HUB_INSTANCE,
  marketplaceOf,
  VENDOR_ACCOUNT,
  VENDOR_USER,
} from "../accounts.ts";
import type { Answer } from "../http/answer.ts";
import type { Role } from "../http/roles.ts";
import type { ApiCall, Route } from "../http/router.ts";
import { textAt } from "../json-reading.ts";
import { notFound } from "../refusal.ts";
import { page, single } from "../rql/listing.ts";
import { connectionsOf } from "../views/product-view.ts";

const BOTH = ["vendor", "distributor"] as const;

/** Gives the documents of a list; `id` is that of what they belong to. */
type Documents = (call: ApiCall, id: string) => readonly object[];

const ACCOUNTS: Documents = ({ role }) => [
  role === "vendor"
    ? { ...VENDOR_ACCOUNT, type: "vendor" }
    : { ...DISTRIBUTOR_ACCOUNT, type: "distributor" },
];
const USERS: Documents = (call, account) => [userOf(call.role, account)];
const HUBS: Documents = () => [{ ...HUB, company: DISTRIBUTOR_ACCOUNT, instance: HUB_INSTANCE }];
const HUB_CONNECTIONS: Documents = ({ platform }, hub) =>
  platform.store
    .list("products")
    .flatMap((product) => connectionsOf(platform, product))
    .filter((connection) => textAt(connection["hub"], "id") === hub);
const MARKETPLACES: Documents = () => [
  { ...marketplaceOf(DEFAULT_MARKETPLACE_ID), owner: DISTRIBUTOR_ACCOUNT, currency: "USD" },
];
const CONTRACTS: Documents = () => [
  {
    ...contractOf(DEFAULT_CONNECTION_ID),
    type: "distribution",
    status: "active",
    marketplace: marketplaceOf(DEFAULT_MARKETPLACE_ID),
    owner: DISTRIBUTOR_ACCOUNT,
  },
];

/** Who there is: the two parties of every simulated sale, and where and under what they sell. Nobody can change it. */
export const DIRECTORY_ROUTES: readonly Route[] = [
  ...collection("/accounts", ACCOUNTS),
  ...collection("/accounts/:owner/users", USERS),
  ...collection("/hubs", HUBS),
  ...collection("/hubs/:owner/connections", HUB_CONNECTIONS),
  ...collection("/marketplaces", MARKETPLACES),
  ...collection("/contracts", CONTRACTS),
];

function collection(path: string, documents: Documents): readonly Route[] {
  const isBelow = path.includes(":owner");
  const all = (call: ApiCall) => documents(call, isBelow ? (call.ids[0] ?? "") : "");
  return [
    { method: "GET", path, roles: BOTH, handle: (call) => page(all(call), call.query) },
    {
      method: "GET",
      path: `${path}/:id`,
      roles: BOTH,
      handle: (call) => one(call, all(call), call.ids[isBelow ? 1 : 0]),
    },
  ];
}

function one(call: ApiCall, documents: readonly object[], id: string | undefined): Answer {
  const found = documents.find((document) => textAt(document, "id") === id);
  if (found === undefined) throw notFound("Object");
  return single(found, call.query);
}

/** The user behind the caller's key, who is the only one of the caller's account. */
function userOf(role: Role, account: string): object {
  const isVendor = role === "vendor";
  if (account !== (isVendor ? VENDOR_ACCOUNT : DISTRIBUTOR_ACCOUNT).id) throw notFound("Account");
  return isVendor ? VENDOR_USER : DISTRIBUTOR_USER;
}
