import type { Snapshot } from "@tenure/machine";

/** The cancel that a record holds open. */
export interface Cancellation {
  readonly id: string;
  readonly shownAs: string;
  readonly plannedDate: string | undefined;
  /** A command asked for it; otherwise it was found on the platform. */
  readonly isOrdered: boolean;
  /** It is the request in progress; otherwise it waits for that to end. */
  readonly isInProgress: boolean;
}

/** The cancel that is in progress, or that waits; there is one at most. */
export function cancellationOf({ context }: Snapshot): Cancellation | undefined {
  const { request, waiting } = context;
  if (request?.type === "cancel") {
    const { id, shownAs, plannedDate, order } = request;
    return { id, shownAs, plannedDate, isOrdered: order !== undefined, isInProgress: true };
  }
  const row = waiting.find((one) => one.request.type === "cancel");
  if (row === undefined) return undefined;
  const { shownAs } = row;
  const { id, plannedDate } = row.request;
  return { id, shownAs, plannedDate, isOrdered: false, isInProgress: false };
}
