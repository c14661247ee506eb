import type { Edge } from "../exploration/status-edges.ts";
import type { OfficialGraph } from "./official-graphs.ts";

/** Edges of the machine that the object explorer does not draw, and what allows them. */
export interface Allowance {
  readonly by: string;
  readonly edges: readonly Edge[];
}

const fromEach = (from: string, ...to: readonly string[]): readonly Edge[] =>
  to.map((status): Edge => `${from} -> ${status}`);

/** What facts about requests do to a subscription's status beyond the official graph. */
export const subscriptionBeyond: readonly Allowance[] = [
  { by: "D2 a suspended subscription may be canceled", edges: ["suspended -> terminating"] },
  {
    by: "D3 a rejected cancel leads back to where it was canceled from",
    edges: ["terminating -> active", "terminating -> suspended"],
  },
  {
    by: "D10 a cancel that waited is taken up as soon as the purchase is approved",
    edges: ["processing -> terminating", "draft -> terminating"],
  },
  {
    by: "D11 a fact may skip statuses",
    edges: [
      "draft -> active",
      "draft -> terminated",
      "active -> terminated",
      "suspended -> terminated",
    ],
  },
  {
    by: "first sight: what led to the status was before Tenure looked",
    edges: fromEach("new", "active", "suspended", "terminating", "terminated", "discarded"),
  },
];

const statuses = [
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
  "discarded",
];

/** What adopting the platform's status does: any to any, by force, so that every drift can be healed. */
export const adoptionEdges: readonly Edge[] = ["new", ...statuses].flatMap((from) =>
  fromEach(from, ...statuses.filter((to) => to !== from)),
);

/** What facts do to a request's status beyond the official graph. */
export const requestBeyond: readonly Allowance[] = [
  {
    by: "the object explorer's text: a submitted draft, or a settled tier configuration, may lack parameters",
    edges: ["draft -> tiersSetup", "draft -> inquiring", "tiersSetup -> inquiring"],
  },
  { by: "D6 an inquiring request may be failed", edges: ["inquiring -> failed"] },
  {
    by: "D11 a fact may skip statuses",
    edges: [
      ...fromEach("draft", "scheduled", "revoking", "approved", "failed", "revoked"),
      ...fromEach("tiersSetup", "scheduled", "revoking", "approved", "revoked"),
      ...fromEach("pending", "revoking", "revoked"),
      ...fromEach("inquiring", "tiersSetup", "scheduled", "revoking", "approved", "revoked"),
      ...fromEach("scheduled", "tiersSetup", "inquiring", "approved", "failed", "revoked"),
    ],
  },
  { by: "D11 out of revoking only to an end", edges: fromEach("revoking", "approved", "failed") },
  {
    by: "first sight: a request is met in any status",
    edges: fromEach(
      "new",
      "tiersSetup",
      "inquiring",
      "scheduled",
      "revoking",
      "approved",
      "failed",
      "revoked",
    ),
  },
];

/** Every edge that may be seen: official, or allowed beyond. A status that stays is no edge. */
export function allowedEdges(graph: OfficialGraph, beyond: readonly Allowance[]): readonly Edge[] {
  const official = graph.transitions
    .filter(({ from, to }) => from !== to)
    .map(({ from, to }): Edge => `${from} -> ${to}`);
  return [...new Set([...official, ...beyond.flatMap(({ edges }) => edges)])].toSorted();
}
