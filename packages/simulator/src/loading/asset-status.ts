/** Statuses of older payloads and those the platform has today. */
const CURRENT = ["draft", "processing", "active", "suspended", "terminating", "terminated"];

/** Once a subscription is active it can be in any of these when an old request is looked at. */
const AFTER_START = ["active", "suspended", "terminating", "terminated"];

/**
 * The status a subscription must have for a request of this type and status to be possible. Requests that
 * have ended allow several: `given` is kept when it is one of them.
 */
export function assetStatusFor(type: string, status: string, given: string | undefined): string {
  const possible = possibleStatuses(type, status);
  if (given !== undefined && possible.includes(given)) return given;
  return possible[0] ?? "active";
}

function possibleStatuses(type: string, status: string): readonly string[] {
  switch (status) {
    case "approved":
      return afterApproval(type);
    case "failed":
    case "revoked":
      return afterRejection(type);
    case "draft":
      return type === "purchase" ? ["draft"] : ["active"];
    default:
      return whileOpen(type);
  }
}

function whileOpen(type: string): readonly string[] {
  switch (type) {
    case "purchase":
      return ["processing"];
    case "cancel":
      return ["terminating"];
    case "resume":
      return ["suspended"];
    case "change":
    case "adjustment":
    case "suspend":
    case "renew":
    case "transfer":
      return ["active"];
    default:
      // A type nobody knows fits wherever it was seen.
      return ["active", ...CURRENT];
  }
}

function afterApproval(type: string): readonly string[] {
  if (type === "cancel") return ["terminated"];
  if (type === "suspend") return ["suspended", ...AFTER_START];
  return AFTER_START;
}

function afterRejection(type: string): readonly string[] {
  if (type === "purchase") return ["terminated"];
  if (type === "resume") return ["suspended", ...AFTER_START];
  return AFTER_START;
}
