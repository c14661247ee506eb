import { createHash } from "node:crypto";

import { lifecycleOf, type Snapshot } from "@tenure/machine";

/** What an observation says happened. */
type Observed = "cancel" | "purchase" | "hold" | "payment" | "change" | "parameters";

const digitsKept = 16;

const digestOf = (content: unknown): string =>
  createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, digitsKept);

function isTaken({ context: { request, waiting, ended } }: Snapshot, id: string): boolean {
  return (
    request?.id === id ||
    waiting.some((one) => one.request.id === id) ||
    ended.some((one) => one.id === id)
  );
}

/**
 * The id of a request that nobody made: it stands for what was found on the platform. The same observation has
 * the same id, whoever makes it and how often, so that it is taken in once. What comes again after it has gone
 * is another: the id is taken then, and one is made that the record's own state is a part of.
 */
export function observedId(snapshot: Snapshot, observed: Observed, content: unknown): string {
  const { key, items, parameters, ended, latestEndAt } = snapshot.context;
  const id = `observed-${observed}-${digestOf([key, observed, content])}`;
  if (!isTaken(snapshot, id)) return id;
  const state = [lifecycleOf(snapshot), items, parameters, ended.at(-1)?.id, latestEndAt];
  return `observed-${observed}-${digestOf([key, observed, content, state])}`;
}

/** The id of the payment of an interval, of which there is one. */
export function renewalId(interval: number): string {
  return `observed-renewal-${interval}`;
}
