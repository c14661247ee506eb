import { lifecycleOf, type RequestFact, requestStateOf, type Snapshot } from "@tenure/machine";

/** Whether the request in progress is a draft: only those are ever deleted by the platform. */
export function isDraftInProgress(snapshot: Snapshot): boolean {
  return requestStateOf(snapshot) === "draft" || lifecycleOf(snapshot) === "draft";
}

/** The fact that a draft is gone: the object explorer draws drafts as garbage-collected or canceled. */
export function discardedFact(requestId: string, type: string): RequestFact {
  return { type: "request.discarded", request: { id: requestId, type } };
}
