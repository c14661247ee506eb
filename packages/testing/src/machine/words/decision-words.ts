import { lifecycleOf, type Decision, type Snapshot, type Verdict } from "@tenure/machine";

/** The state of the request region, with what is inside it: `none.idle`, `pending.fulfilling`, `stuck`. */
export function requestWords({ value: { request } }: Snapshot): string {
  return typeof request === "string" ? request : Object.entries(request).flat().join(".");
}

/** Where a subscription is. */
export function stateWords(snapshot: Snapshot): string {
  return `${lifecycleOf(snapshot)} / ${requestWords(snapshot)}`;
}

function verdictWords(verdict: Verdict): string {
  if (verdict.type === "unchanged") return `unchanged, ${verdict.reason}`;
  return verdict.type === "refused" ? `refused, ${verdict.refusal.code}` : verdict.type;
}

/** Where a decision led, in words that compare: status, request state, verdict, effects in order. */
export function decisionWords({ snapshot, verdict, effects }: Decision): string {
  const asked = effects.map(({ type }) => type).join(" ");
  return `${stateWords(snapshot)}: ${verdictWords(verdict)} [${asked}]`;
}
