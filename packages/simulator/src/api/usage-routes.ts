import type { UsageFile } from "../documents/usage.ts";
import { created, ok, type Answer } from "../http/answer.ts";
import type { Role } from "../http/roles.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { textAt } from "../json-reading.ts";
import { invalid, Refusal } from "../refusal.ts";
import { page, single } from "../rql/listing.ts";
import {
  answerUsageFile,
  createUsageFile,
  findUsageFile,
  moveUsageFile,
  updateUsageFile,
  type UsageMove,
} from "../rules/usage-files.ts";
import {
  closeUsageRecord,
  findUsageRecord,
  moveRecords,
  updateUsageRecord,
} from "../rules/usage-records.ts";
import { reconcileUsage, uploadUsage } from "../rules/usage-upload.ts";
import { USAGE_FILE_LISTING, USAGE_RECORD_LISTING, usageFileView } from "../views/usage-view.ts";

const FILES = "/usage/files";
const RECORDS = "/usage/records";
const VENDOR: readonly Role[] = ["vendor"];
const DISTRIBUTOR: readonly Role[] = ["distributor"];
const BOTH: readonly Role[] = ["vendor", "distributor"];

type Act = (call: ApiCall) => UsageFile;

const ACTIONS: readonly {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly act: Act;
}[] = [
  {
    name: "upload",
    roles: VENDOR,
    act: (call) => uploadUsage(call.platform, call.role, idOf(call), call.body),
  },
  { name: "submit", roles: VENDOR, act: move("submit") },
  { name: "delete", roles: VENDOR, act: move("delete") },
  { name: "reprocess", roles: VENDOR, act: move("reprocess") },
  { name: "close", roles: DISTRIBUTOR, act: close },
  { name: "accept", roles: DISTRIBUTOR, act: (call) => answerFile(call, "accepted") },
  { name: "reject", roles: DISTRIBUTOR, act: (call) => answerFile(call, "rejected") },
  {
    name: "reconciliation",
    roles: BOTH,
    act: (call) => reconcileUsage(call.platform, call.role, idOf(call), call.body),
  },
];

/** The vendor reports, the distributor accepts and bills. */
export const USAGE_ROUTES: readonly Route[] = [
  { method: "GET", path: FILES, roles: BOTH, handle: list },
  { method: "POST", path: FILES, roles: VENDOR, handle: create },
  { method: "GET", path: `${FILES}/:id`, roles: BOTH, handle: get },
  {
    method: "PUT",
    path: `${FILES}/:id`,
    roles: VENDOR,
    handle: (call) => ok(view(call, updateUsageFile(call.platform, idOf(call), call.body))),
  },
  ...ACTIONS.map(({ name, roles, act }): Route => ({
    method: "POST",
    path: `${FILES}/:id/${name}`,
    roles,
    handle: (call) => ok(view(call, act(call))),
  })),
  { method: "GET", path: RECORDS, roles: BOTH, handle: listRecords },
  { method: "POST", path: `${RECORDS}/close-records`, roles: DISTRIBUTOR, handle: closeRecords },
  {
    method: "GET",
    path: `${RECORDS}/:id`,
    roles: BOTH,
    handle: (call) => single(findUsageRecord(call.platform, idOf(call)), call.query),
  },
  {
    method: "PUT",
    path: `${RECORDS}/:id`,
    roles: DISTRIBUTOR,
    handle: (call) => ok(updateUsageRecord(call.platform, idOf(call), call.body)),
  },
  {
    method: "POST",
    path: `${RECORDS}/:id/close`,
    roles: DISTRIBUTOR,
    handle: (call) => ok(closeUsageRecord(call.platform, idOf(call), call.body)),
  },
];

function list({ platform, query }: ApiCall): Answer {
  const files = platform.store.list("usageFiles").map((file) => usageFileView(platform, file));
  return page(files, query, USAGE_FILE_LISTING);
}

function get(call: ApiCall): Answer {
  return single(view(call, findUsageFile(call.platform, idOf(call))), call.query);
}

function create(call: ApiCall): Answer {
  return created(view(call, createUsageFile(call.platform, call.role, call.body)));
}

function listRecords({ platform, query }: ApiCall): Answer {
  return page(platform.store.list("usageRecords"), query, USAGE_RECORD_LISTING);
}

function move(name: UsageMove): Act {
  return ({ platform, role, ids }) => moveUsageFile(platform, role, ids[0] ?? "", name);
}

function close(call: ApiCall): UsageFile {
  const file = moveUsageFile(call.platform, call.role, idOf(call), "close");
  moveRecords(call.platform, file.id, "closed");
  return file;
}

function answerFile(call: ApiCall, answer: "accepted" | "rejected"): UsageFile {
  const file = answerUsageFile(call.platform, call.role, idOf(call), answer, call.body);
  moveRecords(call.platform, file.id, answer === "accepted" ? "approved" : "rejected");
  return file;
}

/** Closes each record it can and says of each what became of it, with status 206. */
function closeRecords({ platform, body }: ApiCall): Answer {
  if (!Array.isArray(body)) throw invalid("Expected a list of items.");
  return { status: 206, json: body.map((entry: unknown) => closed(platform, entry)) };
}

function closed(platform: ApiCall["platform"], entry: unknown): object {
  const id = textAt(entry, "id") ?? "";
  try {
    return { id, status: closeUsageRecord(platform, id, entry).status };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const status = platform.store.get("usageRecords", id)?.status;
    return { id, status, error_codes: error.code, error_details: error.errors.join(" ") };
  }
}

function view({ platform }: ApiCall, file: UsageFile): object {
  return usageFileView(platform, file);
}
