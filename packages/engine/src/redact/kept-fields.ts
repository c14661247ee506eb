/**
 * What may be said of a field's value.
 *
 * - `plain`: the value, when it is plain: an id, a word, a date, a number, a flag, a digest.
 * - `open`: as `plain`; and when it holds fields of its own, each of them is looked at in turn.
 * - `names`: the names of the fields it holds, and none of their values.
 * - `error`: the name of an error, and the code it carries.
 */
type Kept = "plain" | "open" | "names" | "error";

const all = (kept: Kept, names: readonly string[]): readonly (readonly [string, Kept])[] =>
  names.map((name) => [name, kept]);

/**
 * The one list of what leaves the house unredacted: in exports, in logs, on screens. A field that is not
 * on it is replaced whole, so that one somebody adds is hidden until it is thought about.
 */
export const keptFields: ReadonlyMap<string, Kept> = new Map([
  // Which subscription, request, effect; and who carries it.
  ...all("plain", ["key", "tenant", "adapter", "id", "requestId", "effectId", "trace"]),
  ...all("plain", ["subscription", "product", "productId", "template"]),
  // What it is, and of which version.
  ...all("plain", ["format", "formatVersion", "machineVersion", "version", "redacted"]),
  ...all("plain", ["type", "requestType", "occasion", "timer", "by"]),
  // How it stands.
  ...all("plain", ["status", "subscriptionStatus", "requestState", "awaited", "from", "to"]),
  ...all("plain", ["lifecycle", "pending", "none", "shownAs", "outcome", "renewal"]),
  ...all("plain", ["canceledFrom", "forced", "drift"]),
  // What went wrong, and for whom it is to mend.
  ...all("plain", ["code", "guard", "capability", "blame", "loop", "circuit"]),
  // When, for how long, how often.
  ...all("plain", ["at", "createdAt", "updatedAt", "stateSince", "givenAt", "plannedDate"]),
  ...all("plain", ["effectiveDate", "latestEndAt", "availableAt", "dueAt", "heldUntil", "after"]),
  ...all("plain", ["delay", "wait", "waited", "lag", "pause", "attempt", "attempts", "claims"]),
  ...all("plain", ["lost", "count", "requests"]),
  // The chain.
  ...all("plain", ["hash", "previousHash"]),
  // What a product may do, and how doubtful cases are decided.
  ...all("plain", ["administrativeHold", "purchase", "change", "inquiring", "suspend", "resume"]),
  ...all("plain", ["cancel", "renew", "tierConfiguration", "payAsYouGo", "itemDeactivation"]),
  ...all("plain", ["simultaneousAdjustment", "renewalSwitch", "draftGate", "rejectedCancel"]),
  ...all("plain", ["fullCancel", "paymentHold"]),
  ...all("plain", ["cancelWhileSuspended", "revokedActsAsFailed", "scheduledComesDue"]),
  ...all("plain", ["rejectWhileInquiring"]),
  // What these are kept in.
  ...all("open", ["record", "entries", "snapshot", "value", "context", "event", "verdict"]),
  ...all("open", ["refusal", "effect", "effects", "timers", "due", "request", "items"]),
  ...all("open", ["consent", "answer", "stuck", "failure", "order", "ordered", "waiting"]),
  ...all("open", ["ended", "capabilities", "dynamicValidation", "scheduling", "decisions"]),
  ...all("names", ["parameters"]),
  ...all("error", ["error", "err"]),
]);
