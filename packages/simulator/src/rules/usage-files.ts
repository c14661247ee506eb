import {
  DEFAULT_CONNECTION_ID,
  DISTRIBUTOR_ACCOUNT,
  DISTRIBUTOR_USER,
  marketplaceOf,
  contractOf,
  VENDOR_ACCOUNT,
  VENDOR_USER,
} from "../accounts.ts";
import type { UsageFile, UsageFileStatus } from "../documents/usage.ts";
import type { Role } from "../http/roles.ts";
import { mintUsageFileId } from "../identifiers.ts";
import { parseInstant } from "../instants.ts";
import { filledTextAt, objectAt, textAt, textIn, textOr } from "../json-reading.ts";
import { stamp, type Platform } from "../platform.ts";
import { invalid, missingFields, notFound, wrongStatus } from "../refusal.ts";
import { isOn } from "./capabilities.ts";

export function findUsageFile(platform: Platform, id: string): UsageFile {
  const file = platform.store.get("usageFiles", id);
  if (file === undefined) throw notFound("Usage file");
  return file;
}

/** `POST /usage/files`. The product must be paid by use, or report the use of reservations. */
export function createUsageFile(platform: Platform, role: Role, body: unknown): UsageFile {
  const productId = textIn(body, "product", "id");
  if (productId === undefined) throw invalid("product: This field is required.");
  const product = platform.store.get("products", productId)?.document;
  if (product === undefined) throw invalid(`product.id: Product "${productId}" does not exist.`);
  const schema = textIn(product.capabilities, "ppu", "schema");
  if (schema === undefined && !isOn(product, "reservation", "consumption")) {
    throw invalid("product.id: The product does not support usage reporting.");
  }
  const contractId = textIn(body, "contract", "id");
  if (contractId === undefined) throw invalid("contract: This field is required.");
  const period = periodIn(body);
  const at = stamp(platform);
  const { id, name, icon } = product;
  const file: UsageFile = {
    id: mintUsageFileId(platform, at.slice(0, 7)),
    name: textOr(body, "name", ""),
    description: textOr(body, "description", ""),
    note: textOr(body, "note", ""),
    external_id: textAt(body, "external_id") ?? null,
    status: "draft",
    sub_status: null,
    schema: (schema ?? "QT").toLowerCase(),
    currency: textOr(body, "currency", "USD"),
    environment: "test",
    period,
    start_datetime_utc: `${period.from}T00:00:00+00:00`,
    end_datetime_utc: `${period.to}T00:00:00+00:00`,
    product: { id, name, icon },
    contract: { ...contractOf(DEFAULT_CONNECTION_ID), id: contractId },
    marketplace: marketplaceOf(textIn(body, "marketplace", "id")),
    vendor: VENDOR_ACCOUNT,
    provider: DISTRIBUTOR_ACCOUNT,
    acceptance_note: "",
    rejection_note: "",
    error_detail: "",
    usage_file_uri: "",
    processed_file_uri: "",
    reconciliation_file_uri: "",
    events: { created: { at, by: userOf(role) } },
  };
  platform.store.put("usageFiles", file.id, file);
  return file;
}

/** `PUT /usage/files/{id}`: until the file is submitted. */
export function updateUsageFile(platform: Platform, id: string, body: unknown): UsageFile {
  const file = inStatus(
    findUsageFile(platform, id),
    ["draft", "ready", "invalid", "rejected"],
    "updated",
  );
  const period = objectAt(body, "period") === undefined ? file.period : periodIn(body);
  return put(platform, {
    ...file,
    name: textOr(body, "name", file.name),
    description: textOr(body, "description", file.description),
    note: textOr(body, "note", file.note),
    external_id: textAt(body, "external_id") ?? file.external_id,
    currency: textOr(body, "currency", file.currency),
    period,
  });
}

/** The moves of a usage file that need nothing but its status: from where, to where, and what it is called. */
const MOVES = {
  submit: { from: ["ready"], to: "pending", event: "submitted", done: "submitted" },
  close: { from: ["accepted"], to: "closed", event: "closed", done: "closed" },
  delete: {
    from: ["draft", "ready", "invalid", "rejected"],
    to: "deleted",
    event: "deleted",
    done: "deleted",
  },
  reprocess: {
    from: ["ready", "invalid", "rejected"],
    to: "ready",
    event: "uploaded",
    done: "reprocessed",
  },
} as const satisfies Record<
  string,
  { from: readonly UsageFileStatus[]; to: UsageFileStatus; event: string; done: string }
>;

export type UsageMove = keyof typeof MOVES;

export function moveUsageFile(
  platform: Platform,
  role: Role,
  id: string,
  name: UsageMove,
): UsageFile {
  const move = MOVES[name];
  const file = inStatus(findUsageFile(platform, id), move.from, move.done);
  if (name === "reprocess" && file.usage_file_uri === "") {
    throw wrongStatus("Only uploaded Usage Files can be reprocessed.");
  }
  return moved(platform, role, file, move.to, move.event, {});
}

/** The distributor's answer to a submitted file; both need a note. */
export function answerUsageFile(
  platform: Platform,
  role: Role,
  id: string,
  answer: "accepted" | "rejected",
  body: unknown,
): UsageFile {
  const file = inStatus(findUsageFile(platform, id), ["pending"], answer);
  const field = answer === "accepted" ? "acceptance_note" : "rejection_note";
  const note = filledTextAt(body, field);
  if (note === undefined) throw missingFields(field);
  return moved(platform, role, file, answer, answer, { [field]: note });
}

export function moved(
  platform: Platform,
  role: Role,
  file: UsageFile,
  status: UsageFileStatus,
  event: string,
  changes: Partial<UsageFile>,
): UsageFile {
  const stamped = { at: stamp(platform), by: userOf(role) };
  return put(platform, {
    ...file,
    ...changes,
    status,
    events: { ...file.events, [event]: stamped },
  });
}

export function inStatus(
  file: UsageFile,
  statuses: readonly UsageFileStatus[],
  done: string,
): UsageFile {
  if (statuses.includes(file.status)) return file;
  throw wrongStatus(`Usage Files in status ${file.status} cannot be ${done}.`);
}

function put(platform: Platform, file: UsageFile): UsageFile {
  platform.store.put("usageFiles", file.id, file);
  return file;
}

function userOf(role: Role) {
  return role === "vendor" ? VENDOR_USER : DISTRIBUTOR_USER;
}

/** Days, or moments of which the day counts. */
function periodIn(body: unknown): UsageFile["period"] {
  const dayAt = (field: "from" | "to"): string => {
    const text = textIn(body, "period", field);
    if (text === undefined) throw invalid(`period.${field}: This field is required.`);
    const day = text.slice(0, 10);
    if (parseInstant(`${day}T00:00:00`) === undefined) {
      throw invalid(
        `period.${field}: Date has wrong format. Use one of these formats instead: YYYY-MM-DD.`,
      );
    }
    return day;
  };
  const period = { from: dayAt("from"), to: dayAt("to") };
  if (period.from > period.to) throw invalid("period.to: The end must not be before the start.");
  return period;
}
