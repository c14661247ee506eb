import * as parameters from "./parameters.ts";

/*
 * What facts about requests do in the request regions of both machines.
 */

export const readRequest = { type: "readRequest", params: parameters.ofRequest } as const;

/** A request shows that the record does not hold, while none is in progress. */
export const opened = <State extends string>(state: State) =>
  ({ guard: "opensRequest", target: state, actions: "openRequest" }) as const;

export const openedPending = [
  {
    guard: "opensUnsupportedRequest",
    target: "stuck",
    actions: ["openRequest", "holdUnsupported"],
  },
  { guard: "opensRequest", target: "pending", actions: "openRequest" },
] as const;

export const openedDraft = {
  guard: "opensDraft",
  target: "draft",
  actions: "openRequest",
} as const;

/** The request in progress ends. */
export const ended = { guard: "endsRequest", target: ".none", actions: "endRequest" } as const;
/** A request ends that was never seen open. */
export const unknownEnded = { guard: "opensRequest", actions: "endRequest" } as const;
/** A request shows beside the one in progress. */
export const another = {
  guard: "isAnotherOpenRequest",
  actions: ["keepWaiting", readRequest],
} as const;
export const anotherEnded = { guard: "isAnotherRequest", actions: "endRequest" } as const;

/** The request in progress is shown in another status. */
export const moved = <State extends string>(state: State) =>
  [{ guard: "movesRequest", target: state, actions: "moveRequest" }, another] as const;

export const movedToPending = [
  {
    guard: "movesUnsupportedRequest",
    target: ".stuck",
    actions: ["moveRequest", "holdUnsupported"],
  },
  { guard: "movesRequest", target: ".pending", actions: "moveRequest" },
  another,
] as const;
