import type { TenureErrorCode } from "@tenure/engine";
import type { RefusalCode } from "@tenure/machine";

/** What the code means, where its definition does not say, and what to do. */
export const reliefs: Readonly<
  Record<TenureErrorCode, readonly [meaning: string, remedy: string]>
> = {
  key_invalid: ["", "Send the platform's id, or `<tenant>:<id>`."],
  idempotency_key_invalid: ["", "Send a text of 1 to 255 characters."],
  tenant_unknown: ["", "Name the tenant in the option `tenants`, or correct the key."],
  query_invalid: ["", "Correct what the message names."],
  subscription_unknown: ["", "Check the key; `list` shows those on record."],
  import_invalid: ["", "Export it again, unredacted, with a release that this one knows."],
  subscription_exists: ["", "Leave the one that is there, or import under another key."],
  idempotency_conflict: ["", "Give each event a key of its own."],
  version_conflict: ["", "Read the subscription again, then decide."],
  adapter_mismatch: ["", "Name the adapter the subscription was made with."],
  store_locked: ["", "End the other process, or open the store with `readOnly: true` to look."],
  store_busy: ["", "Send it again; nothing was half done."],
  store_unavailable: ["", "See to the disk, the permissions or the server."],
  store_read_only: ["", "Open it without `readOnly` to work on it."],
  store_unsupported: ["", "Use a store that can, or do without."],
  store_newer: ["", "Run the newer release again."],
  store_foreign: ["", "Name another file, or another schema."],
  store_corrupt: ["", "Restore a backup."],
  snapshot_version: ["", "Run the release that wrote it, or a newer one."],
  store_closed: ["", "Open the store first; an engine does so in `start`."],
  store_failed: ["", "The message and the cause say what it was; nothing was written."],
  engine_not_started: ["A verb was called before `start` resolved.", "Await `start` first."],
  engine_started: ["`start` was called again.", "Start an engine once."],
  engine_stopped: ["The engine was stopped, and stays so.", "Create another one."],
  options_invalid: ["An option cannot work.", "The message names it and says what is expected."],
  adapter_required: ["", "Give `adapter` to `send`."],
  adapter_unknown: ["No adapter has that name.", "Name one of those the engine was given."],
};

/** What to do about a refusal, beyond what its message says of the case. */
export const refusalReliefs: Readonly<Record<RefusalCode, string>> = {
  not_in_this_state: "Wait for a status that allows it; `available` lists what is legal now.",
  capability_missing:
    "Have the product's capability switched on; the refusal names it as `capability`.",
  request_in_progress: "Wait for that request to end, then ask again.",
  consent_missing: "Ask the customer, and send who agreed, to which text and when.",
  last_active_item: "Cancel the subscription in place of its last item.",
  item_unknown: "Name an item the subscription has.",
  item_not_active: "Reinstate it first, or name another.",
  item_ended: "Add the product as a new item.",
  full_cancel_unsupported:
    "On cleverbridge's Subscription Management 1.0 see the option `fullCancelUnder10`.",
  payment_hold: "Have the customer pay; the platform resumes by itself.",
  answer_not_allowed: "Answer the request in progress, by its id, with what its type allows.",
  drift: "Compare with the platform by `reconcile`.",
  subscription_ended: "Have a new subscription purchased.",
  invalid_event: "Correct its shape; nothing of it was kept.",
};

/** Errors that Tenure itself gives to work that waits. */
export const stuckMeanings: Readonly<Record<string, string>> = {
  held: "The type was given `hold`: a person answers it, on purpose.",
  handler_threw: "The handler threw at its last attempt. The message is the error's.",
  aborted: "The handler did not answer in time.",
  invalid_answer: "The handler answered something other than `approve()`, `reject()` and so on.",
  answer_not_allowed:
    "The handler's answer does not fit: suspend, resume and cancel cannot be inquired, and only a product with the scheduling capability can be scheduled.",
  answer_unusable: "The handler's answer does not belong to the request in progress.",
  unsupported_request_type: "The request is of a type this release does not know.",
  attempt_timeout: "An attempt took longer than `attemptTimeoutMilliseconds`.",
  effect_lost:
    "Attempt after attempt ended without a word: the process seems to die of it. See `retry.lost`.",
  adapter_unknown: "No adapter of the name is configured any more. It is tried again.",
  outcome_invalid: "An adapter of your own gave an outcome that is none.",
  platform_behind: "The platform still shows what is known already. It is looked at again.",
  template_not_found: "There is no such template of the scope and use.",
  template_ambiguous: "Several templates have the name: give the id of one.",
  unknown_status: "The platform shows a status this release does not know.",
  not_on_this_platform: "The platform has no call for it.",
  postponed: "The revocation's handler asked for a delay. It is asked again.",
  waits_for_second_level: "A reseller's request waits for that of the level above it.",
};

/** What the service's own problems mean. */
export const serviceMeanings: Readonly<Record<string, string>> = {
  unauthorized: "HTTP 401. The bearer token is missing or is none the service knows.",
  role_missing: "HTTP 403. The token's role may not do this.",
  tenant_forbidden: "HTTP 403. The token is of another tenant, or this concerns all of them.",
  cross_site: "HTTP 403. A change came from another site's page.",
  host_unknown: "HTTP 403. The service was called by a name it does not go by: see `http.hosts`.",
  route_unknown: "HTTP 404. There is nothing at this path.",
  method_not_allowed: "HTTP 405. The path does not know the method.",
  request_invalid: "HTTP 400. `errors` names each part that is wrong.",
  content_type_unsupported: "HTTP 415. A change is sent as JSON.",
  body_too_large: "HTTP 413. See `http.maximumBodyBytes`.",
  idempotency_key_required: "HTTP 400. The change needs the header `Idempotency-Key`.",
  request_timeout:
    "HTTP 503. The answer took longer than `http.requestTimeoutMilliseconds`; a change may have been made.",
  too_many_streams: "HTTP 503. All of `http.streams` are taken.",
  not_ready: "HTTP 503. The service is ending, or could not lay a chart out just now.",
  inspector_disabled: "HTTP 404. `inspector.enabled` is false.",
  too_many_inspectors: "HTTP 503. As many machines are connected as may be.",
  upgrade_required: "HTTP 426. Connect with a WebSocket.",
  internal: "HTTP 500. The service failed; its log says more.",
};
