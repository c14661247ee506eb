import { lifecycleOf, type Snapshot } from "@tenure/machine";

import type { Step } from "./explore.ts";

/** `active -> suspended`. What never was is `new`, what was deleted `discarded`. */
export type Edge = `${string} -> ${string}`;

/** The subscription's status before and after; undefined when it stayed. */
export function subscriptionEdge({ before, decision }: Step): Edge | undefined {
  const from = lifecycleOf(before);
  const to = lifecycleOf(decision.snapshot);
  return from === to ? undefined : `${from} -> ${to}`;
}

/** The status of each request the record knows of, as the platform last showed it, by id. */
function requestStatuses({ context }: Snapshot): ReadonlyMap<string, string> {
  const { request, waiting, ended } = context;
  return new Map([
    ...ended.map(({ id, outcome }) => [id, outcome] as const),
    ...waiting.map(({ request: { id }, shownAs }) => [id, shownAs] as const),
    ...(request === null ? [] : [[request.id, request.shownAs] as const]),
  ]);
}

/** What became of each request whose status moved, those that were dropped from the record left out. */
export function requestEdges({ before, decision }: Step): readonly Edge[] {
  const was = requestStatuses(before);
  return [...requestStatuses(decision.snapshot)].flatMap(([id, status]): readonly Edge[] => {
    const from = was.get(id) ?? "new";
    return from === status ? [] : [`${from} -> ${status}`];
  });
}
