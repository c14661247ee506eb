import { decide } from "./decide.ts";
import type { SubscriptionEventInput } from "./events.ts";
import { requestTypes, type RequestType } from "./request.ts";
import type { Snapshot } from "./snapshot.ts";
import type { LifecycleState, PendingState, RequestState } from "./status.ts";
import { lifecycleOf, pendingStateOf, requestStateOf } from "./view.ts";

/** One step that may legally come next, and who takes it. */
export interface LegalStep {
  readonly by: "buyer" | "vendor" | "platform" | "administrator" | "operator";
  /** In words, for a person. */
  readonly does: string;
  readonly event: SubscriptionEventInput;
}

/** The request types that may be opened in each status. */
const openable: Partial<Record<LifecycleState, readonly RequestType[]>> = {
  new: ["purchase"],
  active: requestTypes.filter((type) => type !== "purchase" && type !== "resume"),
  suspended: ["resume", "cancel"],
};

type Fact = Extract<SubscriptionEventInput, { readonly request: unknown }>["type"];

/** What a request's status may legally become next, by the object explorer's transitions. */
const following: Readonly<
  Record<Exclude<RequestState, "none">, readonly (readonly [Fact, LegalStep["by"], string])[]>
> = {
  draft: [
    ["request.pending", "buyer", "submits"],
    ["request.discarded", "buyer", "discards"],
  ],
  tiersSetup: [
    ["request.pending", "platform", "has the tier configuration settled for"],
    ["request.failed", "platform", "has the tier configuration rejected for"],
  ],
  pending: [
    ["request.approved", "vendor", "approves"],
    ["request.failed", "vendor", "rejects"],
  ],
  inquiring: [
    ["request.pending", "buyer", "answers the inquiry of"],
    ["request.failed", "vendor", "rejects"],
  ],
  scheduled: [
    ["request.pending", "platform", "brings due"],
    ["request.revoking", "buyer", "revokes"],
  ],
  revoking: [["request.revoked", "vendor", "confirms the revocation of"]],
  stuck: [
    ["request.approved", "vendor", "approves, on the platform by hand,"],
    ["request.failed", "vendor", "rejects, on the platform by hand,"],
  ],
};

/** What the platform confirms once an answer is on record. */
const confirming: Partial<Record<PendingState, readonly (typeof following)["pending"][number][]>> =
  {
    approving: [["request.approved", "platform", "confirms the approval of"]],
    failing: [["request.failed", "platform", "confirms the rejection of"]],
  };

type RequestInProgress = NonNullable<Snapshot["context"]["request"]>;

/** The answers an operator can give to a request that is stuck; none where it has to be settled by hand. */
function operatorAnswers(
  snapshot: Snapshot,
  { id, type }: RequestInProgress,
): readonly LegalStep[] {
  const by = "operator";
  const steps: readonly LegalStep[] = [
    {
      by,
      does: `approves the ${type} request`,
      event: { type: "answer.approve", requestId: id, by },
    },
    {
      by,
      does: `rejects the ${type} request`,
      event: { type: "answer.reject", requestId: id, by, reason: "rejected" },
    },
  ];
  return steps.filter(({ event }) => decide(snapshot, event).verdict.type === "moved");
}

function afterRequest(snapshot: Snapshot): readonly LegalStep[] {
  const { request } = snapshot.context;
  const state = requestStateOf(snapshot);
  if (request === null || state === "none") return [];
  if (state === "stuck") {
    const answers = operatorAnswers(snapshot, request);
    if (answers.length > 0) return answers;
  }
  const confirmed = confirming[pendingStateOf(snapshot) ?? "fulfilling"];
  return (confirmed ?? following[state]).map(([type, by, does]) => ({
    by,
    does: `${does} the ${request.type} request`,
    event: { type, request: { id: request.id, type: request.type } },
  }));
}

function openings(snapshot: Snapshot): readonly LegalStep[] {
  const { context } = snapshot;
  const id = `next-${context.ended.length + 1}`;
  return (openable[lifecycleOf(snapshot)] ?? [])
    .filter(
      (type) =>
        context.capabilities.administrativeHold || (type !== "suspend" && type !== "resume"),
    )
    .map((type) => ({
      by: type === "adjustment" ? "vendor" : "buyer",
      does: `opens a ${type} request`,
      event: { type: "request.pending", request: { id, type } },
    }));
}

/** The steps that may legally come next, whoever takes them; switching a capability on is one of them. */
export function legalSteps(
  snapshot: Snapshot,
  capabilities: readonly LegalStep[],
): readonly LegalStep[] {
  const requests = snapshot.context.request === null ? openings(snapshot) : afterRequest(snapshot);
  return [...requests, ...capabilities];
}
